"""Whom groups may work with, and what they offer and seek."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import NATION, NOTHING, User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.codes import ancestors, covers
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.partners.sectors import sector_name
from berdaya.periods import Period, ends_after_it_begins
from berdaya.sealed.text import WordsField


class Partners(SightedQuerySet["Partner"]):
    cell = "partner.read"

    def visible_to(self, user: User, cell: str = "") -> Self:
        """Partners that work or are registered where `user` works; with a cell, the latter."""
        if cell:
            return super().visible_to(user, cell)
        codes = user.areas_for(self.cell)
        return self.filter(_working_in(codes) | user.sight_of(self.area_path, self.cell))

    def working_in(self, codes: frozenset[str]) -> Self:
        """One of whose working areas meets one of these."""
        return self.filter(_working_in(codes))

    def named_like(self, text: str) -> "Partners":
        return self.filter(search_name__contains=text.casefold().strip())


def _working_in(codes: frozenset[str]) -> Q:
    rows = WorkArea.objects.filter(meeting(codes, "area"))
    return Q(pk__in=rows.values("partner"))


def meeting(codes: frozenset[str], field: str) -> Q:
    """Where the area at `field` lies in one of these, holds one, or is the whole country (null)."""
    if not codes:
        return NOTHING
    if NATION in codes:
        return Q()
    above = {it for code in codes for it in ancestors(code)}
    found = Q(**{field: None}) | Q(**{f"{field}__code__in": sorted(above)})
    for code in sorted(codes):
        found |= Q(**{f"{field}__code__within": code})
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

    def work_codes(self) -> list[str]:
        """The codes of its working areas. Reads them where they were not fetched along."""
        return [it.area_id or NATION for it in self.work_areas.all()]

    def works_in(self, code: str) -> bool:
        """Whether an area lies in one of its working areas."""
        return any(covers(it, code) for it in self.work_codes())


class WorkArea(models.Model):
    """An area in which a partner works, with all below it; null is the whole country."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="work_areas")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "area"], name="partner_works_in_an_area_once"
            ),
            models.UniqueConstraint(
                fields=["partner"], condition=Q(area=None), name="partner_works_all_over_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} in {self.area_id or 'the whole country'}"


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
