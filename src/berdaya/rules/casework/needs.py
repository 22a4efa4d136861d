"""Who may need which service, as far as what is recorded tells: `needs.yaml`, rules as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

FEWEST = 5  # fewer families or persons can point at one of them
ELDERLY_FROM, TODDLER_UNTIL, CHILD_UNTIL = 60, 5, 18  # years; Law 13/1998; ours; Law 35/2014
PEOPLE = ("elderly", "toddlers", "pregnant", "no-certificate")
Text = Mapping[str, str]
Cell = tuple[str, str]  # function, field


@dataclass(frozen=True, slots=True)
class Rule:
    """`kind` is unmet, people or referrals; `of` says which. No cells: those of the service."""

    code: str
    kind: str
    of: str
    cells: tuple[Cell, ...]
    title: Text
    reason: Text

    @property
    def counts_families(self) -> bool:
        return self.kind == "unmet"


@dataclass(frozen=True, slots=True)
class Needs:
    version: str
    not_recorded: Text
    rules: tuple[Rule, ...]


@lru_cache(maxsize=1)
def needs() -> Needs:
    read = yaml.safe_load((Path(__file__).parent / "needs.yaml").read_text("utf-8"))
    return Needs(read["version"], read["not_recorded"], tuple(map(_rule, read["rules"])))


def _rule(row: dict[str, object]) -> Rule:
    evidence = row.pop("evidence")
    assert isinstance(evidence, dict)
    [(kind, of)] = evidence.items()
    cells = row.pop("cells")
    assert isinstance(cells, list)
    return Rule(kind=kind, of=of, cells=tuple(map(tuple, cells)), **row)  # type: ignore[arg-type]


def cells_of_item(item: str) -> tuple[Cell, ...]:
    """Where a service for an unmet item may be found."""
    found = [it.cells for it in needs().rules if (it.kind, it.of) == ("unmet", item)]
    return tuple(cell for cells in found for cell in cells)


def shown(count: int) -> int | None:
    """A count as it may be shown: None where it is about so few that it could point at one."""
    return None if 0 < count < FEWEST else count
