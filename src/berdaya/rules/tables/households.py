"""Families put together from rows of persons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from berdaya.rules.tables.faults import FAULTS, severity_of
from berdaya.rules.tables.rows import Row

TWO_HEADS = "household.two_heads"


@dataclass(frozen=True, slots=True)
class HouseholdFault:
    """Why a family cannot be taken (`error`), or what to look at (`warning`)."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        return severity_of(self.code)

    @property
    def message(self) -> str:
        """The English template; a door translates it before it puts in `params`."""
        return FAULTS[self.code]

    def __str__(self) -> str:
        return self.message % self.params


@dataclass(frozen=True, slots=True)
class Household:
    """The rows of one family. `key` is its KK number; without one `block:3`, or `row:12`.

    `members` are the rows that become members, the head among them; rows that are left out on
    purpose (the dead, those who moved) are in none.
    """

    key: str
    head: Row | None
    members: tuple[Row, ...]
    faults: tuple[HouseholdFault, ...] = ()

    @property
    def is_taken(self) -> bool:
        return all(fault.severity != "error" for fault in self.faults)

    @property
    def heads(self) -> tuple[Row, ...]:
        return tuple(row for row in self.members if row.values.get("relation") == "head")

    @property
    def waits_for_decision(self) -> bool:
        """Whether nothing keeps it out but that it has two heads."""
        found = {fault.code for fault in self.faults if fault.severity == "error"}
        return found == {TWO_HEADS}


def households(rows: Iterable[Row]) -> list[Household]:
    """Group rows of persons by KK number, in the order of their first rows.

    Only a real number groups: a blank, a dash or 0 joins nobody to anybody. Where a list of the
    register has its members in blocks, a block without a number is a family all the same.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(household_key(row), []).append(row)
    return [
        _household(key, group)
        for key, group in groups.items()
        if any(row.state != "skip" for row in group)
    ]


def household_key(row: Row) -> str:
    """Under which key a row of a person stands together with others."""
    if kk := row.values.get("kk_number"):
        return str(kk)
    block = row.values.get("household")
    return f"block:{block}" if block else f"row:{row.number}"


def _household(key: str, group: list[Row]) -> Household:
    members = tuple(row for row in group if row.state != "skip")
    heads = [row for row in members if row.values.get("relation") == "head"]
    faults = []
    if refused := [row.number for row in members if row.state == "error"]:
        faults.append(HouseholdFault("household.member_refused", {"rows": _listed(refused)}))
    if key.startswith("row:") and not heads:
        faults.append(HouseholdFault("household.nobody_to_join"))
    elif not members[0].values.get("kk_number"):
        faults.append(HouseholdFault("household.no_kk_number"))
    if len(heads) > 1:
        numbers = _listed(row.number for row in heads)
        faults.append(HouseholdFault(TWO_HEADS, {"rows": numbers}))
    elif not heads and not key.startswith("row:"):
        faults.append(_without_head(group))
    return Household(key, heads[0] if len(heads) == 1 else None, members, tuple(faults))


def _without_head(group: list[Row]) -> HouseholdFault:
    gone = [
        row.number
        for row in group
        if row.state == "skip" and row.values.get("relation") == "head"
    ]
    if gone:
        return HouseholdFault("household.head_left_out", {"row": gone[0]})
    return HouseholdFault("household.no_head")


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def with_head(home: Household, number: int) -> Household:
    """The same family, of which the row of that number is the head and no other is."""
    former = {row.number for row in home.heads} - {number}
    members = tuple(
        _changed(row, relation="other") if row.number in former else row for row in home.members
    )
    head = next(row for row in members if row.number == number)
    faults = tuple(fault for fault in home.faults if fault.code != TWO_HEADS)
    return Household(home.key, head, members, faults)


def apart(home: Household, keeper: int) -> list[Household]:
    """Each head with the members below, as lists have them; the row `keeper` keeps the number.

    Who stands above the first head belongs to that one. The others have no number of their own.
    """
    heads = {row.number for row in home.heads}
    groups: list[list[Row]] = [[]]
    for row in home.members:
        if row.number in heads and any(it.number in heads for it in groups[-1]):
            groups.append([])
        groups[-1].append(row)
    families = []
    for group in groups:
        head = next(row for row in group if row.number in heads)
        if head.number == keeper:
            families.append(Household(home.key, head, tuple(group)))
        else:
            families.append(without_number(Household(f"row:{head.number}", head, tuple(group))))
    return families


def without_number(home: Household) -> Household:
    """The same family, whose card bears the number of another one."""
    rows = {
        row.number: _changed(row, kk_number=None, kk_missing="shared") for row in home.members
    }
    head = rows[home.head.number] if home.head else None
    return Household(home.key, head, tuple(rows.values()), home.faults)


def _changed(row: Row, **values: object) -> Row:
    return replace(row, values={**row.values, **values})
