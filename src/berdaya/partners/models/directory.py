"""Whom groups may work with, and what they offer and seek."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import NATION, NOTHING, User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.codes import ancestors
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.partners.sectors import sector_name
from berdaya.periods import Period, ends_after_it_begins
from berdaya.sealed.text import WordsField


class Partners(SightedQuerySet["Partner"]):
    cell = "partner.read"

    def visible_to(self, user: User, cell: str = "") -> Self:
        """Partners that work where `user` does; with a cell, those registered there."""
        if cell:
            return super().visible_to(user, cell)
        return self.filter(working_in(user.areas_for(self.cell)))

    def named_like(self, text: str) -> "Partners":
        return self.filter(search_name__contains=text.casefold().strip())


def working_in(codes: frozenset[str], path: str = "") -> Q:
    """Whose reach meets one of these areas: lies in it, holds it, or is the whole country."""
    if not codes:
        return NOTHING
    if NATION in codes:
        return Q()
    above = {it for code in codes for it in ancestors(code)}
    found = Q(**{f"{path}reach": None}) | Q(**{f"{path}reach__code__in": sorted(above)})
    for code in sorted(codes):
        found |= Q(**{f"{path}reach__code__within": code})
    return found


class Partner(models.Model):
    """A business, office or body that may work with groups. `area` is where it is registered."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        SHOP = "shop", _("Shop or trader")
        COOPERATIVE = "cooperative", _("Cooperative")
        STATE = "state", _("State or regional enterprise (BUMN/BUMD)")
        BANK = "bank", _("Bank or lender")
        OFFICE = "office", _("Government office")
        UNIVERSITY = "university", _("University or school")
        COMMUNITY = "community", _("Foundation or community body")
        OTHER = "other", _("Another kind")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    reach = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+"
    )  # null: all over
    kind = models.CharField(max_length=12, choices=Kind)
    name = WordsField(max_length=120)
    search_name = WordsField(max_length=120)
    contact = WordsField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = WordsField(max_length=200, blank=True)
    about = WordsField(max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Partners)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="partner_has_a_name"),
        ]
        indexes = [models.Index(fields=["search_name", "id"], name="partner_list")]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("partner_detail", args=[self.pk])


class Needs(SightedQuerySet["Need"]):
    def visible_to(self, user: User, cell: str = "") -> Self:
        return self.filter(partner__in=Partner.objects.visible_to(user, cell))

    def open(self) -> "Needs":
        return self.filter(until=None)


class Need(Period):
    """What a partner seeks from groups or offers them, from a day until another."""

    class Way(models.TextChoices):
        SEEKS = "seeks", _("Seeks")
        OFFERS = "offers", _("Offers")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="needs")
    way = models.CharField(max_length=8, choices=Way)
    sector = models.CharField(max_length=2)  # of sectors.yaml
    words = WordsField(max_length=200)

    objects = SightedManager.from_queryset(Needs)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="need_says_what"),
            ends_after_it_begins("need_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.way} {self.words}"

    @property
    def field(self) -> str:
        """Its field of business in the reader's language."""
        return sector_name(self.sector)
