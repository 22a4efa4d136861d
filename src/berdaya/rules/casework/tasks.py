"""Graded tasks: whether one fits an age, and what its practice says (K3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from berdaya.rules.casework.vocabulary import codes, term, terms

Text = Mapping[str, str]  # language -> words
NOT_YET, WITH_HELP, ALONE = codes("practices")  # as the vocabulary orders them, least first
RANK = {code: rank for rank, code in enumerate(codes("practices"))}


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next with a task."""

    code: str
    title: Text
    about: Text


@dataclass(frozen=True, slots=True)
class Trend:
    code: str  # unknown | up | level | down
    words: Text


def fits_age(bands: Collection[str], age: int | None) -> bool | None:
    """Whether a task for these ages fits somebody of `age`; None where that cannot be known."""
    if age is None or not bands:
        return None
    found = [term("ages", code) for code in bands]
    return any((it.from_age or 0) <= age < (it.until_age or age + 1) for it in found)


def band_of(age: int) -> str:
    """The band of ages in which somebody is; "" below the first."""
    return next((it.code for it in terms("ages") if fits_age((it.code,), age)), "")


def advice(outcomes: Sequence[str]) -> Advice:
    """What the practice of a task so far, oldest first, asks for next."""
    numbers = _definition()
    code = "practise"
    if not outcomes:
        code = "new"
    elif _latest(outcomes, ALONE, numbers["mastered_after"]):
        code = "harder"
    elif _latest(outcomes, NOT_YET, numbers["stuck_after"]):
        code = "easier"
    elif outcomes[-1] == WITH_HELP:
        code = "less-help"
    return Advice(code, **numbers["steps"][code])


def trend(outcomes: Sequence[str]) -> Trend:
    """Whether later outcomes are better than earlier ones, more pairs for than against.

    The sign of Kendall's S (Mann 1945): it needs only that alone is more than with help, and
    with help more than not yet, not how much more. No chance is told: it says what was seen.
    """
    code = "unknown"
    if len(outcomes) >= _definition()["trend_from"]:
        ranks = [RANK[one] for one in outcomes]
        score = sum((b > a) - (b < a) for a, b in combinations(ranks, 2))
        code = "up" if score > 0 else "down" if score < 0 else "level"
    return Trend(code, _definition()["trends"][code])


def _latest(outcomes: Sequence[str], code: str, times: int) -> bool:
    return len(outcomes) >= times and set(outcomes[-times:]) == {code}


@lru_cache(maxsize=1)
def _definition() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "tasks.yaml").read_text("utf-8")
    )
    return found
