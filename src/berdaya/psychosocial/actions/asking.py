"""Keeping what the group of a case answered to a questionnaire."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.psychosocial import refusals
from berdaya.psychosocial.asking import added_up, asked_of_groups
from berdaya.psychosocial.models import GroupResult
from berdaya.psychosocial.working import at_work
from berdaya.rules.instruments.applicability import skipped
from berdaya.rules.instruments.definition import Instrument
from berdaya.surveys.answers import Answer, accepts, may_not_apply


@dataclass(frozen=True, slots=True)
class GroupAnswers:
    """A filled questionnaire of a group; what is blank or left out was not answered."""

    key: UUID
    instrument: str
    answers: Mapping[str, Answer]
    on: date


@transaction.atomic
@once
def ask_group(*, case: Case, told: GroupAnswers, by: User) -> GroupResult:
    """Keep the answers of the case's group and what they add up to; the same key once.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, NotAskedOfGroups,
        AskedInFuture, NothingAnswered, AnswerUnknown, AssessmentKeyInUse.
    """
    allow(by, "psychosocial.ask_group", case=case)
    case = at_work(case)
    asked = {one.id: one for one in asked_of_groups()} if case.group_id else {}
    if told.instrument not in asked:
        raise refusals.NotAskedOfGroups
    definition = asked[told.instrument]
    answers = _whole(definition, told)
    same: dict[str, Any] = {
        "instrument": definition.id,
        "conducted_on": told.on,
        "answers": answers,
    }
    if earlier := made_before(
        GroupResult, told.key, refusals.AssessmentKeyInUse, case_id=case.pk, **same
    ):
        return earlier
    if told.on > timezone.localdate():
        raise refusals.AskedInFuture
    made = GroupResult(
        pk=told.key,
        case=case,
        version=definition.version,
        by=by,
        **same,
    )
    made.came_to = added_up(made)
    made.save(force_insert=True)
    trace(by, "psychosocial.ask_group", case)
    return made


def _whole(definition: Instrument, told: GroupAnswers) -> dict[str, Answer]:
    """Every item with its answer or blank, what was skipped said not to apply."""
    answers: dict[str, Answer] = dict.fromkeys(definition.by_code)
    for code, answer in told.answers.items():
        item = definition.by_code.get(code)
        if item is None or (answer is not None and not accepts(item, answer)):
            raise refusals.AnswerUnknown
        if answer == item.not_applicable and not may_not_apply(item, (), told.on):
            raise refusals.AnswerUnknown
        answers[code] = answer
    if all(it is None for it in answers.values()):
        raise refusals.NothingAnswered
    for code in skipped(definition, answers):
        answers[code] = definition.by_code[code].not_applicable
    return answers
