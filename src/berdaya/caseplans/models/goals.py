"""The goals of a plan, each with five described levels (Goal Attainment Scaling)."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.caseplans.models.plans import CasePlan
from berdaya.casework.sight import CaseRows
from berdaya.keys import new_key
from berdaya.sealed.fields import SealedWordsField, says_something

MOST = 8  # as many places as the instrument goal-attainment has
HEAVIEST = 10
# the column of each level, worst first
LEVELS = {-2: "much_less", -1: "less", 0: "expected", 1: "more", 2: "much_more"}


class Goals(CaseRows["Goal"]):
    cell = "case-plan.read"
    case_path = "plan__case"

    def in_order(self) -> "Goals":
        return self.order_by("place")


class Goal(models.Model):
    """What is to change (a result), or how the help is to go (a process)."""

    class Kind(models.TextChoices):
        RESULT = "result", pgettext_lazy("goal", "Result")
        PROCESS = "process", pgettext_lazy("goal", "Process")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.ForeignKey(CasePlan, models.PROTECT, related_name="goals")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    what = SealedWordsField()
    indicator = SealedWordsField()  # how one sees it
    much_less = SealedWordsField()
    less = SealedWordsField()
    expected = SealedWordsField()
    more = SealedWordsField()
    much_more = SealedWordsField()
    baseline = models.SmallIntegerField()  # where the client stands when the goal is set
    weight = models.PositiveSmallIntegerField(default=1)
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Goals)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="goal_in_its_place"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=MOST), name="goal_has_a_place_to_be_rated"
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=HEAVIEST), name="goal_weighs_something"
            ),
            models.CheckConstraint(
                condition=Q(baseline__gte=-2, baseline__lte=0), name="goal_is_not_surpassed_yet"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["result", "process"]), name="goal_of_result_or_process"
            ),
            says_something("what", name="goal_says_what"),
            says_something("indicator", name="goal_says_how_one_sees_it"),
            *(says_something(one, name=f"goal_describes_{one}") for one in LEVELS.values()),
        ]

    def __str__(self) -> str:
        return f"goal {self.place} of {self.plan_id}"

    def levels(self) -> Iterator[tuple[int, str]]:
        """Each level with its words, best first, as a ladder is read."""
        return ((value, getattr(self, LEVELS[value])) for value in sorted(LEVELS, reverse=True))


LEVEL_NAMES = {
    2: _("Much more than expected"),
    1: _("More than expected"),
    0: _("As expected"),
    -1: _("Less than expected"),
    -2: _("Much less than expected"),
}
