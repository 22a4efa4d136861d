"""What those who listened knew before and after, counted question by question."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from berdaya.kie.models import Asked, Session
from berdaya.rules.instruments.definition import load
from berdaya.rules.kie.topics import Topic, topic
from berdaya.ui.languages import said

BEFORE, AFTER = Asked.Phase.BEFORE, Asked.Phase.AFTER


@dataclass(frozen=True, slots=True)
class Counted:
    """One question: how many of those asked both times knew it then."""

    text: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Known:
    """One topic of a session. Where only one time was asked, `both` is nought."""

    topic: Topic
    asked_before: int
    asked_after: int
    both: int
    questions: tuple[Counted, ...]  # of those asked both times, else of those asked at all

    @property
    def is_compared(self) -> bool:
        return self.both > 0


def known_in(session: Session) -> list[Known]:
    """Each topic of the session about which somebody was asked. One query."""
    answers: dict[tuple[str, str], dict[UUID, dict[str, Any]]] = defaultdict(dict)
    for row in session.asked.select_related("assessment").order_by("pk"):
        answers[row.topic, row.phase][row.member_id] = row.assessment.answers
    codes = sorted({code for code, _phase in answers})
    return [_known(topic(code), answers[code, BEFORE], answers[code, AFTER]) for code in codes]


def _known(
    one: Topic, before: dict[UUID, dict[str, Any]], after: dict[UUID, dict[str, Any]]
) -> Known:
    both = before.keys() & after.keys()
    questions = tuple(
        Counted(
            said(item.short),
            _count(before, both or before, item.code),
            _count(after, both or after, item.code),
        )
        for item in load(one.questions).items
    )
    return Known(one, len(before), len(after), len(both), questions)


def _count(answers: dict[UUID, dict[str, Any]], of: Iterable[UUID], code: str) -> int:
    return sum(answers[key].get(code) == 1 for key in of)
