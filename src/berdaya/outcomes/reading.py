"""What stands of a case's outcomes: the newest of each kind, in the present round of the work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from berdaya.caseplans.models import CasePlan, Goal
from berdaya.casework.models import Case, StageEntry
from berdaya.outcomes.models import GoalRating, Rating
from berdaya.psychosocial.instruments import held_by
from berdaya.rules.casework.attainment import Attained, attained
from berdaya.rules.casework.stages import TERMINATION
from berdaya.rules.evidence.change import Change, Reading, reliable_change
from berdaya.rules.instruments.outputs import Index, Output
from berdaya.surveys.timeline import Entry

WHY = "of a case that was found"
Row = TypeVar("Row", bound=models.Model)
ANEW = (StageEntry.Kind.BEGUN, StageEntry.Kind.BACK, StageEntry.Kind.REOPENED)


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with where it stood at the start and at each rating, oldest first."""

    goal: Goal
    ratings: tuple[GoalRating, ...]

    @property
    def last(self) -> GoalRating | None:
        return self.ratings[-1] if self.ratings else None

    @property
    def at_start(self) -> str:
        """The words of the level at which the client began."""
        return self._words(self.goal.baseline)

    @property
    def reached(self) -> str:
        """The words of the level that was reached last."""
        return self._words(self.last.level if self.last else self.goal.baseline)

    @property
    def rated(self) -> list[tuple[GoalRating, str]]:
        """Each rating with the words of its level."""
        return [(one, self._words(one.level)) for one in self.ratings]

    def _words(self, level: int) -> str:
        return dict(self.goal.levels())[level]

    @property
    def at_end(self) -> GoalRating | None:
        at_end = [one for one in self.ratings if one.rating.moment == Rating.Moment.END]
        return at_end[-1] if at_end else None


@dataclass(frozen=True, slots=True)
class Scored:
    """The goals of one kind, with their T-score at the start and by the last ratings."""

    kind: str
    goals: tuple[GoalShown, ...]
    before: Attained | None
    after: Attained | None  # of the goals that were rated
    unrated: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A score of an instrument, the first and the last time that was chosen for the case."""

    title: Any
    before: Entry
    after: Entry | None
    change: Change | None
    scores: tuple[Any, Any]

    @property
    def less_is_better(self) -> bool:
        return less_is_better(self.scores[0].output)


def newest_of(model: type[Row], case: Case) -> Row | None:
    """The newest row of a case in its present round; what came before it began anew is history."""
    rows = model._default_manager.across_areas(why=WHY).filter(case=case)  # type: ignore[attr-defined]  # a SightedManager
    begun = round_of(case)
    found = rows.filter(recorded_at__gte=begun.recorded_at).select_related("by")
    return found.order_by("-recorded_at", "-pk").first()  # type: ignore[no-any-return]


def round_of(case: Case) -> StageEntry:
    """The entry with which the present round of the work began. Asked once for a case."""
    known: StageEntry | None = case.__dict__.get("known_round")
    if known is None:
        known = case.stage_entries.filter(kind__in=ANEW).latest("number")
        case.__dict__["known_round"] = known
    return known


def ended_by(case: Case) -> StageEntry | None:
    """The entry that led a case to its last stage, where it still stands."""
    last = case.stage_entries.latest("number")
    return last if last.to_stage == TERMINATION else None


def plan_of(case: Case) -> CasePlan | None:
    """The newest plan, if the client agreed to it: the one whose goals are rated."""
    plan = case.plans.select_related("agreement").order_by("-number").first()
    return plan if plan and plan.agreed else None


def goals_of(plan: CasePlan) -> list[GoalShown]:
    """The goals of a plan with their ratings. Two queries."""
    rows = GoalRating.objects.across_areas(why=WHY).filter(rating__plan=plan)
    rows = rows.select_related("rating__by").order_by("rating__on", "rating__recorded_at")
    of: dict[object, list[GoalRating]] = {}
    for one in rows:
        of.setdefault(one.goal_id, []).append(one)
    return [GoalShown(it, tuple(of.get(it.pk, ()))) for it in plan.goals.in_order()]


def scored(goals: Iterable[GoalShown]) -> list[Scored]:
    """Result goals and process goals, apart, each with its T-score."""
    found = []
    for kind in Goal.Kind.values:
        own = tuple(one for one in goals if one.goal.kind == kind)
        rated = [(one.goal.weight, one.last.level) for one in own if one.last]
        found.append(
            Scored(
                kind=str(Goal.Kind(kind).label),
                goals=own,
                before=attained([(one.goal.weight, one.goal.baseline) for one in own]),
                after=attained(rated),
                unrated=len(own) - len(rated),
            )
        )
    return found


def compared(case: Case) -> list[Compared]:
    """Each score of each instrument that the case holds, first and last. Few queries."""
    asked: dict[str, list[Entry]] = {}
    for entry in sorted(held_by(case), key=_asked_at):
        asked.setdefault(entry.definition.id, []).append(entry)
    return [one for entries in asked.values() for one in _compared(entries)]


def _asked_at(entry: Entry) -> tuple[date, datetime]:
    return entry.assessment.conducted_on, entry.assessment.recorded_at


def _compared(entries: list[Entry]) -> Iterable[Compared]:
    before, *later = entries
    after = later[-1] if later else None
    for place, found in enumerate(before.outputs):
        then = after.outputs[place] if after and place < len(after.outputs) else None
        same = then is not None and then.output.name == found.output.name
        change = None
        if after and then and same:
            change = reliable_change(
                Reading(before.assessment.version, found.score),
                Reading(after.assessment.version, then.score),
                before.definition.reliability(found.output.name),
                less_is_better=less_is_better(found.output),
            )
        words = (found, then if same else None)
        title = found.output.title if len(before.outputs) > 1 else before.definition.title
        yield Compared(title, before, after, change, words)


def less_is_better(output: Output) -> bool:
    return isinstance(output, Index) and output.less_is_better
