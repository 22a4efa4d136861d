"""Facts that a family told before and that are young enough to be confirmed, not asked anew.

How old they may be says the item (`keeps`). The age counts from the day on which the question
was last asked in full: a confirmation makes no fact younger. Nothing is carried over by itself;
a known fact is an offer on the page, and what nobody confirms stays blank.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from berdaya.people.models import Door, Family, Person
from berdaya.refusal import Refusal
from berdaya.rules.instruments.applicability import Roster
from berdaya.rules.instruments.definition import Instrument, Item, UnknownInstrument, load
from berdaya.surveys.answers import (
    Answer,
    NewAssessment,
    accepts,
    judged_on,
    rosters_on_their_days,
)
from berdaya.surveys.models import Assessment

CONFIRMED = "confirmed"  # in provenance: item -> the day since which it is known
LOOKED_BACK = 5  # surveys; a sixth within sixty months adds nothing
DECEMBER = 12
FROM: Mapping[str, "str | Promise"] = {
    Door.WEB: _("a visit"),
    Door.FILE: _("a file"),
    Door.COMMAND: _("a file"),
    Door.API: _("another program"),
}


class NothingToConfirm(Refusal):
    code = "survey-nothing-to-confirm"
    message = _(
        "%(name)s: nothing is known of question %(item)s that could be confirmed so. Ask it, and "
        "send the answer alone."
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What was answered, and since when it is known."""

    answer: Answer
    since: date
    door: str
    until: date  # from this day on it is asked anew

    @property
    def source(self) -> "str | Promise":
        return FROM.get(self.door, FROM[Door.WEB])


def lately(subject: Family | Person, instrument: str, on: date) -> list[Assessment]:
    """Their surveys that stand, up to a day, the newest first. One query."""
    rows = Assessment.objects.across_areas(why="of a family in sight").standing().of(subject)
    found = rows.filter(instrument=instrument, conducted_on__lte=on)
    return list(found.order_by("-conducted_on", "-recorded_at", "-pk")[:LOOKED_BACK])


def known_of(entry: NewAssessment, definition: Instrument, today: date) -> dict[str, Known]:
    """What can be confirmed in a survey that is not recorded yet."""
    earlier = lately(entry.person or entry.family, definition.id, entry.conducted_on)
    roster = rosters_on_their_days([entry], today)[entry.subject, entry.conducted_on]
    return known_facts(definition, earlier, roster, entry.conducted_on)


def with_confirmed(
    entry: NewAssessment, definition: Instrument, codes: Collection[str], today: date
) -> NewAssessment:
    """The entry with the answers that a program says were confirmed, and since when.

    Raises NothingToConfirm where a fact is not known, too old, or answered otherwise.
    """
    known = known_of(entry, definition, today) if codes else {}
    answers, days = dict(entry.answers), {}
    for code in codes:
        fact = known.get(code)
        if fact is None or answers.get(code, fact.answer) != fact.answer:
            raise NothingToConfirm(item=code, name=entry.subject_name, key=entry.key)
        answers[code], days[code] = fact.answer, fact.since.isoformat()
    provenance = {**entry.provenance, CONFIRMED: days} if days else entry.provenance
    return replace(entry, answers=answers, provenance=provenance)


def known_facts(
    definition: Instrument, earlier: Sequence[Assessment], roster: Roster, on: date
) -> dict[str, Known]:
    """What `earlier` surveys, the newest first, tell of the items of a questionnaire.

    Only the newest answer to an item counts, and only where the item was asked in these words.
    """
    found: dict[str, Known] = {}
    told: set[str] = set()
    for assessment in earlier:
        for item in definition.items:
            answer = assessment.answers.get(item.code)
            if answer is None or item.code in told:
                continue
            told.add(item.code)
            if item.keeps and (known := _known(item, answer, assessment, roster, on)):
                found[item.code] = known
    return found


def _known(
    item: Item, answer: Answer, assessment: Assessment, roster: Roster, on: date
) -> Known | None:
    if answer == item.not_applicable or not accepts(item, answer):
        return None
    since = since_of(assessment, item.code)
    until = later_by(since, item.keeps)
    if on >= until or not _same_words(item, assessment):
        return None
    if item.keeps_with_members and not _same_members(judged_on(assessment), roster):
        return None
    return Known(answer, since, assessment.door, until)


def since_of(assessment: Assessment, code: str) -> date:
    """The day on which the answer was asked for in full."""
    confirmed: Mapping[str, Any] = assessment.provenance.get(CONFIRMED, {})
    day = confirmed.get(code)
    return date.fromisoformat(day) if day else assessment.conducted_on


def later_by(day: date, months: int) -> date:
    """The same day some months later; the first of the next month where it does not exist."""
    whole = day.month - 1 + months
    year, month = day.year + whole // DECEMBER, whole % DECEMBER + 1
    try:
        return day.replace(year=year, month=month)
    except ValueError:
        return date(year, month + 1, 1)  # only months before December are short of a 31st


def _same_words(item: Item, assessment: Assessment) -> bool:
    try:
        then = load(assessment.instrument, assessment.version).by_code.get(item.code)
    except UnknownInstrument:
        return False
    return then is not None and then.text == item.text


def _same_members(then: Roster, now: Roster) -> bool:
    """Whether the same people are in both, as far as a roster tells."""

    def people(roster: Roster) -> list[tuple[str, str]]:
        return sorted((member.sex, str(member.birth_date)) for member in roster)

    return people(then) == people(now)
