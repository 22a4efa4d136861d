"""What a case's assessment holds: editions of its text, kin, systems, results that were chosen.

Whatever names somebody is sealed. Editions are only added. Kin, relations and systems that are
taken off stay in the database; a relation or system that changes is a new row.
"""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.casework.models import Case
from berdaya.casework.sight import CaseRows, Row
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.sealed.fields import SealedWordsField, says_something
from berdaya.sealed.text import AnswersField
from berdaya.surveys.models import Assessment

EARLIEST, LATEST = 1800, 2200  # of years that somebody types


class Editions(CaseRows["Edition"]):
    cell = "case-assessment.read"


class Edition(models.Model):
    """The assessment as it was written at one time; a newer edition stands beside it."""

    class Chosen(models.TextChoices):
        FOCUS = "focus", _("What to work on first")
        ROOT = "root", _("The root from which the rest grows")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="assessment_editions")
    number = models.PositiveSmallIntegerField()  # 1 for the first of a case
    form = SealedWordsField()
    traits = SealedWordsField()
    scope = SealedWordsField()
    causes = SealedWordsField()
    effects = SealedWordsField()
    attempts = SealedWordsField()
    functioning = SealedWordsField()
    strengths = SealedWordsField()
    # codes of the list assessment-methods (S5, stage 2)
    methods: "models.JSONField[Any]" = models.JSONField(default=list)
    other_methods = SealedWordsField()
    chosen = models.CharField(max_length=5, choices=Chosen, blank=True)
    focus = SealedWordsField()
    why = SealedWordsField()  # the focus, and nothing else, was chosen
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Editions)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="edition_numbered"),
            models.CheckConstraint(
                condition=Q(chosen__in=["", "focus", "root"]), name="edition_chose_what"
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.number} of {self.case_id}"


class Standing(CaseRows[Row]):
    """Rows that may be taken off."""

    cell = "kin.read"

    def standing(self) -> Self:
        return self.filter(off_at=None)


class Kept(models.Model):
    """A row that is taken off and never deleted."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    off_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Kins(Standing["Kin"]):
    def in_order(self) -> "Kins":
        return self.order_by("recorded_at", "pk")


class Kin(Kept):
    """Somebody in the client's genogram, whether or not they have a record of their own."""

    class Sex(models.TextChoices):
        MALE = "male", _("Male")
        FEMALE = "female", _("Female")
        UNKNOWN = "unknown", pgettext_lazy("sex", "Not known")

    name = SealedWordsField()  # blank where nobody remembers it
    sex = models.CharField(max_length=7, choices=Sex)
    born = models.PositiveSmallIntegerField(null=True)
    died = models.PositiveSmallIntegerField(null=True)
    is_dead = models.BooleanField(default=False)
    is_index = models.BooleanField(default=False)
    # those who were born together have the same
    twins = models.UUIDField(null=True)
    twins_identical = models.BooleanField(default=False)
    # the record from which they were taken over
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = SealedWordsField()

    objects = SightedManager.from_queryset(Kins)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sex__in=["male", "female", "unknown"]), name="kin_has_known_symbol"
            ),
            models.CheckConstraint(
                condition=Q(died=None) | Q(is_dead=True), name="kin_with_year_of_death_is_dead"
            ),
            models.CheckConstraint(
                condition=Q(died=None) | Q(born=None) | Q(died__gte=F("born")),
                name="kin_dies_after_birth",
            ),
            models.CheckConstraint(
                condition=(Q(born=None) | Q(born__gte=EARLIEST, born__lte=LATEST))
                & (Q(died=None) | Q(died__gte=EARLIEST, died__lte=LATEST)),
                name="kin_lives_in_our_time",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(is_index=True, off_at=None),
                name="genogram_has_one_index_person",
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=Q(person__isnull=False, off_at=None),
                name="person_once_in_a_genogram",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="kin_of_case")]

    def __str__(self) -> str:
        return f"kin {self.pk}"


class Couples(Standing["Couple"]):
    pass


class Couple(Kept):
    """Two who are or were together. `a` has the smaller key."""

    class Kind(models.TextChoices):
        MARRIED = "married", pgettext_lazy("couple", "Married")
        COHABITING = "cohabiting", _("Living together")

    class End(models.TextChoices):
        NONE = "", _("Still together, or ended by death")
        SEPARATED = "separated", pgettext_lazy("couple", "Separated")
        DIVORCED = "divorced", pgettext_lazy("couple", "Divorced")

    a = models.ForeignKey(Kin, models.PROTECT, related_name="+")
    b = models.ForeignKey(Kin, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    since = models.PositiveSmallIntegerField(null=True)
    end = models.CharField(max_length=9, choices=End, blank=True)
    until = models.PositiveSmallIntegerField(null=True)

    objects = SightedManager.from_queryset(Couples)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="couple_is_of_two"),
            models.CheckConstraint(
                condition=Q(until=None) | ~Q(end=""), name="couple_with_last_year_has_ended"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="couple_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["a", "b"], condition=Q(off_at=None), name="couple_once"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="couple_of_case")]

    def __str__(self) -> str:
        return f"couple {self.pk}"


class ParentLinks(Standing["ParentLink"]):
    pass


class ParentLink(Kept):
    class Kind(models.TextChoices):
        BIRTH = "birth", pgettext_lazy("child", "By birth")
        ADOPTED = "adopted", pgettext_lazy("child", "Adopted")
        FOSTER = "foster", pgettext_lazy("child", "In foster care")

    parent = models.ForeignKey(Kin, models.PROTECT, related_name="+")
    child = models.ForeignKey(Kin, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)

    objects = SightedManager.from_queryset(ParentLinks)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("child")), name="nobody_is_their_own_parent"
            ),
            models.UniqueConstraint(
                fields=["parent", "child", "kind"],
                condition=Q(off_at=None),
                name="parent_once",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="parent_link_of_case")]

    def __str__(self) -> str:
        return f"parent link {self.pk}"


class KinTies(Standing["KinTie"]):
    pass


class KinTie(Kept):
    """How two of the genogram stand to each other. `a` has the smaller key."""

    class Kind(models.TextChoices):
        CLOSE = "close", pgettext_lazy("tie", "Close")
        FUSED = "fused", _("Very close, hardly apart")
        DISTANT = "distant", pgettext_lazy("tie", "Distant")
        CONFLICT = "conflict", pgettext_lazy("tie", "In conflict")
        CLOSE_CONFLICT = "close-conflict", _("Close and in conflict")
        CUT_OFF = "cut-off", _("Cut off")

    a = models.ForeignKey(Kin, models.PROTECT, related_name="+")
    b = models.ForeignKey(Kin, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)

    objects = SightedManager.from_queryset(KinTies)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="tie_is_of_two"),
            models.UniqueConstraint(
                fields=["a", "b"], condition=Q(off_at=None), name="one_tie_of_two"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="kin_tie_of_case")]

    def __str__(self) -> str:
        return f"tie {self.pk}"


class Systems(Standing["System"]):
    cell = "case-system.read"

    def in_order(self) -> "Systems":
        return self.order_by("place", "recorded_at", "pk")


class System(Kept):
    """Somebody or something around the client, and how the client stands to it."""

    class Strength(models.TextChoices):
        STRONG = "strong", pgettext_lazy("system", "Strong")
        ORDINARY = "ordinary", pgettext_lazy("system", "Ordinary")
        WEAK = "weak", pgettext_lazy("system", "Weak or uncertain")

    class Flow(models.TextChoices):
        TO_CLIENT = "to-client", _("From there to the client")
        FROM_CLIENT = "from-client", _("From the client to there")
        BOTH = "both", _("In both directions")
        NONE = "none", _("In no direction")

    name = SealedWordsField()
    strength = models.CharField(max_length=8, choices=Strength)
    flow = models.CharField(max_length=11, choices=Flow)
    is_stressful = models.BooleanField(default=False)
    note = SealedWordsField()
    place = models.PositiveSmallIntegerField()  # around the client; a changed row keeps it

    objects = SightedManager.from_queryset(Systems)()

    class Meta:
        constraints = [says_something("name", name="system_has_a_name")]
        indexes = [models.Index(fields=["case"], name="system_of_case")]

    def __str__(self) -> str:
        return f"system {self.pk}"


class ChosenResults(Standing["ChosenResult"]):
    cell = "case-assessment.read"


class ChosenResult(Kept):
    """A result of a survey that tells something for this case. The survey knows nothing of it."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")

    objects = SightedManager.from_queryset(ChosenResults)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "assessment"],
                condition=Q(off_at=None),
                name="result_chosen_once",
            )
        ]

    def __str__(self) -> str:
        return f"result for {self.case_id}"


class GroupResults(Standing["GroupResult"]):
    cell = "case-assessment.read"

    def latest_first(self) -> "GroupResults":
        return self.order_by("-conducted_on", "-recorded_at", "-pk")


class GroupResult(Kept):
    """What the group of a case answered, and what that adds up to. The group's pages show nothing.

    Of a person or family the same stands in the room surveys, which asks no groups.
    """

    instrument = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    conducted_on = models.DateField()
    answers: "models.JSONField[Any]" = AnswersField()  # item -> see `surveys.answers.Answer`
    # for each output what it came to, with the names of `surveys.models.Outcome`
    came_to: "models.JSONField[Any]" = AnswersField()

    objects = SightedManager.from_queryset(GroupResults)()

    def __str__(self) -> str:
        return f"{self.instrument} {self.version} of the group of {self.case_id}"
