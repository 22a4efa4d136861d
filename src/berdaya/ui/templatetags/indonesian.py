"""Filters that write numbers and dates as Indonesians read them."""

from django import template

from berdaya.rules import indonesia

register = template.Library()
register.filter("rupiah", indonesia.rupiah)
register.filter("long_date", indonesia.long_date)
register.filter("number", indonesia.number)
