"""Who stands left of whom.

A row is made of blocks: brothers and sisters from the eldest, each with the partners who come
without parents of their own beside them; and couples of whom nobody's parents are known. The
order of the oldest blocks decides that of all rows below, because children stand in the order
of their parents. So only the oldest blocks are tried in other places, and that order is kept in
which couples of two families come closest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from berdaya.rules.casework.kin import Family

TRIES = 4  # rounds over all oldest blocks; in practice the second changes nothing


@dataclass(frozen=True)
class Block:
    """People of one row who stand together. `under` are the parents, where they are known."""

    row: int
    members: tuple[str, ...]
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """The people `row`, each in a row, put in order."""

    family: Family
    row: dict[str, int]

    @cached_property
    def count(self) -> int:
        return max(self.row.values()) + 1

    @cached_property
    def partners(self) -> dict[str, list[str]]:
        """Those of the same row, first partner first."""
        found: dict[str, list[str]] = {key: [] for key in self.row}
        for one in self.family.unions:
            if one.a in self.row and self.row[one.a] == self.row[one.b]:
                found[one.a].append(one.b)
                found[one.b].append(one.a)
        return found

    @cached_property
    def blocks(self) -> tuple[list[Block], list[Block]]:
        """The blocks without parents, and those under parents."""
        placed = set(self.family.home) & set(self.row)
        below = []
        for parents, children in self.family.sibships.items():
            for row in sorted({self.row[it] for it in children if it in self.row}):
                members = [it for it in children if self.row.get(it) == row]
                block = [one for it in members for one in self._with_partners(it, placed)]
                below.append(Block(row, tuple(block), parents))
        oldest = []
        for key in sorted(self.row, key=self._begins):
            if key not in placed:
                placed.add(key)
                oldest.append(Block(self.row[key], tuple(self._with_partners(key, placed))))
        return oldest, below

    def _begins(self, key: str) -> tuple[int, bool, tuple[int, int]]:
        """With whom a block of people without parents begins: whoever has most partners."""
        is_woman = self.family.by_key[key].sex == "female"
        return (-len(self.partners[key]), is_woman, self.family.rank[key])

    def _with_partners(self, key: str, placed: set[str]) -> list[str]:
        """Somebody between the partners who have no other place: husbands left, wives right."""
        free = self._free(key, placed)
        to_left = 1 if len(free) > 1 or self.family.by_key[key].sex == "female" else 0
        left = [one for it in free[:to_left] for one in self._outward(it, placed)]
        right = [one for it in free[to_left:] for one in self._outward(it, placed)]
        return [*reversed(left), key, *right]

    def _outward(self, key: str, placed: set[str]) -> Iterator[str]:
        yield key
        for one in self._free(key, placed):
            yield from self._outward(one, placed)

    def _free(self, key: str, placed: set[str]) -> list[str]:
        found = [it for it in self.partners[key] if it not in placed]
        placed.update(found)
        return found

    def ordered(self) -> list[list[list[str]]]:
        """Every row from left to right, as blocks."""
        oldest, _ = self.blocks
        best = self._as_climbed(oldest)
        cost = self._cost(best)
        for _ in range(TRIES):
            before = cost
            for block in oldest:
                for place in range(len(best)):
                    tried = [it for it in best if it is not block]
                    tried.insert(place, block)
                    if (of_tried := self._cost(tried)) < cost:
                        best, cost = tried, of_tried
            if cost == before:
                break
        return self._below(best)

    def _as_climbed(self, oldest: list[Block]) -> list[Block]:
        """The oldest blocks as one meets them from the first person: father's before mother's."""
        of = {key: block for block in oldest for key in block.members}
        parents = {child: it.parents for child, it in self.family.home.items()}
        found: list[Block] = []
        seen: set[str] = set()

        def climb(key: str) -> None:
            if key in seen or key not in self.row:
                return
            seen.add(key)
            for one in sorted(parents.get(key, ()), key=self._is_woman):
                climb(one)
            if key in of and of[key] not in found:
                found.append(of[key])
            for one in self.partners[key]:
                climb(one)

        for key in self.row:
            climb(key)
        return found

    def _is_woman(self, key: str) -> bool:
        return self.family.by_key[key].sex == "female"

    def _cost(self, oldest: Sequence[Block]) -> int:
        """How far apart couples stand, in places, and families that reach past others."""
        at = {
            key: place
            for row in self._below(oldest)
            for place, key in enumerate(key for block in row for key in block)
        }
        return sum(
            abs(at[one.a] - at[one.b]) - 1
            for one in self.family.unions
            if one.a in at and self.row[one.a] == self.row[one.b]
        )

    def _below(self, oldest: Sequence[Block]) -> list[list[list[str]]]:
        """All rows, where the oldest blocks stand in this order."""
        _, below = self.blocks
        waiting: list[tuple[float, Block]] = [(at, it) for at, it in enumerate(oldest)]
        rows: list[list[list[str]]] = []
        hung: set[int] = set()
        at: dict[str, float] = {}
        for number in range(self.count):
            waiting.sort(key=lambda it: it[0])
            rows.append([])
            passing: list[tuple[float, Block]] = []
            place = 0.0
            for _, block in waiting:
                if block.row == number:
                    rows[-1].append(list(block.members))
                    for key in block.members:
                        at[key] = place
                        place += 1
                else:
                    # holds the place in which it will stand further down
                    passing.append((place - 0.5, block))
            for index, block in enumerate(below):
                if index not in hung and all(self.row[it] <= number for it in block.under):
                    hung.add(index)
                    mean = sum(at[it] for it in block.under) / len(block.under)
                    passing.append((mean, block))
            waiting = passing
        return rows
