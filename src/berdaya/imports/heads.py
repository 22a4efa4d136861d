"""Two heads under one KK number: what is asked of the office, and what its answer makes of it.

Either the file names two, or it names one and the family on record has another. Until somebody
decides, the rows stay out and the family on record stays as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from berdaya.access.models import User
from berdaya.imports.models import Doubt
from berdaya.life.actions import change_head
from berdaya.life.actions.recording import Told
from berdaya.life.models import LifeEvent
from berdaya.people.models import Family, Membership, Person
from berdaya.people.numbers import portions
from berdaya.rules.tables import Household, Row, apart, with_head
from berdaya.rules.tables.words import plain

Decision = Doubt.Decision


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the rows of the file, and where there is one the family on record."""

    row: int
    said: dict[str, Any]
    family: Family | None = None
    heir: Person | None = None  # the head in the file, where a member of that family


@dataclass(frozen=True, slots=True)
class NewHead:
    """That another member heads a family since the day of the file."""

    key: UUID
    family: Family
    person: Person


Decided = Mapping[int, Doubt]  # by the first row of the family


def settled(home: Household, decided: Decided) -> tuple[list[Household], Question | None]:
    """The families that a decision makes of one with two heads; without one, the question."""
    if not home.waits_for_decision:
        return [home], None
    row = home.members[0].number
    answer = decided.get(row)
    heads = {head.number for head in home.heads}
    if answer and answer.head in heads and answer.decision == Decision.ONE:
        return [with_head(home, answer.head)], None
    if answer and answer.head in heads and answer.decision == Decision.APART:
        return apart(home, answer.head), None
    return [home], Question(row, said_of(home))


def said_of(home: Household) -> dict[str, Any]:
    """The members as the page shows them. No number: whoever decides knows them by name."""
    rows = [
        {
            "row": row.number,
            "name": row.name,
            "relation": row.text("relation") or "other",
            "born": born.isoformat()
            if isinstance(born := row.values.get("birth_date"), date)
            else "",
        }
        for row in home.members
    ]
    heads = [str(it["name"]) for it in rows if it["relation"] == "head"]
    names = [it["name"] for it in rows]
    return {"name": ", ".join(heads), "members": names, "rows": rows}


def heads_of(families: Iterable[Family]) -> dict[UUID, Membership]:
    """The present heads. One query for 5,000 families."""
    rows = Membership.objects.present().filter(relation=Membership.Relation.HEAD)
    return {
        membership.family_id: membership
        for some in portions(family.pk for family in families)
        for membership in rows.filter(family__in=some).select_related("person")
    }


def is_another(row: Row, head: Membership, people: Mapping[str, Person]) -> bool:
    """Whether the head in the file is somebody else than the one on record.

    The NIK decides where somebody on record bears it; else another name together with another
    date of birth. A name alone is spelt in too many ways.
    """
    if owner := people.get(row.text("nik")):
        return owner.pk != head.person_id
    if plain(row.name) == plain(head.person.name):
        return False
    born, known = row.values.get("birth_date"), head.person.birth_date
    return bool(born and known and born != known)


def members_of(families: Iterable[Family]) -> dict[tuple[UUID, UUID], Membership]:
    """The present memberships of these families, by family and person."""
    rows = Membership.objects.present()
    return {
        (membership.family_id, membership.person_id): membership
        for some in portions(family.pk for family in families)
        for membership in rows.filter(family__in=some)
    }


def change_heads(changes: Iterable[NewHead], on: date, source: str, by: User) -> None:
    """Note each change of head as an event of the day of the file; a second time changes nothing.

    Raises a refusal of `life.change_head`.
    """
    for change in changes:  # decided one by one by people: few
        present = Membership.objects.present().select_related("family", "person")
        heir = present.filter(family=change.family, person=change.person).first()
        if heir is None or heir.since > on:
            continue
        note = _("According to the file %(name)s") % {"name": source}
        told = Told(key=change.key, on=on, reason=LifeEvent.Reason.OTHER, note=note[:200])
        change_head(heir=heir, told=told, by=by)


def doubt_of(question: Question, upload: Any) -> Doubt:
    return Doubt(
        upload=upload,
        kind=Doubt.Kind.SECOND_HEAD,
        row=question.row,
        said=question.said,
        family=question.family,
        heir=question.heir,
    )
