"""A business, what it earned before its owner joined, and what it costs every month."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.groups.models import Group, Member
from berdaya.groups.sight import GroupRows, Row
from berdaya.keys import new_key
from berdaya.people.models import Family
from berdaya.rules.business.kbli import Kind as Kbli
from berdaya.rules.business.kbli import catalogue
from berdaya.sealed.text import WordsField


class OfEnterprise(GroupRows[Row]):
    """Rows that belong to a business, and with it to a group."""

    cell = "enterprise.read"
    group_path = "enterprise__group"


class BooksOf(OfEnterprise[Row]):
    """Rows that tell what somebody earns: for the officers of the group and its mentors."""

    cell = "sales.read"


class Enterprises(GroupRows["Enterprise"]):
    cell = "enterprise.read"

    def running(self) -> "Enterprises":
        return self.filter(ended_on=None)


class Enterprise(models.Model):
    """A business of a member's family, of a member, or of the whole group together."""

    class Kind(models.TextChoices):
        PELAJU = "pelaju", _("Pelaju: processes and sells itself")
        PEMAJU = "pemaju", _("Pemaju: processes, packages and sells itself")
        SERVICE = "service", _("Service: does something for others")

    class Ownership(models.TextChoices):
        FAMILY = "family", _("A family's business")
        MEMBER = "member", _("A member's own business")
        JOINT = "joint", _("A business of the group together")

    class Ending(models.TextChoices):
        NO_BUYERS = "no-buyers", _("Too few buyers")
        NO_CAPITAL = "no-capital", _("No money to go on")
        MATERIALS = "materials", _("Material too dear or not to be had")
        WORK = "work", _("Found other work")
        HEALTH = "health", _("Health, or care for the family")
        MOVED = "moved", _("Moved away")
        LEFT = "left", _("The owner left the group; the business goes on")
        CHANGED = "changed", _("Another business took its place")
        MISTAKE = "mistake", _("Was noted by mistake")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="enterprises")
    ownership = models.CharField(max_length=6, choices=Ownership)
    owner = models.ForeignKey(Member, models.PROTECT, null=True, related_name="enterprises")
    # of the owner on the day of noting; null where they belonged to none, and of joint ones
    family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")
    name = WordsField(max_length=120)
    kind = models.CharField(max_length=7, choices=Kind)
    kbli = models.CharField(
        max_length=5, blank=True
    )  # five digits, mostly of rules/business/kbli.tsv
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=10, choices=Ending, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Enterprises)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="enterprise_has_a_name"),
            models.CheckConstraint(
                condition=Q(ownership="joint", owner=None, family=None)
                | ~Q(ownership="joint") & Q(owner__isnull=False),
                name="enterprise_is_somebodys_or_joint",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")),
                name="enterprise_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="enterprise_ends_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("enterprise_detail", args=[self.pk])

    @property
    def kind_name(self) -> str:
        """Its kind without the explanation: Pelaju, Pemaju, Service."""
        return self.get_kind_display().split(":")[0]

    @property
    def is_joint(self) -> bool:
        return self.ownership == self.Ownership.JOINT

    @property
    def line_of_business(self) -> Kbli | None:
        """What its code stands for; None where the code is open or not on our list."""
        return catalogue().get(self.kbli)


class Baselines(BooksOf["Baseline"]):
    pass


class Baseline(models.Model):
    """What a usual month brought before the owner joined. Only added to; the latest counts."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="baselines")
    amount = models.PositiveBigIntegerField()  # rupiah for the family in a month; 0: none yet
    said_on = models.DateField()
    note = WordsField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Baselines)()

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.amount}"


class FixedCostRows(BooksOf["FixedCosts"]):
    pass


class FixedCosts(models.Model):
    """What is to be paid every month, however much is sold. Only added to; the latest counts."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="fixed_costs")
    since = models.DateField()
    amount = models.PositiveBigIntegerField()
    note = WordsField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(FixedCostRows)()

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.since} {self.amount}"
