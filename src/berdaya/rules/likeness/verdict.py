"""From what two records have in common to whether somebody should look at both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from berdaya.rules.likeness.dates import dates_alike
from berdaya.rules.likeness.names import KEY_LENGTH, names_alike, sound_of

CERTAIN, STRONG, POSSIBLE = "certain", "strong", "possible"  # certain: one NIK
RANK = {CERTAIN: 0, STRONG: 1, POSSIBLE: 2}
RT, RW, VILLAGE, ELSEWHERE = "rt", "rw", "village", "elsewhere"
LENGTHS = {RT: 21, RW: 17, VILLAGE: 13}  # of an area's code
OLDEST = 110  # years; nobody on record is older
YEARS_APART = 1  # at most, of two dates that dates_alike finds alike


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a record can be compared. `area` is the code where they live."""

    name: str
    sex: str
    birth_date: date | None
    area: str


@dataclass(frozen=True, slots=True)
class Likeness:
    verdict: str
    name: str
    birth: str
    place: str


@lru_cache
def _rules() -> tuple[Mapping[str, frozenset[str] | str], ...]:
    lines = yaml.safe_load(Path(__file__).with_name("rules.yaml").read_text("utf-8"))
    return tuple(
        {
            key: frozenset(value) if isinstance(value, list) else value
            for key, value in line.items()
        }
        for line in lines
    )


def likeness(one: Traits, other: Traits) -> Likeness | None:
    """Why both may be one person; None where nothing speaks for it. Who comes first is no matter."""
    if one.sex != other.sex:
        return None
    birth = dates_alike(one.birth_date, other.birth_date)
    place = places_alike(one.area, other.area)
    # names are the dear part, and most pairs fall away before
    fitting = _rules_for(birth, place)
    name = names_alike(one.name, other.name) if fitting else ""
    for rule in fitting:
        if name in rule["name"]:
            return Likeness(str(rule["verdict"]), name, birth, place)
    return None


@lru_cache
def _rules_for(birth: str, place: str) -> tuple[Mapping[str, frozenset[str] | str], ...]:
    return tuple(rule for rule in _rules() if birth in rule["birth"] and place in rule["place"])


def places_alike(one: str, other: str) -> str:
    """The narrowest area that both are known to live in, up to the village."""
    for kind, length in LENGTHS.items():
        if len(one) >= length and one[:length] == other[:length]:
            return kind
    return ELSEWHERE


def block_of(name: str, born: date | None) -> str:
    """The key under which a record is kept, so that alike ones are found by an index."""
    return f"{sound_of(name)}{born.year if born else ''}"


def blocks_near(name: str, born: date | None, today: date) -> list[str]:
    """Under which keys a record about the same person may be kept."""
    sound = sound_of(name)
    years = (
        range(born.year - YEARS_APART, born.year + YEARS_APART + 1)
        if born
        else range(today.year - OLDEST, today.year + 1)
    )
    return [sound, *(f"{sound}{year}" for year in years)]


BLOCK_LENGTH = KEY_LENGTH + 4
