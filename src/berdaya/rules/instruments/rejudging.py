"""Old answers as another version of the same questionnaire takes them. Nothing is guessed.

What the other version asks and the old one did not is unanswered; what it asks otherwise, with
other bounds, keeps an answer only where that still stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from berdaya.rules.instruments.applicability import Roster, applies, skipped
from berdaya.rules.instruments.definition import Condition, Instrument, Item


def asks_the_same(old: Instrument, new: Instrument) -> bool:
    """Whether every scored answer given to `old` stands in `new` as it is."""
    before = {item.code: _asking(item) for item in old.items}
    return all(
        before.get(item.code) == _asking(item) for item in new.items if item.scored
    ) and _conditions(old) == _conditions(new)


def _asking(item: Item) -> tuple[object, ...]:
    codes = tuple(option.code for option in item.options)
    bounds = (item.kind, item.minimum, item.maximum, codes)
    return (*bounds, item.applies_when, item.ages, item.may_not_apply)


def _conditions(instrument: Instrument) -> set[object]:
    """What other answers the asking of an item hangs on, whether scored or not."""
    on_others = {it.code: it.applies_when for it in instrument.items}
    asked = {when.item for when in on_others.values() if isinstance(when, Condition)}
    return {(code, _asking(instrument.item(code))) for code in asked}


def refitted(
    old: Instrument, new: Instrument, answers: Mapping[str, Any], roster: Roster, on: date
) -> dict[str, Any]:
    """The answers as `new` would have stored them, for the roster they were given for."""
    plan = _plan(old, new)
    found = {code: answers.get(code) for code in plan.kept}
    for before, item in plan.moved:
        if item.by_roster and roster and applies(item, roster, on) is False:
            found[item.code] = item.not_applicable
        else:
            found[item.code] = before and _still(before, item, answers, roster, on)
    if plan.has_conditions:
        for code in skipped(new, found):
            found[code] = new.item(code).not_applicable
    return found


@dataclass(frozen=True, slots=True)
class _Plan:
    """What has to be looked at again, worked out once for a nation."""

    kept: tuple[str, ...]  # asked as before: the answer stands
    moved: tuple[tuple[Item | None, Item], ...]  # how it was asked before, if at all
    has_conditions: bool


@lru_cache(maxsize=8)
def _plan(old: Instrument, new: Instrument) -> _Plan:
    known = {item.code: item for item in old.items}
    same = {
        item.code
        for item in new.items
        if item.code in known and _asking(known[item.code]) == _asking(item)
    }
    return _Plan(
        kept=tuple(item.code for item in new.items if item.code in same),
        moved=tuple((known.get(it.code), it) for it in new.items if it.code not in same),
        has_conditions=any(isinstance(item.applies_when, Condition) for item in new.items),
    )


def _still(
    old: Item, new: Item, answers: Mapping[str, Any], roster: Roster, on: date
) -> int | str | None:
    answer = answers.get(old.code)
    if answer is not None and answer == old.not_applicable:
        # who was not asked has not answered, unless the new version lets it pass as well
        return new.not_applicable if _may_pass(new, roster, on) else None
    if old.kind != new.kind or answer == new.not_applicable or not new.accepts(answer):
        return None
    return answer


def _may_pass(item: Item, roster: Roster, on: date) -> bool:
    if item.may_not_apply or isinstance(item.applies_when, Condition):
        return True
    return item.by_roster and (not roster or applies(item, roster, on) is None)
