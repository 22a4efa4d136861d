"""What is kept about a family and what for, as `recorded.yaml` says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml

from berdaya.rules.purposes.definition import HERE, Text


@dataclass(frozen=True, slots=True)
class Recorded:
    """Some columns that people recognise as one thing."""

    title: Text
    what: Text
    why: Text
    is_specific: bool  # children, health: UU 27/2022, Article 4
    fields: Mapping[str, tuple[str, ...]]  # table -> columns


@lru_cache
def recorded() -> tuple[Recorded, ...]:
    """Everything kept about families and persons, in the order in which it is told."""
    groups = yaml.safe_load((HERE / "recorded.yaml").read_text("utf-8"))
    return tuple(
        Recorded(
            title=one["title"],
            what=one["what"],
            why=one["why"],
            is_specific=one.get("specific", False),
            fields={table: tuple(columns) for table, columns in one["fields"].items()},
        )
        for one in groups
    )
