"""Who belongs to a group, who leads it, who accompanies it; each from a day until another."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.groups.models.group import Group
from berdaya.groups.sight import GroupRows, Row
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.periods import Period, ends_after_it_begins, holds_on
from berdaya.sealed.text import WordsField


class Periods(GroupRows[Row]):
    """Rows of a group that hold from a day until another."""

    def on(self, day: date) -> "Periods[Row]":
        return self.filter(holds_on(day))

    def present(self) -> "Periods[Row]":
        return self.filter(until=None)


class Members(Periods["Member"]):
    pass


class Member(Period):
    """That a person belongs to a group. Coming back is a new row."""

    class Joined(models.TextChoices):
        FOUNDER = "founder", _("Was there from the start")
        INCOME = "income", _("Wants to earn more")
        BUSINESS = "business", _("Already has a business")
        LEARN = "learn", _("Wants to learn")
        SAVE = "save", _("Wants to save or borrow")
        INVITED = "invited", _("Was invited by a neighbour or volunteer")
        OTHER_GROUP = "other-group", _("Came from another group")
        NOT_SAID = "not-said", _("Not said")

    class Left(models.TextChoices):
        OWN_WAY = "own-way", _("The business stands on its own now")
        MOVED = "moved", _("Moved away")
        DIED = "died", _("Died")
        NO_TIME = "no-time", _("Has no time")
        NO_BENEFIT = "no-benefit", _("Sees no benefit")
        DISPUTE = "dispute", _("Disagreement in the group")
        HEALTH = "health", _("Health")
        CONSENT = "consent", _("Withdrew the consent")
        OTHER_GROUP = "other-group", _("Went to another group")
        ENDED = "ended", _("The group has ended")
        MISTAKE = "mistake", _("Was noted by mistake")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    joined = models.CharField(max_length=12, choices=Joined)
    left = models.CharField(max_length=12, choices=Left, blank=True)

    objects = SightedManager.from_queryset(Members)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(until=None),
                name="group_member_once_at_a_time",
            ),
            ends_after_it_begins("group_member_leaves_after_joining"),
            models.CheckConstraint(
                condition=Q(until=None, left="") | Q(until__isnull=False) & ~Q(left=""),
                name="group_member_leaves_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="group_member_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"


class Terms(Periods["Term"]):
    pass


class Term(Period):
    """An office that a member holds. `user` is the account with which they sign in, if any."""

    class Office(models.TextChoices):
        CHAIR = "chair", _("Chair")
        SECRETARY = "secretary", _("Secretary")
        TREASURER = "treasurer", _("Treasurer")
        HELPER = "helper", _("Helper")

    ONE_AT_A_TIME = (Office.CHAIR, Office.SECRETARY, Office.TREASURER)

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="terms")
    member = models.ForeignKey(Member, models.PROTECT, related_name="terms")
    office = models.CharField(max_length=10, choices=Office)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = Terms.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "office"],
                condition=Q(until=None) & ~Q(office="helper"),
                name="office_held_by_one",
            ),
            ends_after_it_begins("term_ends_after_it_begins"),
        ]
        indexes = [
            models.Index(
                fields=["user"],
                name="term_of_user",
                condition=Q(until=None, user__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.office} of {self.group_id}"


class Mentorings(Periods["Mentoring"]):
    pass


class Mentoring(Period):
    """Who accompanies a group from outside: with an account of this system, or by name."""

    class Kind(models.TextChoices):
        FIELD_OFFICER = "field-officer", _("Field officer (PLKB/PKB)")
        CADRE = "cadre", _("Family-planning volunteer")
        COMPANION = "companion", _("Companion")
        SECTOR = "sector", _("Office of another sector")
        UNIVERSITY = "university", _("University")
        COMMUNITY = "community", _("Community body")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="mentorings")
    kind = models.CharField(max_length=14, choices=Kind)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = WordsField(max_length=120, blank=True)
    organisation = WordsField(max_length=120, blank=True)

    objects = Mentorings.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(name=""), name="mentor_is_a_user_or_a_name"
            ),
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(until=None, user__isnull=False),
                name="mentor_of_a_group_once",
            ),
            ends_after_it_begins("mentoring_ends_after_it_begins"),
        ]
        indexes = [
            models.Index(
                fields=["user"],
                name="mentoring_of_user",
                condition=Q(until=None, user__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.called} accompanies {self.group_id}"

    @property
    def called(self) -> str:
        """The mentor's name; reads the user where it was not fetched along."""
        return str(self.user) if self.user_id else self.name
