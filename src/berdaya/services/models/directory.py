"""Who offers which service, for whom, where and when; and who changed what of it.

Nothing here is about a client: these are public facts, which anyone signed in may read.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import NATION, User
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.sealed.text import AnswersField, WordsField

OLD_AFTER = 180  # days; our choice, to be tried in the field


class Provider(models.Model):
    """A body that offers services. `area` is where it stands; who works there keeps it."""

    class Kind(models.TextChoices):
        HEALTH_CENTRE = "health-centre", _("Health centre (puskesmas)")
        HEALTH_POST = "health-post", _("Health post (posyandu)")
        HOSPITAL = "hospital", _("Hospital or clinic")
        LEARNING_CENTRE = "learning-centre", _("School or learning centre (PKBM)")
        FAMILY_CENTRE = "family-centre", _("Family consultation (LK3, PPKS)")
        PROTECTION = "protection", _("Protection of women and children (PPA)")
        SOCIAL_OFFICE = "social-office", _("Social affairs office (Dinas Sosial)")
        OFFICE = "office", _("Another government office")
        VILLAGE = "village", _("Village or neighbourhood body")
        FOUNDATION = "foundation", _("Foundation or social institution (LKS)")
        FAITH = "faith", _("Religious body")
        OTHER = "other", pgettext_lazy("provider", "Another body")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    name = WordsField(max_length=120)
    address = WordsField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    whatsapp = models.CharField(max_length=20, blank=True)
    ended_on = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="provider_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("provider_detail", args=[self.pk])


class Services(models.QuerySet["Service"]):
    def standing(self) -> "Services":
        """Those that are still offered."""
        return self.filter(ended_on=None)

    def taking(self, kind: str) -> "Services":
        """Those that take people, or groups, as `Service.Takes` names them; "" any."""
        return self.filter(takes__in=[kind, Service.Takes.BOTH]) if kind else self


class Service(models.Model):
    """What a provider offers. `area` is the provider's: a search by nearness needs no join."""

    class Cost(models.TextChoices):
        FREE = "free", _("Free of charge")
        INSURED = "insured", _("Free with JKN/BPJS")
        PAID = "paid", _("To be paid for")
        DEPENDS = "depends", _("Depends, ask first")

    class Takes(models.TextChoices):
        PEOPLE = "people", _("Persons and families")
        GROUPS = "groups", _("Groups")
        BOTH = "both", _("Persons, families and groups")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="services")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = WordsField(max_length=120)
    search_name = WordsField(max_length=120)
    eligible = WordsField(max_length=500)  # who may come, in plain words
    takes = models.CharField(max_length=6, choices=Takes, default=Takes.PEOPLE)
    cost = models.CharField(max_length=8, choices=Cost)
    price = WordsField(max_length=120, blank=True)
    papers = WordsField(max_length=300, blank=True)  # what to bring
    about = WordsField(max_length=500, blank=True)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(Services)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="service_has_a_name"),
            models.CheckConstraint(condition=~Q(eligible=""), name="service_says_for_whom"),
            models.CheckConstraint(
                condition=Q(takes__in=["people", "groups", "both"]), name="service_takes_whom"
            ),
        ]
        indexes = [
            models.Index(
                fields=["search_name", "id"],
                name="service_list",
                condition=Q(ended_on=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("service_detail", args=[self.pk])

    def is_old(self, today: date) -> bool:
        """Whether somebody should ask again if all this still holds."""
        return (today - self.checked_on).days > OLD_AFTER

    def does_take(self, kind: str) -> bool:
        """Whether it takes people, or groups."""
        return self.takes in (kind, self.Takes.BOTH)


class Cell(models.Model):
    """That a service has a function (W2) in a field (W3): rules/casework/vocabulary.yaml."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="cells")
    function = models.CharField(max_length=16)
    field = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "function", "field"], name="service_in_a_cell_once"
            ),
        ]
        indexes = [models.Index(fields=["field", "function", "service"], name="cell_services")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.function} {self.field}"


class Reach(models.Model):
    """An area that a service covers, with all below it; null is the whole country."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="reaches")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "area"],
                nulls_distinct=False,
                name="service_reaches_an_area_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} in {self.area_id or 'the whole country'}"

    @property
    def code(self) -> str:
        return self.area_id or NATION


class Hours(models.Model):
    """A time of a weekday (0 Monday) in which a service is open, by the clock of its place."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_of_a_weekday"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")), name="closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.weekday} {self.opens}-{self.closes}"


class Edit(models.Model):
    """What somebody changed of a provider or a service: field -> before and after. Only added."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="edits")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="edits")
    changes: "models.JSONField[Any]" = AnswersField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.service_id or self.provider_id} {self.at}"
