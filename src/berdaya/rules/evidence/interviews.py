"""What the checks look at, and what they find, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

KINDS = ("repeated", "streak", "pace", "haste", "digits")


@dataclass(frozen=True, slots=True)
class Interview:
    """One filled questionnaire of one surveyor, without anybody's name."""

    answers: tuple[object, ...]  # in the order of the questions; None where blank
    is_full: bool  # every question that applied was answered as met
    finished: datetime | None = None  # None where the moment says nothing, as in a file
    began: datetime | None = None
    questions: int = 0  # that had to be asked aloud
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # ages, amounts


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth a visit together. Never a proof: see `kinds.yaml` for what else it may be."""

    kind: str  # one of KINDS
    counts: Mapping[str, int]  # the figures of its sentence
    about: str = ""  # of digits: which number


def in_order(interviews: Sequence[Interview]) -> list[Interview]:
    """As they were finished; those without a moment come last, as they are."""
    known = [(one.finished, one) for one in interviews if one.finished]
    timeless = [one for one in interviews if not one.finished]
    return [one for _, one in sorted(known, key=lambda pair: pair[0])] + timeless
