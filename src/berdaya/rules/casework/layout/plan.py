"""Where every line leaves a symbol, and where from the left it runs: all but its height."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from berdaya.rules.casework.kin import Couple, Descent, Family
from berdaya.rules.casework.layout.measures import NAME, NAME_GAP, OUTLINE, PITCH, RADIUS
from berdaya.rules.casework.layout.tracks import Span

CLEAR = 6  # least distance from the end of a couple's line
SIDE = 8  # how far beside the middle of a symbol a second line of descent ends


@dataclass(slots=True)
class Union:
    """The line of a couple, in the zone below the lower of the two."""

    couple: Couple
    zone: int
    ends: dict[str, float]  # where it comes down from each of the two
    lanes: dict[str, float] = field(default_factory=dict)  # past which rows, from further up

    @property
    def span(self) -> Span:
        places = [self.lanes.get(key, at) for key, at in self.ends.items()]
        return Span(min(places), max(places), tuple(places))


@dataclass(slots=True)
class Drop:
    """The line from parents down to children of one row."""

    parents: tuple[str, ...]
    zone: int
    row: int  # of the children
    start: float
    tops: dict[str, float]  # where it ends over each child
    kinds: dict[str, str]
    twins: list[tuple[str, ...]] = field(default_factory=list)
    lane: float | None = None

    @property
    def leaves(self) -> list[float]:
        """Where lines go down from the level piece: to each child, to twins together."""
        among = {key for one in self.twins for key in one}
        alone = [at for key, at in self.tops.items() if key not in among]
        return alone + [self.apex(one) for one in self.twins]

    def apex(self, twins: Iterable[str]) -> float:
        places = [self.tops[key] for key in twins]
        return (min(places) + max(places)) / 2

    def span(self, start: float, leaves: Sequence[float]) -> Span:
        places = [start, *leaves]
        return Span(min(places), max(places), (start,), tuple(leaves))


@dataclass
class Plan:
    """All lines of people who stand in rows (`row`) and columns (`x`)."""

    family: Family
    row: dict[str, int]
    x: dict[str, int]

    @cached_property
    def unions(self) -> list[Union]:
        found = []
        for one in self.family.unions:
            if one.a in self.row:
                zone = max(self.row[one.a], self.row[one.b])
                ends = {
                    key: self._ports[key, frozenset((one.a, one.b))] for key in (one.a, one.b)
                }
                lanes = {
                    key: self._lane(at, range(self.row[key] + 1, zone + 1))
                    for key, at in ends.items()
                    if self.row[key] < zone
                }
                found.append(Union(one, zone, ends, lanes))
        return found

    @cached_property
    def drops(self) -> list[Drop]:
        """The descents of every sibship, then those to further parents of a child."""
        groups: list[tuple[tuple[str, ...], list[Descent]]] = []
        for parents, children in self.family.sibships.items():
            homes = [self.family.home[it] for it in children if it in self.row]
            groups += [
                (parents, [it for it in homes if self.row[it.child] == row])
                for row in sorted({self.row[it.child] for it in homes})
            ]
        further = [
            it
            for it in self.family.descents
            if it.child in self.row and it is not self.family.home[it.child]
        ]
        groups += [(it.parents, [it]) for it in further]
        return [self._drop(parents, descents) for parents, descents in groups]

    def _drop(self, parents: tuple[str, ...], descents: list[Descent]) -> Drop:
        row = self.row[descents[0].child]
        zone = max(self.row[it] for it in parents)
        tops = {it.child: self._top(it) for it in descents}
        twins = [
            tuple(it for it in tops if it in one.keys)
            for one in self.family.twins
            if len(one.keys & set(tops)) > 1
        ]
        made = Drop(
            parents, zone, row, 0.0, tops, {it.child: it.kind for it in descents}, twins
        )
        made.start = self._start(made)
        if row > zone + 1:
            made.lane = self._lane(made.start, range(zone + 1, row))
        return made

    def _top(self, descent: Descent) -> float:
        """The middle of the child; further parents reach it beside."""
        own = [it for it in self.family.descents if it.child == descent.child]
        step = own.index(descent)
        return self.x[descent.child] + (step + 1) // 2 * SIDE * (1 if step % 2 else -1)

    def _start(self, drop: Drop) -> float:
        """Where it leaves the parents: over an only child where it can, else in the middle."""
        if len(drop.parents) == 1:
            return self._ports[drop.parents[0], frozenset(drop.parents)]
        of = frozenset(drop.parents)
        span = next(
            it.span for it in self.unions if frozenset((it.couple.a, it.couple.b)) == of
        )
        places = [*drop.leaves, (span.left + span.right) / 2]
        is_over = len(drop.leaves) == 1 and span.left + CLEAR < places[0] < span.right - CLEAR
        return places[0] if is_over else places[-1]

    @cached_property
    def _ports(self) -> dict[tuple[str, frozenset[str]], float]:
        """Where lines leave a symbol downwards: to the nearest partner outermost."""
        found: dict[tuple[str, frozenset[str]], float] = {}
        alone = {it.parents[0] for it in self.family.descents if len(it.parents) == 1}
        for key, middle in self.x.items():
            others = [
                it.b if it.a == key else it.a
                for it in self.family.unions
                if key in (it.a, it.b)
            ]
            left = sorted(
                (it for it in others if self._side(it, key) < 0), key=lambda it: -self.x[it]
            )
            right = sorted(
                (it for it in others if self._side(it, key) > 0), key=lambda it: -self.x[it]
            )
            lines = [frozenset((key, it)) for it in left]
            lines += [frozenset((key,))] if key in alone else []
            lines += [frozenset((key, it)) for it in right]
            step = min(9.0, 28 / max(len(lines) - 1, 1))
            for at, of in enumerate(lines):
                found[key, of] = middle + (at - (len(lines) - 1) / 2) * step
        return found

    def _side(self, other: str, key: str) -> int:
        """On which side the other stands; in the same column the one further along is right."""
        return 1 if (self.x[other], other) > (self.x[key], key) else -1

    def _lane(self, near: float, rows: range) -> float:
        """The nearest place where an upright line passes these rows between the symbols."""
        there = [self.x[key] for key, row in self.row.items() if row in rows]
        before, behind = RADIUS + OUTLINE + 3, RADIUS + NAME_GAP + NAME + 2
        places = [near, *(at - before for at in there), *(at + behind for at in there)]
        free = [
            place
            for place in places
            if all(not at - before < place < at + behind for at in there)
        ]
        return min(free or [max(there) + PITCH], key=lambda it: (abs(it - near), it))
