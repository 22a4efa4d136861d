"""What may be done with whose data, as they said last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

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


# from an answer to whom it speaks for, and whose own word it is; a record that was merged
# into another speaks for that one too
SPEAKS_FOR = (
    ("family", ASKED_OF_A_PERSON),
    ("family__merged_into", ASKED_OF_A_PERSON),
    ("person", ASKED_OF_A_PERSON),
    ("person__merged_into", ASKED_OF_A_PERSON),
    ("family__memberships__person", ASKED_OF_THE_FAMILY),
    ("family__merged_into__memberships__person", ASKED_OF_THE_FAMILY),
)


def _last_acts(keys: Collection[UUID], purpose_id: str, on: date) -> dict[UUID, str]:
    found: dict[UUID, tuple[Any, ...]] = {}
    for some in portions(keys):
        said = _everything().filter(purpose=purpose_id, said_on__lte=on)
        first, *others = (_rows(said, path, rank, some) for path, rank in SPEAKS_FOR)
        for key, act, *rank in first.union(*others, all=True):
            newest = (*rank, act)
            found[key] = max(found.get(key, newest), newest)
    return {key: newest[-1] for key, newest in found.items()}


def _rows(said: "Consents", path: str, rank: int, keys: Collection[UUID]) -> Any:
    until = path.replace("memberships__person", "memberships__until")
    present = {} if until == path else {until: None}
    return (
        said.filter(**{f"{path}__among": keys}, **present)
        .annotate(key=F(f"{path}_id"), rank=Value(rank))
        .values_list("key", "act", "rank", "said_on", "recorded_at", "id")
    )


def answers_of(subject: Family | Person) -> "Consents":
    """All they ever said, the latest first, with who answered and who noted it. One query."""
    rows = _everything().filter(_said_of(subject)).select_related("answered_by", "recorded_by")
    return rows.order_by("-said_on", "-recorded_at", "-pk")


def _said_of(subject: Family | Person) -> models.Q:
    if isinstance(subject, Person):
        persons = Person.objects.across_areas(why="of one in sight")
        return models.Q(person__in=persons.records_of(subject.pk))
    families = Family.objects.across_areas(why="of one in sight")
    return models.Q(family__in=families.records_of(subject.pk))


def answers_of_all(family: Family, persons: Collection[UUID]) -> list[Consent]:
    """All that a family and these persons ever said, the latest first. One query."""
    rows = _everything().filter(_said_of(family) | models.Q(person__in=persons))
    rows = rows.select_related("answered_by", "person", "recorded_by")
    return list(rows.order_by("-said_on", "-recorded_at", "-pk"))


def state_of(subject: Family | Person, purpose_id: str, on: date) -> State:
    """Where they stand on one purpose. One query."""
    last = answers_of(subject).filter(purpose=purpose_id, said_on__lte=on).first()
    return State(purpose(purpose_id), last)


def only_allowed(
    rows: Rows, purpose_id: str, on: date, *, family: str = "family", person: str = ""
) -> Rows:
    """Of `rows`, those whose family (at the path `family`) allows the purpose. No extra query.

    Where `person` is a path too, that person's own answer goes first. Where the family's
    record was merged, the one that stands for it decides, and a no of any that it stands for
    forbids as well. For files of any length: each answer is looked up through an index.
    """
    said = _everything().said_by(on).filter(purpose=purpose_id)
    of_family = said.filter(family=OuterRef("standing_family"))
    no_of_absorbed = said.filter(family__merged_into=OuterRef("standing_family"))
    no_of_absorbed = no_of_absorbed.exclude(act=GIVEN)
    heir = "merged_into" if family == "pk" else f"{family}__merged_into"
    wanted: Any = models.Q(family_act=GIVEN)
    if purpose(purpose_id).silence_allows:
        wanted |= models.Q(family_act=None)
    wanted &= ~Exists(no_of_absorbed)
    found: Any = rows.alias(standing_family=Coalesce(heir, family))
    found = found.alias(family_act=Subquery(of_family.values("act")[:1]))
    if person:
        own = said.filter(person=OuterRef(person))
        found = found.alias(own_act=Subquery(own.values("act")[:1]))
        wanted = models.Q(own_act=GIVEN) | models.Q(own_act=None) & wanted
    return found.filter(wanted)  # type: ignore[no-any-return]  # a queryset of the same kind


def _everything() -> "Consents":
    return Consent.objects.across_areas(why="of families and persons the caller may handle")
