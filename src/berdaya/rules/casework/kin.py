"""A family as a genogram knows it: people, couples, children, twins and how they stand together.

Symbols and lines after M. McGoldrick, R. Gerson and S. Petry, *Genograms: Assessment and
Treatment* (4th ed., Norton 2020): a square for a man, a circle for a woman, a diamond where it
is not known; a double outline for the person whom the case is about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

SEXES = ("male", "female", "unknown")
COUPLES = ("married", "cohabiting", "parents")  # the last: of a child, and no couple
ENDS = ("", "separated", "divorced")
DESCENTS = ("birth", "adopted", "foster")
TIES = ("close", "fused", "distant", "conflict", "close-conflict", "cut-off")


class NotAFamily(ValueError):
    """Somebody would be their own ancestor, or is named and not among the people."""


@dataclass(frozen=True, slots=True)
class Kin:
    """One person. `inside` (the age) is written in the symbol, `under` (the years) by the name."""

    key: str
    name: str
    sex: str = "unknown"
    born: int | None = None
    is_dead: bool = False
    is_index: bool = False
    inside: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Couple:
    """Two people who are or were together, or have a child together."""

    a: str
    b: str
    kind: str = "married"
    since: int | None = None
    end: str = ""
    label: str = ""  # the dates, as they are written on the line


@dataclass(frozen=True, slots=True)
class ParentOf:
    parent: str
    child: str
    kind: str = "birth"


@dataclass(frozen=True, slots=True)
class Twins:
    """Two or more who were born together."""

    keys: frozenset[str]
    identical: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """How two people stand to each other."""

    a: str
    b: str
    kind: str


@dataclass(frozen=True, slots=True)
class Descent:
    """A child, and the one or two of whom it is a child in the same way."""

    child: str
    parents: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Family:
    """Everybody on one genogram. What is asked of it is worked out once.

    Raises:
        NotAFamily, at the first question.
    """

    people: tuple[Kin, ...]
    couples: tuple[Couple, ...] = ()
    parents: tuple[ParentOf, ...] = ()
    twins: tuple[Twins, ...] = ()
    ties: tuple[Tie, ...] = field(default=())

    @cached_property
    def by_key(self) -> Mapping[str, Kin]:
        found = {one.key: one for one in self.people}
        named = [key for one in self.couples for key in (one.a, one.b)]
        named += [key for tie in self.ties for key in (tie.a, tie.b)]
        named += [key for it in self.parents for key in (it.parent, it.child)]
        named += [key for it in self.twins for key in it.keys]
        if missing := sorted(set(named) - set(found)):
            raise NotAFamily(f"named and not among the people: {missing}")
        if is_circular(self.parents):
            raise NotAFamily("somebody would be their own ancestor")
        return found

    @cached_property
    def rank(self) -> Mapping[str, tuple[int, int]]:
        """From the eldest to the youngest; whose age is not known comes last, as entered."""
        return {
            one.key: (one.born if one.born is not None else 9999, at)
            for at, one in enumerate(self.people)
        }

    @cached_property
    def descents(self) -> tuple[Descent, ...]:
        """Each child with its parents by birth, then with those who adopted or foster it."""
        rows: dict[tuple[int, str, str], list[str]] = {}
        for link in self.parents:
            of = rows.setdefault((DESCENTS.index(link.kind), link.kind, link.child), [])
            if link.parent not in of:
                of.append(link.parent)
        return tuple(
            Descent(child, tuple(sorted(of[at : at + 2], key=self.rank.__getitem__)), kind)
            for (_, kind, child), of in sorted(rows.items(), key=self._place)
            for at in range(0, len(of), 2)
        )

    def _place(self, row: tuple[tuple[int, str, str], list[str]]) -> tuple[int, int, int]:
        kind, _, child = row[0]
        return (*self.rank[child], kind)

    @cached_property
    def unions(self) -> tuple[Couple, ...]:
        """The couples, once each, and those who are parents of a child without being one."""
        found: dict[frozenset[str], Couple] = {}
        for one in sorted(self.couples, key=lambda it: it.since or 9999):
            if one.a != one.b:
                found.setdefault(frozenset((one.a, one.b)), one)
        for it in self.descents:
            if len(it.parents) == 2:
                found.setdefault(frozenset(it.parents), Couple(*it.parents, kind="parents"))
        return tuple(found.values())

    @cached_property
    def home(self) -> Mapping[str, Descent]:
        """Under which parents a child stands: by birth where they are known."""
        found: dict[str, Descent] = {}
        for one in self.descents:
            found.setdefault(one.child, one)
        return found

    @cached_property
    def sibships(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The children who stand under the same parents, from the eldest; twins together."""
        rows: dict[tuple[str, ...], list[str]] = {}
        for child, it in self.home.items():
            rows.setdefault(it.parents, []).append(child)
        first = {
            key: min(map(self.rank.__getitem__, it.keys))
            for it in self.twins
            for key in it.keys
        }
        return {
            parents: tuple(
                sorted(
                    rows[parents], key=lambda it: (first.get(it, self.rank[it]), self.rank[it])
                )
            )
            for parents in rows
        }


def is_circular(links: Iterable[ParentOf]) -> bool:
    """Whether somebody would be their own ancestor."""
    parents: dict[str, set[str]] = {}
    for link in links:
        parents.setdefault(link.child, set()).add(link.parent)
    done: set[str] = set()
    above: set[str] = set()

    def climbs(key: str) -> bool:
        if key in done:
            return False
        if key in above:
            return True
        above.add(key)
        found = any(climbs(one) for one in parents.get(key, ()))
        above.discard(key)
        done.add(key)
        return found

    return any(climbs(key) for key in list(parents))
