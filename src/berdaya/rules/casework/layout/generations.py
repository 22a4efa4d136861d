"""In which generation, that is in which row, everybody stands."""

from collections import deque
from collections.abc import Iterator

from berdaya.rules.casework.kin import Family


def components(family: Family) -> list[list[str]]:
    """People who hang together by descent or as couples; those of the index person first."""
    near = _neighbours(family)
    order = sorted(family.by_key.values(), key=lambda it: not it.is_index)
    found: list[list[str]] = []
    seen: set[str] = set()
    for one in order:
        if one.key not in seen:
            found.append(list(_steps(near, one.key)))
            seen.update(found[-1])
    return found


def generations(family: Family, of: list[str]) -> dict[str, int]:
    """The row of each of the people `of`, who hang together; the oldest generation is 0.

    Partners and siblings stand level and a child one row below its parents, counted from the
    first of the people. Where a family contradicts that (an uncle who marries his niece), a
    child still stands below both parents, and the couple spans two rows.
    """
    near = _neighbours(family)
    row = {of[0]: 0}
    queue = deque([of[0]])
    while queue:
        at = queue.popleft()
        for other, step in near[at]:
            if other not in row:
                row[other] = row[at] + step
                queue.append(other)
    links = [it for it in family.parents if it.child in row]
    moved = True
    while moved:  # ends, for nobody is their own ancestor
        moved = False
        for link in links:
            if row[link.child] <= row[link.parent]:
                row[link.child] = row[link.parent] + 1
                moved = True
    used = {at: number for number, at in enumerate(sorted(set(row.values())))}
    return {key: used[at] for key, at in row.items()}


def _neighbours(family: Family) -> dict[str, list[tuple[str, int]]]:
    """Who is one step away, and how many rows below: descent first, it decides."""
    near: dict[str, list[tuple[str, int]]] = {key: [] for key in family.by_key}
    for link in family.parents:
        near[link.parent].append((link.child, 1))
        near[link.child].append((link.parent, -1))
    for one in family.couples:
        near[one.a].append((one.b, 0))
        near[one.b].append((one.a, 0))
    return near


def _steps(near: dict[str, list[tuple[str, int]]], start: str) -> Iterator[str]:
    seen, queue = {start}, deque([start])
    while queue:
        at = queue.popleft()
        yield at
        for other, _ in near[at]:
            if other not in seen:
                seen.add(other)
                queue.append(other)
