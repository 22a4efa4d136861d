"""Which questions a family's roster answers by itself: nobody is asked what cannot apply.

The official rule for items of Keluarga Sejahtera that do not apply was not found
(docs: instruments). What stands here follows the wording of the items: an item about
children of school age does not apply where the roster shows none. Where a birth date, a sex or
a marital status that matters is not known, the answer is `None` and the item is asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.rules.instruments.definition import (
    Ages,
    Condition,
    Example,
    Instrument,
    Item,
    Text,
)

Known = bool | None  # None: the roster does not say

SCHOOL_AGE = (7, 15)
REPRODUCTIVE_AGE = (15, 49)  # of the wife
READING_AGE = (10, 60)


@dataclass(frozen=True, slots=True)
class Member:
    """What the rules need to know of a member of the family; blank or None: not known."""

    sex: str  # male | female
    birth_date: date | None = None
    marital: str = ""  # never | married | divorced | widowed
    relation: str = ""  # head | spouse | child | other
    in_school: bool | None = None


Roster = Sequence[Member]


def age(born: date, on: date) -> int:
    """Completed years on that day; who is born on 29 February turns on 1 March otherwise."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _any(facts: Iterable[Known]) -> Known:
    """True if one is; False only if all are known not to be."""
    seen = list(facts)
    if any(seen):
        return True
    return None if None in seen else False


def _aged(member: Member, window: tuple[int, int], on: date) -> Known:
    if member.birth_date is None:
        return None
    return window[0] <= age(member.birth_date, on) <= window[1]


def _within(member: Member, ages: Ages, on: date) -> Known:
    return None if member.birth_date is None else ages.hold(age(member.birth_date, on))


def _wife(member: Member, on: date) -> Known:
    """Whether she is a married woman of reproductive age."""
    fertile = _aged(member, REPRODUCTIVE_AGE, on)
    if member.sex == "male" or fertile is False or member.marital not in ("", "married"):
        return False
    return fertile if member.sex and member.marital else None


def child_of_school_age(roster: Roster, on: date) -> Known:
    """Somebody aged 7 to 15."""
    return _any(_aged(member, SCHOOL_AGE, on) for member in roster)


def couple_of_reproductive_age(roster: Roster, on: date) -> Known:
    """A married woman aged 15 to 49; her husband may be away."""
    return _any(_wife(member, on) for member in roster)


def couple_with_two_children(roster: Roster, on: date) -> Known:
    """Such a couple with two or more children in the family.

    The roster tells whose children they are for the head's couple alone. Another couple's
    would be among the other relatives: with fewer than two of those there is no such couple,
    with more the question is asked.
    """
    return _any(_two_children(member, roster, on) for member in roster)


def _two_children(wife: Member, roster: Roster, on: date) -> Known:
    fertile = _wife(wife, on)
    if not fertile and fertile is not None:
        return False
    heads = wife.relation in ("head", "spouse")
    kin = "child" if heads else "other"
    count = sum(member.relation in (kin, "") for member in roster if member is not wife)
    if count < 2:
        return False
    certain = heads and sum(member.relation == kin for member in roster) >= 2
    return fertile if certain else None


def someone_10_to_60(roster: Roster, on: date) -> Known:
    """Somebody aged 10 to 60."""
    return _any(_aged(member, READING_AGE, on) for member in roster)


CONDITIONS: Mapping[str, Callable[[Roster, date], Known]] = {
    function.__name__: function
    for function in (
        child_of_school_age,
        couple_of_reproductive_age,
        couple_with_two_children,
        someone_10_to_60,
    )
}


def not_applicable(instrument: Instrument, roster: Roster, on: date) -> dict[str, Text]:
    """The items that cannot apply to this roster on that day, each with its reason.

    An empty roster says nothing, so everything is asked.
    """
    if not roster:
        return {}
    # several items share a condition, which walks all members
    known: dict[tuple[object, object], Known] = {}
    found = {}
    for item in instrument.asked_of_some:
        condition = (item.applies_when, item.ages)
        if condition not in known:
            known[condition] = applies(item, roster, on)
        if known[condition] is False:
            found[item.code] = item.not_applicable_reason
    return found


def applies(item: Item, roster: Roster, on: date) -> Known:
    """Whether the item is to be asked of this roster; None where the roster does not say.

    Of an instrument for a person, the roster is that person alone.
    """
    facts: list[Known] = []
    if isinstance(item.applies_when, str):
        facts.append(CONDITIONS[item.applies_when](roster, on))
    if item.ages is not None:
        facts.append(_any(_within(member, item.ages, on) for member in roster))
    if False in facts:
        return False
    return None if None in facts else True


def suits(instrument: Instrument, person: Member, on: date) -> Known:
    """Whether the instrument is for somebody of this age; None where the age is not known."""
    return _within(person, instrument.ages, on) if instrument.ages else True


def skipped(instrument: Instrument, answers: Mapping[str, Any]) -> dict[str, Text]:
    """The items that do not apply because of how another item was answered."""
    items = instrument.by_code

    def applies(item: Item) -> bool:
        condition = item.applies_when
        if not isinstance(condition, Condition):
            return True
        if not applies(items[condition.item]):
            return False
        return answers.get(condition.item) in (None, condition.equals)

    return {
        item.code: item.not_applicable_reason
        for item in instrument.asked_if
        if not applies(item)
    }


def example_answers(instrument: Instrument, example: Example) -> dict[str, int | None]:
    """The answers of a worked example, after its roster has said what does not apply."""
    on = date(2026, 7, 1)
    roster = [
        Member(
            sex=one["sex"],
            birth_date=date(on.year - one["age"], 1, 1),
            marital=one["marital"],
            relation=one["relation"],
        )
        for one in example.roster
    ]
    answers = dict(example.answers)
    for code in not_applicable(instrument, roster, on):
        answers[code] = instrument.item(code).not_applicable
    return answers
