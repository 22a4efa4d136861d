"""The hands of merging: exchange columns of two records, close a membership, say how it was."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import models

from berdaya.people.models import Family, Membership, Person
from berdaya.rules.likeness.verdict import block_of
from berdaya.sealed.boxes import indexes_of

# columns that go together: what is chosen of one is chosen of all
COMPANIONS = {
    "name": ("search_name",),
    "nik": ("nik_missing",),
    "kk_number": ("kk_missing",),
}
NUMBERS = {"nik": "nik_index", "kk_number": "kk_index"}
OF_PERSON = (
    "name",
    "sex",
    "birth_date",
    "nik",
    "marital",
    "first_married_at",
    "birth_certificate",
    "mother_id",
    "religion",
    "schooling",
    "work",
    "health_insurance",
    "uses_contraception",
    "is_pregnant",
)
OF_FAMILY = ("kk_number", "address", "phone")


def with_companions(chosen: Collection[str], known: Collection[str]) -> list[str]:
    """The columns to exchange, in the order in which they are known; unknown ones fall away."""
    return [
        column for one in known if one in chosen for column in (one, *COMPANIONS.get(one, ()))
    ]


def remember(
    kept: models.Model, absorbed: models.Model, known: Collection[str]
) -> dict[str, dict[str, Any]]:
    """Both records as they stand, for JSON; of a sealed number only what it is found by."""
    return {"kept": snapshot(kept, known), "absorbed": snapshot(absorbed, known)}


def snapshot(row: models.Model, known: Collection[str]) -> dict[str, Any]:
    """The columns of one record, for JSON."""
    return {column: _plain(row, column) for column in with_companions(known, known)}


def _plain(row: models.Model, column: str) -> Any:
    if column in NUMBERS:
        index = getattr(row, NUMBERS[column])
        return bytes(index).hex() if index is not None else None
    value = getattr(row, column)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | None) else str(value)


def exchange(kept: models.Model, absorbed: models.Model, columns: Collection[str]) -> None:
    """Swap these columns of two rows in memory and in the database.

    A number that no two rows may bear is put down by both before either takes it up.
    """
    if not columns:
        return
    numbers = [column for column in columns if column in NUMBERS]
    ours = {column: getattr(kept, column) for column in columns}
    theirs = {column: getattr(absorbed, column) for column in columns}
    for number in numbers:
        _put_down(kept, number)
        _put_down(absorbed, number)
    _set(kept, theirs)
    _set(absorbed, ours)


def _put_down(row: models.Model, number: str) -> None:
    [missing] = COMPANIONS[number]
    _set(row, {number: None, missing: "unknown"})


def _set(row: models.Model, values: Mapping[str, Any]) -> None:
    for column, value in values.items():
        setattr(row, column, value)
    names = {column.removesuffix("_id") for column in values}
    if isinstance(row, Person) and names & {"name", "birth_date"}:
        row.block = block_of(row.name, row.birth_date)
        names.add("block")
    row.save(update_fields=sorted(names))


def changed_since(
    row: Family | Person, expected: Mapping[str, Any], columns: Collection[str]
) -> bool:
    """Whether one of these columns no longer holds what a merge left in it.

    A number whose index key was retired since counts as changed: nobody can tell any more.
    """
    return any(
        expected[column] not in _marks(row, column)
        if column in NUMBERS
        else _plain(row, column) != expected[column]
        for column in columns
    )


def _marks(row: models.Model, column: str) -> list[str | None]:
    """What the number may be found by, under the newest key and under older ones."""
    number = getattr(row, column)
    if number is None:
        return [None]
    label = f"{row._meta.label_lower}.{column}"
    return [index.hex() for index in indexes_of(number.digits, label)]


def close(membership: Membership) -> None:
    """End a membership on the day it began: a half-open time that holds on no day."""
    membership.until = membership.since
    membership.end_reason = Membership.EndReason.OTHER
    membership.save(update_fields=["until", "end_reason"])


def name_after_head(family: Family) -> None:
    head = (
        family.memberships.present()
        .filter(relation=Membership.Relation.HEAD)
        .select_related("person")
        .first()
    )
    if head:
        family.head_name, family.search_name = head.person.name, head.person.search_name
        family.save(update_fields=["head_name", "search_name"])
