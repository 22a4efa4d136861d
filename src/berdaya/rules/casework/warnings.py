"""What practice knowledge says about a contact, as `warnings.yaml` lists it. It never bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]  # language -> words
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Contact:
    """What is told of one contact; the codes are those of the vocabulary."""

    day: date
    stage: int
    participation: str
    techniques: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    in_crisis: bool = False
    next_on: date | None = None

    @property
    def with_client(self) -> bool:
        return self.participation != ABSENT


@dataclass(frozen=True, slots=True)
class When:
    """What must all be so of the contact itself. What is not said does not matter."""

    in_crisis: bool | None = None
    with_client: bool | None = None
    stages: tuple[int, ...] = ()
    techniques: frozenset[str] = frozenset()  # any of them
    lacks_techniques: frozenset[str] = frozenset()  # none of them
    next_within_days: int | None = None  # and no next contact is agreed within as many

    def holds(self, contact: Contact) -> bool:
        return (
            self.in_crisis in (None, contact.in_crisis)
            and self.with_client in (None, contact.with_client)
            and (not self.stages or contact.stage in self.stages)
            and (not self.techniques or bool(self.techniques & contact.techniques))
            and not self.lacks_techniques & contact.techniques
            and not self._is_followed(contact)
        )

    def _is_followed(self, contact: Contact) -> bool:
        if self.next_within_days is None or contact.next_on is None:
            return False
        return contact.next_on <= contact.day + timedelta(days=self.next_within_days)


@dataclass(frozen=True, slots=True)
class Before:
    """That fewer contacts than a number came before that were as `when` says."""

    fewer_than: int
    when: When

    def holds(self, earlier: Sequence[Contact]) -> bool:
        return sum(map(self.when.holds, earlier)) < self.fewer_than


@dataclass(frozen=True, slots=True)
class InARow:
    """That this contact and those just before it, so many in all, were alike."""

    contacts: int
    participation: frozenset[str] = frozenset()
    only_roles: frozenset[str] = frozenset()

    def holds(self, contact: Contact, earlier: Sequence[Contact]) -> bool:
        row = [*earlier, contact][-self.contacts :]
        return len(row) == self.contacts and all(map(self._is_alike, row))

    def _is_alike(self, contact: Contact) -> bool:
        if self.participation:
            return contact.participation in self.participation
        return bool(contact.roles) and contact.roles <= self.only_roles


@dataclass(frozen=True, slots=True)
class PracticeWarning:
    code: str
    title: Text
    about: Text
    source: str
    when: When = When()
    before: Before | None = None
    in_a_row: InARow | None = None
    to_check: Text = field(default_factory=dict)

    def holds(self, contact: Contact, earlier: Sequence[Contact]) -> bool:
        return (
            self.when.holds(contact)
            and (self.before is None or self.before.holds(earlier))
            and (self.in_a_row is None or self.in_a_row.holds(contact, earlier))
        )


def warnings_of(
    contact: Contact, earlier: Sequence[Contact] = ()
) -> tuple[PracticeWarning, ...]:
    """The warnings that a contact gives, after those before it, oldest first."""
    return tuple(one for one in warnings() if one.holds(contact, earlier))


@lru_cache(maxsize=1)
def warnings() -> tuple[PracticeWarning, ...]:
    """All that there are, in the order in which they are told."""
    text = (Path(__file__).parent / "warnings.yaml").read_text("utf-8")
    return tuple(_warning(one) for one in yaml.safe_load(text)["warnings"])


def _warning(one: dict[str, Any]) -> PracticeWarning:
    when = _when(one.pop("when", {}))
    before, in_a_row = one.pop("before", None), one.pop("in_a_row", None)
    return PracticeWarning(
        **one,
        when=when,
        before=Before(before.pop("fewer_than"), _when(before)) if before else None,
        in_a_row=InARow(**_as_sets(in_a_row)) if in_a_row else None,
    )


def _when(found: dict[str, Any]) -> When:
    stages = tuple(found.pop("stages", ()))
    return When(**_as_sets(found), stages=stages)


def _as_sets(found: dict[str, Any]) -> dict[str, Any]:
    return {k: frozenset(v) if isinstance(v, list) else v for k, v in found.items()}
