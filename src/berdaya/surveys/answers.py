"""Answers held against the definition and the roster, before anything is stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from berdaya.people.models import Family
from berdaya.people.rosters import rosters_of
from berdaya.refusal import Refusal
from berdaya.rules.instruments.applicability import (
    CONDITIONS,
    Roster,
    not_applicable,
    skipped,
)
from berdaya.rules.instruments.definition import Instrument, Item
from berdaya.ui.languages import said

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
    entries: Sequence[NewAssessment], definition: Instrument, today: date
) -> tuple[list[Prepared], list[tuple[NewAssessment, Refusal]]]:
    """Complete the entries that can be recorded; the others come with why not.

    One query for each day of survey and 5,000 families.
    """
    rosters = rosters_on_their_days(entries, today)
    good, refused = [], []
    for entry in entries:
        try:
            good.append(
                _complete(
                    entry, definition, rosters[entry.family.pk, entry.conducted_on], today
                )
            )
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
    name = entry.family.head_name
    items = {item.code: item for item in definition.items}
    if unknown := entry.answers.keys() - items.keys():
        raise UnknownItem(name=name, item=", ".join(sorted(unknown)), key=entry.key)
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
    return Prepared(entry, answers, [_plain(asdict(member)) for member in roster])


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
    if isinstance(item.applies_when, str):
        return CONDITIONS[item.applies_when](roster, on) is None if roster else True
    return item.applies_when is not None


def _plain(member: dict[str, Any]) -> dict[str, Any]:
    born = member["birth_date"]
    return {**member, "birth_date": born.isoformat() if born else None}
