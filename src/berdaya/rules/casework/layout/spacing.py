"""How far apart people stand: parents over the middle of their children, nobody too close."""

from collections.abc import Mapping, Sequence

from berdaya.rules.casework.kin import Family

ROUNDS = 24


def apart(desired: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The places nearest to the desired ones, in squares, with at least these gaps between.

    Neighbours that come too close share the mean of what they want (pool adjacent violators:
    Barlow, Bartholomew, Bremner and Brunk 1972).
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(desired, offsets, strict=True):
        mean, size = want - offset, 1
        while pools and pools[-1][0] >= mean:
            other, count = pools.pop()
            mean, size = (other * count + mean * size) / (count + size), count + size
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]


def columns(
    family: Family, rows: list[list[list[str]]], pitch: int, between: int
) -> dict[str, int]:
    """Where from the left everybody stands. Blocks of a row are `between` further apart."""
    flat = [[key for block in row for key in block] for row in rows]
    gaps = [
        [
            pitch + (between if at == len(block) - 1 else 0)
            for block in row
            for at in range(len(block))
        ][:-1]
        for row in rows
    ]
    x: dict[str, float] = {}
    for row, gap in zip(flat, gaps, strict=True):
        x.update(zip(row, apart([0.0] * len(row), gap), strict=True))
    known = set(x)
    sibships = [
        (parents, children)
        for parents, children in family.sibships.items()
        if known >= {*parents, *children}
    ]
    couples = _parted(family, rows, pitch)
    for number in range(ROUNDS):
        is_down = number % 2 == 1
        for at in range(len(flat)) if is_down else reversed(range(len(flat))):
            pulls = (
                _together(rows[at], _pulls(sibships, x, up=False))
                if is_down
                else _pulls(sibships, x, up=True, couples=couples)
            )
            wanted = [x[key] + pulls.get(key, 0.0) for key in flat[at]]
            x.update(zip(flat[at], apart(wanted, gaps[at]), strict=True))
    return _whole(flat, gaps, x)


Parted = Sequence[tuple[str, str, float]]


def _parted(family: Family, rows: list[list[list[str]]], pitch: int) -> Parted:
    """Couples of two blocks of one row: left, right, how far apart they stand at least."""
    found = []
    for row in rows:
        block = {key: at for at, keys in enumerate(row) for key in keys}
        place = {key: at for at, key in enumerate(key for keys in row for key in keys)}
        for one in family.unions:
            if one.a in block and one.b in block and block[one.a] != block[one.b]:
                left, right = sorted((one.a, one.b), key=place.__getitem__)
                found.append((left, right, pitch * (place[right] - place[left])))
    return found


def _pulls(
    sibships: list[tuple[tuple[str, ...], tuple[str, ...]]],
    x: Mapping[str, float],
    *,
    up: bool,
    couples: Parted = (),
) -> dict[str, float]:
    """How far each wants to move: parents over their children's middle, couples together."""
    found: dict[str, list[float]] = {}
    for parents, children in sibships:
        over = sum(x[it] for it in parents) / len(parents)
        middle = (x[children[0]] + x[children[-1]]) / 2
        for key in parents if up else children:
            found.setdefault(key, []).append((middle - over) if up else (over - middle))
    for left, right, least in couples:
        more = (x[right] - x[left] - least) / 2
        found.setdefault(left, []).append(more)
        found.setdefault(right, []).append(-more)
    return {key: sum(pulls) / len(pulls) for key, pulls in found.items()}


def _together(row: list[list[str]], pulls: Mapping[str, float]) -> dict[str, float]:
    """Partners without parents move with whom they stand beside."""
    found: dict[str, float] = {}
    for block in row:
        own = [pulls[key] for key in block if key in pulls]
        if own:
            found.update(dict.fromkeys(block, sum(own) / len(own)))
    return found


def _whole(
    flat: list[list[str]], gaps: list[list[int]], x: Mapping[str, float]
) -> dict[str, int]:
    """In whole pixels from 0, the gaps kept."""
    least = min(x.values())
    found: dict[str, int] = {}
    for row, gap in zip(flat, gaps, strict=True):
        last = -1e9
        for key, before in zip(row, [0, *gap], strict=False):
            found[key] = max(round(x[key] - least), round(last + before))
            last = found[key]
    return found
