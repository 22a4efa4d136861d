"""Judging what has changed: goals rated, the client's own rating, lessons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.caseplans.models import CasePlan
from berdaya.casework.models import Case
from berdaya.casework.refusals import refuse_future
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.outcomes import refusals
from berdaya.outcomes.actions.standing import held
from berdaya.outcomes.models import ClientRating, GoalRating, Lesson, Rating
from berdaya.rules.casework.outcomes import definition
from berdaya.rules.casework.stages import EVALUATION, IMPLEMENTATION, TERMINATION


@dataclass(frozen=True, slots=True)
class NewRating:
    """Goals rated together: by the goal's key its level and the evidence."""

    moment: str
    on: date
    rated_with: str
    levels: Mapping[UUID, tuple[int, str]]
    who: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the client answered."""

    on: date
    change: int
    help: int
    who: str
    words: str = ""


@once
@transaction.atomic
def rate_goals(*, key: UUID, plan: CasePlan, rating: NewRating, by: User) -> Rating:
    """Note how far goals of a plan were reached; a later rating stands beside it. Key twice: once.

    Raises:
        NotAllowed, OutcomeKeyInUse, CaseIsClosed, ClientWithdrew, NotInThisStage, NoAgreedPlan,
        NothingRated, EvidenceMissing, UnknownAnswer, DayNotCome.
    """
    allow(by, "outcomes.rate_goals", case=plan.case)
    at_end = rating.moment == Rating.Moment.END
    case = held(plan.case, EVALUATION, TERMINATION if at_end else IMPLEMENTATION)
    if earlier := made_before(Rating, key, refusals.OutcomeKeyInUse, plan_id=plan.pk):
        return earlier
    newest = case.plans.select_related("agreement").latest("number")
    if newest.pk != plan.pk or not newest.agreed:
        raise refusals.NoAgreedPlan
    refuse_future(rating.on)
    _refuse_levels(newest, rating.levels)
    made = Rating.objects.create(
        pk=key,
        plan=newest,
        moment=Rating.Moment(rating.moment),
        on=rating.on,
        rated_with=rating.rated_with,
        who=rating.who.strip(),
        by=by,
    )
    GoalRating.objects.bulk_create(
        GoalRating(rating=made, goal_id=goal, level=level, evidence=evidence.strip())
        for goal, (level, evidence) in rating.levels.items()
    )
    trace(by, "outcomes.rate_goals", case)
    return made


def _refuse_levels(plan: CasePlan, levels: Mapping[UUID, tuple[int, str]]) -> None:
    if not levels:
        raise refusals.NothingRated
    of_plan = set(plan.goals.values_list("pk", flat=True))
    if set(levels) - of_plan or any(not -2 <= level <= 2 for level, _seen in levels.values()):
        raise refusals.UnknownAnswer
    if any(not evidence.strip() for _level, evidence in levels.values()):
        raise refusals.EvidenceMissing


@once
@transaction.atomic
def note_client_rating(*, key: UUID, case: Case, said: Said, by: User) -> ClientRating:
    """Note the client's own rating, in their words. The key twice: once.

    Raises:
        NotAllowed, OutcomeKeyInUse, CaseIsClosed, ClientWithdrew, NotInThisStage,
        UnknownAnswer, DayNotCome.
    """
    allow(by, "outcomes.note_client_rating", case=case)
    case = held(case, IMPLEMENTATION, EVALUATION, TERMINATION)
    if earlier := made_before(ClientRating, key, refusals.OutcomeKeyInUse, case_id=case.pk):
        return earlier
    refuse_future(said.on)
    known = definition()
    if said.change not in known.change.values or said.help not in known.help.values:
        raise refusals.UnknownAnswer
    made = ClientRating.objects.create(
        pk=key,
        case=case,
        on=said.on,
        change=said.change,
        help=said.help,
        words=said.words.strip(),
        who=said.who.strip(),
        by=by,
    )
    trace(by, "outcomes.note_client_rating", case)
    return made


@once
@transaction.atomic
def note_lesson(
    *,
    key: UUID,
    case: Case,
    kind: str,
    what: str,
    for_whom: str,
    why: str = "",
    on: date,
    by: User,
) -> Lesson:
    """Note what worked, or did not, for whom. The key twice: once.

    Raises:
        NotAllowed, OutcomeKeyInUse, CaseIsClosed, ClientWithdrew, NotInThisStage, DayNotCome.
    """
    allow(by, "outcomes.note_lesson", case=case)
    case = held(case, IMPLEMENTATION, EVALUATION, TERMINATION)
    if earlier := made_before(Lesson, key, refusals.OutcomeKeyInUse, case_id=case.pk):
        return earlier
    refuse_future(on)
    made = Lesson.objects.create(
        pk=key,
        case=case,
        kind=Lesson.Kind(kind),
        what=what.strip(),
        for_whom=for_whom.strip(),
        why=why.strip(),
        on=on,
        by=by,
    )
    trace(by, "outcomes.note_lesson", case)
    return made
