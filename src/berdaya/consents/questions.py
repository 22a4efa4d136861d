"""What may be done with whose data, as they said last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery, Value

from berdaya.consents.models import Consent, Consents
from berdaya.people.models import Family, Person
from berdaya.people.numbers import portions
from berdaya.rules.purposes.definition import GIVEN, Purpose, purpose

Rows = TypeVar("Rows", bound=models.QuerySet[Any])
ASKED_OF_A_PERSON, ASKED_OF_THE_FAMILY = 1, 0


@dataclass(frozen=True, slots=True)
class State:
    """Where a family or person stands on one purpose today."""

    purpose: Purpose
    last: Consent | None

    @property
    def allows(self) -> bool:
        return self.purpose.allows(self.last.act if self.last else None)

    @property
    def is_given(self) -> bool:
        return self.last is not None and self.last.act == GIVEN

    @property
    def title(self) -> Any:
        return self.purpose.title

    def is_to_be_asked(self, today: date) -> bool:
        """Nobody was asked yet, or they agreed to words that have changed since.

        Who said no is not asked again at every visit.
        """
        if self.last is None:
            return True
        newest = self.purpose.wording_on(today).version
        return self.is_given and self.last.text_version != newest


def may_process(keys: Collection[UUID], purpose_id: str, on: date) -> frozenset[UUID]:
    """Those of these families and persons whose data may be used for a purpose on a day.

    A person's own answer goes before that of their present family. One query for 5,000 keys.
    """
    asked = purpose(purpose_id)
    last = _last_acts(keys, purpose_id, on)
    return frozenset(key for key in keys if asked.allows(last.get(key)))


def _last_acts(keys: Collection[UUID], purpose_id: str, on: date) -> dict[UUID, str]:
    found: dict[UUID, tuple[Any, ...]] = {}
    for some in portions(keys):
        said = _everything().filter(purpose=purpose_id, said_on__lte=on)
        of_families = _rows(said.filter(family__in=some), "family_id", ASKED_OF_A_PERSON)
        of_persons = _rows(said.filter(person__in=some), "person_id", ASKED_OF_A_PERSON)
        through_family = _rows(
            said.filter(family__memberships__person__in=some, family__memberships__until=None),
            "family__memberships__person_id",
            ASKED_OF_THE_FAMILY,
        )
        for key, act, *rank in of_families.union(of_persons, through_family, all=True):
            newest = (*rank, act)
            found[key] = max(found.get(key, newest), newest)
    return {key: newest[-1] for key, newest in found.items()}


def _rows(said: "Consents", key: str, rank: int) -> Any:
    return said.annotate(key=F(key), rank=Value(rank)).values_list(
        "key", "act", "rank", "said_on", "recorded_at", "id"
    )


def answers_of(subject: Family | Person) -> "Consents":
    """All they ever said, the latest first, with who answered and who noted it. One query."""
    whose = {"person" if isinstance(subject, Person) else "family": subject}
    rows = _everything().filter(**whose).select_related("answered_by", "recorded_by")
    return rows.order_by("-said_on", "-recorded_at", "-pk")


def answers_of_all(family: Family, persons: Collection[UUID]) -> list[Consent]:
    """All that a family and these persons ever said, the latest first. One query."""
    rows = _everything().filter(models.Q(family=family) | models.Q(person__in=persons))
    rows = rows.select_related("answered_by", "person", "recorded_by")
    return list(rows.order_by("-said_on", "-recorded_at", "-pk"))


def state_of(subject: Family | Person, purpose_id: str, on: date) -> State:
    """Where they stand on one purpose. One query."""
    last = answers_of(subject).filter(purpose=purpose_id, said_on__lte=on).first()
    return State(purpose(purpose_id), last)


def only_allowed(rows: Rows, purpose_id: str, on: date, *, family: str = "family") -> Rows:
    """Of `rows`, those whose family (at the path `family`) allows the purpose. No extra query.

    For files of any length: the answer is looked up row by row through an index.
    """
    said = _everything().said_by(on).filter(family=OuterRef(family), purpose=purpose_id)
    last = Subquery(said.values("act")[:1])
    allowed: Any = rows.alias(consent_act=last)
    wanted: Any = models.Q(consent_act=GIVEN)
    if purpose(purpose_id).silence_allows:
        wanted |= ~Exists(said)
    return allowed.filter(wanted)  # type: ignore[no-any-return]  # a queryset of the same kind


def _everything() -> "Consents":
    return Consent.objects.across_areas(why="of families and persons the caller may handle")
