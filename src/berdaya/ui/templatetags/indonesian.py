"""Filters that write numbers and dates as Indonesians read them, months in the reader's language."""

from decimal import Decimal

from django import template

from berdaya.rules import indonesia
from berdaya.sealed.fields import Number
from berdaya.ui import days
from berdaya.ui.languages import said

register = template.Library()
register.filter("rupiah", indonesia.rupiah)
# a moment is shown as the day it was here, not in Greenwich
register.filter("long_date", days.long_date, expects_localtime=True)
register.filter("long_month", days.long_month)
register.filter("decimal", indonesia.decimal)
register.filter("said", said)


@register.filter
def number(amount: int | str) -> str:
    """A whole number; text of digits too, as a component's attribute may be."""
    return indonesia.number(int(amount))


@register.filter
def signed(level: int) -> str:
    """A level about nought: +1, 0, −2 with a minus that is as wide as the plus."""
    return f"{level:+d}".replace("-", "−") if level else "0"


@register.filter
def masked(number: object) -> str:
    """A NIK or KK number, sealed or as somebody typed it: 3204••••••••9001."""
    return str(number) if isinstance(number, Number) else indonesia.mask_nik(str(number))


@register.filter
def percent(count: int, whole: int) -> str:
    """`{{ done|percent:all }}`: 12,5%; a dash where there is no whole."""
    return f"{indonesia.decimal(Decimal(100 * count) / whole, 1)}%" if whole else "–"
