"""A group, its papers, and the turns of its life."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.areas.models import Area
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.sealed.text import WordsField


class Groups(GroupRows["Group"]):
    group_path = ""

    def living(self) -> "Groups":
        """Groups that have not ended; those at rest among them."""
        return self.exclude(state=Group.State.ENDED)

    def active(self) -> "Groups":
        return self.filter(state=Group.State.ACTIVE)

    def named_like(self, text: str) -> "Groups":
        return self.filter(search_name__contains=text.casefold().strip())


class Group(models.Model):
    """Families of one neighbourhood that run a business together or side by side (UPPKS)."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        DORMANT = "dormant", _("At rest")
        ENDED = "ended", _("Has ended")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = WordsField(max_length=120)
    search_name = WordsField(max_length=120)
    number = models.CharField(max_length=30, blank=True)  # of the official register of groups
    address = WordsField(max_length=200, blank=True)
    founded_on = models.DateField()
    meets = WordsField(max_length=120, blank=True)  # its usual day, as people say it
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")
    door = models.CharField(max_length=10, choices=Door)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Groups)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="group_has_a_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state="ended"), name="merged_group_has_ended"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="group_number_of_one_group"
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "search_name", "id"],
                name="group_list",
                opclasses=["varchar_pattern_ops", "varchar_ops", "uuid_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("group_detail", args=[self.pk])


class Turns(GroupRows["Turn"]):
    pass


class Turn(models.Model):
    """Something that changed what a group is: rows are only added."""

    class Kind(models.TextChoices):
        FOUNDED = "founded", _("Founded")
        RESTED = "rested", _("Put to rest")
        REVIVED = "revived", _("Revived")
        MERGED = "merged", _("Went up in another group")
        TOOK_IN = "took-in", _("Took in another group")
        SPLIT = "split", _("Members left to found another group")
        SPRANG = "sprang", _("Sprang from another group")
        ENDED = "ended", pgettext_lazy("group", "Ended")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="turns")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    reason = WordsField(max_length=300, blank=True)
    other = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Turns)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["merged", "took-in", "split", "sprang"]) ^ Q(other=None),
                name="turn_names_the_other_group",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["founded", "took-in", "sprang", "split"]) | ~Q(reason=""),
                name="turn_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind} {self.on}"


class Papers(GroupRows["Paper"]):
    pass


class Paper(models.Model):
    """A decree or legal paper of a group, as it reads; what was replaced stays."""

    class Kind(models.TextChoices):
        DECREE = "decree", _("Founding decree")
        DEED = "deed", _("Notary's deed")
        COOPERATIVE = "cooperative", _("Cooperative's legal status")
        TAX = "tax", _("Tax number (NPWP)")
        LICENCE = "licence", _("Business number (NIB)")
        ACCOUNT = "account", _("Bank account in the group's name")
        OTHER = "other", _("Another paper")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=Kind)
    number = WordsField(max_length=80)
    issued_by = WordsField(max_length=120, blank=True)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)  # the last day on which it holds
    withdrawn_on = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Papers)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("issued_on")),
                name="paper_holds_after_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("issued_on")),
                name="paper_withdrawn_after_it_is_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind} {self.number}"
