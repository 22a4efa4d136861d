"""Answers held against the definition and the roster, before anything is stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from berdaya.consents.questions import may_process
from berdaya.people.models import Family
from berdaya.people.rosters import rosters_of
from berdaya.refusal import Refusal
from berdaya.rules.instruments.applicability import (
    Member,
    Roster,
    applies,
    not_applicable,
    skipped,
)
from berdaya.rules.instruments.definition import Condition, Instrument, Item
from berdaya.surveys.models import Assessment
from berdaya.ui.languages import said

MEMBER_COLUMNS = tuple(column.name for column in fields(Member))
PURPOSE = "survey"
OLDEST_SURVEY = date(1994, 1, 1)  # the year of the first family census that asked for stages


class UnknownItem(Refusal):
    code = "survey-unknown-item"
    message = _("%(name)s: the questionnaire has no question %(item)s.")


class WrongAnswer(Refusal):
    code = "survey-wrong-answer"
    message = _("%(name)s: “%(answer)s” is no answer to the question “%(question)s”.")


class AlwaysApplies(Refusal):
    code = "survey-always-applies"
    message = _(
        "%(name)s: the question “%(question)s” applies to every family. Answer yes or no, or "
        "leave it blank."
    )


class SurveyInFuture(Refusal):
    code = "survey-in-future"
    message = _("%(name)s: the day of the survey, %(day)s, has not come yet.")


class SurveyTooOld(Refusal):
    code = "survey-too-old"
    message = _("%(name)s: %(day)s is too long ago for the day of a survey.")


class SurveyAfterEnd(Refusal):
    code = "survey-after-end"
    message = _("The family of %(name)s had ended by %(day)s. Choose an earlier day.")


class FamilyDoesNotWant(Refusal):
    code = "survey-not-wanted"
    message = _(
        "The family of %(name)s does not want to be surveyed. Nothing was recorded. Thank them "
        "and leave it at that; if they change their mind, first note that they agree."
    )


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """A filled questionnaire as a door hands it over; `key` becomes the assessment's."""

    key: UUID
    family: Family
    answers: Mapping[str, int | None]  # 1 yes, 0 no, 2 does not apply, None unanswered
    conducted_on: date


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry with every item answered or blank, and the roster it was judged on."""

    entry: NewAssessment
    answers: dict[str, int | None]
    roster: list[dict[str, Any]]


def prepare(
    entries: Sequence[NewAssessment],
    definition: Instrument,
    today: date,
    coming: Mapping[UUID, Roster] = MappingProxyType({}),
    *,
    is_correction: bool = False,
) -> tuple[list[Prepared], list[tuple[NewAssessment, Refusal]]]:
    """Complete the entries that can be recorded; the others come with why not.

    `coming` has the rosters of families that are not registered yet, by their keys. One query
    for each day of survey and 5,000 families, and one for what they said about being surveyed.
    """
    registered = [entry for entry in entries if entry.family.pk not in coming]
    rosters = rosters_on_their_days(registered, today)
    # recording is what happens now, however long ago the visit was: today's word counts;
    # who wants no further survey may still have the last one put right
    asked = set() if is_correction else {entry.family.pk for entry in registered}
    unwanted = asked - may_process(asked, PURPOSE, today)
    good, refused = [], []
    for entry in entries:
        key = entry.family.pk
        roster = coming[key] if key in coming else rosters[key, entry.conducted_on]
        try:
            if key in unwanted:
                raise FamilyDoesNotWant(name=entry.family.head_name, key=entry.key)
            good.append(_complete(entry, definition, roster, today))
        except Refusal as refusal:
            refused.append((entry, refusal))
    return good, refused


def rosters_on_their_days(
    entries: Iterable[NewAssessment], today: date
) -> dict[tuple[UUID, date], Roster]:
    """The roster of each family on the day of its survey.

    Where nobody is known to have belonged on that day, because a family surveyed on paper
    was registered later, the roster of today stands in.
    """
    families_by_day: dict[date, set[UUID]] = defaultdict(set)
    for entry in entries:
        families_by_day[entry.conducted_on].add(entry.family.pk)
    found: dict[tuple[UUID, date], Roster] = {}
    for day, families in families_by_day.items():
        found |= {(family, day): roster for family, roster in rosters_of(families, day).items()}
    empty = {family for (family, _day), roster in found.items() if not roster}
    later = rosters_of(empty, today) if empty else {}
    return {(family, day): roster or later[family] for (family, day), roster in found.items()}


def _complete(
    entry: NewAssessment, definition: Instrument, roster: Roster, today: date
) -> Prepared:
    """Raises one of the refusals above."""
    _refuse_day(entry, today)
    answers = completed(entry, definition, roster)
    return Prepared(entry, answers, [_plain(member) for member in roster])


def completed(
    entry: NewAssessment, definition: Instrument, roster: Roster
) -> dict[str, int | None]:
    """The answers as they are stored: every item named, what cannot apply said to be so.

    Raises:
        UnknownItem, WrongAnswer, AlwaysApplies.
    """
    items = {item.code: item for item in definition.items}
    if unknown := entry.answers.keys() - items.keys():
        about = {"name": entry.family.head_name, "key": entry.key}
        raise UnknownItem(item=", ".join(sorted(unknown)), **about)
    by_roster = not_applicable(definition, roster, entry.conducted_on)
    answers: dict[str, int | None] = {}
    for code, item in items.items():
        answer = entry.answers.get(code)
        if code in by_roster:
            # the roster knows better than a slip of the thumb
            answer = item.not_applicable
        elif answer is not None:
            _refuse_answer(item, answer, entry, roster)
        answers[code] = answer
    for code in skipped(definition, answers):
        answers[code] = items[code].not_applicable
    return answers


def _refuse_day(entry: NewAssessment, today: date) -> None:
    about = {"name": entry.family.head_name, "day": entry.conducted_on, "key": entry.key}
    if entry.conducted_on > today:
        raise SurveyInFuture(**about)
    if entry.conducted_on < OLDEST_SURVEY:
        raise SurveyTooOld(**about)
    if entry.family.ended_on and entry.conducted_on >= entry.family.ended_on:
        raise SurveyAfterEnd(**about)


def _refuse_answer(item: Item, answer: object, entry: NewAssessment, roster: Roster) -> None:
    about = {"name": entry.family.head_name, "key": entry.key}
    if not item.accepts(answer):
        raise WrongAnswer(answer=answer, question=said(item.short), **about)
    if answer == item.not_applicable and not may_not_apply(item, roster, entry.conducted_on):
        raise AlwaysApplies(question=said(item.short), **about)


def may_not_apply(item: Item, roster: Roster, on: date) -> bool:
    """Whether the asker may say that the item does not apply.

    So where its wording allows it, and where the roster knows too little to tell.
    """
    if item.may_not_apply:
        return True
    if isinstance(item.applies_when, Condition):
        return True
    return item.by_roster and (not roster or applies(item, roster, on) is None)


def _plain(member: Member) -> dict[str, Any]:
    """As JSON has it. `asdict` would copy each value deeply, which a large file feels."""
    plain = {name: getattr(member, name) for name in MEMBER_COLUMNS}
    born = member.birth_date
    return {**plain, "birth_date": born.isoformat() if born else None}


def judged_on(assessment: Assessment) -> Roster:
    """The roster as it was when the assessment was recorded."""
    return tuple(_member(one) for one in assessment.roster)


def _member(plain: dict[str, Any]) -> Member:
    born = plain["birth_date"]
    return Member(**{**plain, "birth_date": date.fromisoformat(born) if born else None})
