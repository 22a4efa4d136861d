"""Writing a new edition of the assessment, and choosing results of surveys for the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before
from berdaya.psychosocial import refusals
from berdaya.psychosocial.instruments import results_of
from berdaya.psychosocial.models import ChosenResult, Edition, GroupResult
from berdaya.psychosocial.working import at_work, off
from berdaya.rules.casework.vocabulary import codes
from berdaya.surveys.models import Assessment

FACETS = ("form", "traits", "scope", "causes", "effects", "attempts", "functioning")
Result = TypeVar("Result", ChosenResult, GroupResult)
WORDS = (*FACETS, "strengths", "other_methods", "focus", "why")


@dataclass(frozen=True, slots=True)
class Written:
    """One edition as it is told: `words` by the names of the fields, blank where nothing is."""

    key: UUID
    words: Mapping[str, str]
    methods: Sequence[str] = ()
    chosen: str = ""
    # the number of the edition that was on the screen; 0 where there was none
    after: int = 0


@transaction.atomic
def write_assessment(*, case: Case, written: Written, by: User) -> Edition:
    """Keep a new edition; earlier ones stand as they are. Repeating the key returns the first.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, AssessmentKeyInUse,
        UnknownMethod, NothingWritten, WrittenMeanwhile.
    """
    allow(by, "psychosocial.write_assessment", case=case)
    case = at_work(case)
    if earlier := made_before(
        Edition, written.key, refusals.AssessmentKeyInUse, case_id=case.pk
    ):
        return earlier
    if set(written.methods) - set(codes("assessment-methods")):
        raise refusals.UnknownMethod
    words = {name: written.words.get(name, "").strip() for name in WORDS}
    if not any(words.values()):
        raise refusals.NothingWritten
    editions = Edition.objects.across_areas(why="allowed above").of(case)
    last = editions.order_by("-number").first()
    if written.after != (last.number if last else 0):
        raise refusals.WrittenMeanwhile
    made = Edition.objects.create(
        pk=written.key,
        case=case,
        number=written.after + 1,
        methods=list(written.methods),
        chosen=written.chosen if words["focus"] else "",
        by=by,
        **words,
    )
    trace(by, "psychosocial.write_assessment", case)
    return made


@transaction.atomic
def choose_result(*, case: Case, assessment: Assessment, by: User) -> ChosenResult:
    """Take a result of the client's surveys into the case. The survey learns nothing of it.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, ResultOfAnother.
    """
    allow(by, "psychosocial.choose_result", case=case)
    case = at_work(case)
    if assessment.pk not in {one.assessment.pk for one in results_of(case)}:
        raise refusals.ResultOfAnother
    rows = ChosenResult.objects.across_areas(why="allowed above").of(case).standing()
    made = rows.filter(assessment=assessment).first() or ChosenResult.objects.create(
        case=case, assessment=assessment, by=by
    )
    trace(by, "psychosocial.choose_result", case)
    return made


@transaction.atomic
def drop_result(*, result: Result, by: User) -> Result:
    """Take a result out of the case again. A survey itself stands.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker.
    """
    allow(by, "psychosocial.drop_result", case=result.case)
    case = at_work(result.case)
    if result.off_at is None:
        off(result)
        result.save(update_fields=["off_at"])
    trace(by, "psychosocial.drop_result", case)
    return result
