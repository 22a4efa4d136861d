"""What is asked at evaluation and ending: `outcomes.yaml`, in the order in which it is shown."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]  # language -> words
YES, PARTLY, NOT_YET = "yes", "partly", "not-yet"
NOT_REACHED = "not-reached"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the client: its value, a mark that needs no reading, and its words."""

    value: int
    mark: str
    words: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the client, best answer first."""

    ask: Text
    answers: tuple[Answer, ...]

    def answer(self, value: int) -> Answer:
        return next(one for one in self.answers if one.value == value)

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(one.value for one in self.answers)


@dataclass(frozen=True, slots=True)
class Definition:
    change: Asked
    help: Asked
    readiness: Mapping[str, Text]
    marks: Mapping[str, Text]
    months: tuple[int, ...]
    results: Mapping[str, Text]
    tones: Mapping[str, str]  # of the results
    to_check: Text


@lru_cache(maxsize=1)
def definition() -> Definition:
    data: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("outcomes.yaml").read_text("utf-8")
    )
    return Definition(
        change=_asked(data["change"]),
        help=_asked(data["help"]),
        readiness=_words(data["readiness"]),
        marks=_words(data["marks"]),
        months=tuple(data["follow_up_months"]),
        results=_words(data["follow_up_results"]),
        tones={one["code"]: one["tone"] for one in data["follow_up_results"]},
        to_check=data["to_check"],
    )


def open_points(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of the checklist that are not answered with yes, in its order."""
    return tuple(code for code in definition().readiness if answers.get(code) != YES)


def is_whole(answers: Mapping[str, str]) -> bool:
    """Whether every point of the checklist has one of the marks, and nothing else stands in it."""
    known = definition()
    return set(answers) == set(known.readiness) and set(answers.values()) <= set(known.marks)


def days_of_follow_up(ended_on: date) -> dict[int, date]:
    """The day of each contact after the end, by its months."""
    return {months: months_after(ended_on, months) for months in definition().months}


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _asked(data: Mapping[str, Any]) -> Asked:
    return Asked(data["ask"], tuple(Answer(**one) for one in data["answers"]))


def _words(rows: list[dict[str, Any]]) -> dict[str, Text]:
    return {one["code"]: one["words"] for one in rows}
