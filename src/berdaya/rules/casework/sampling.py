"""Drawing cases by lot, so that each worker is looked at alike and anybody can draw them again."""

from collections.abc import Collection
from hashlib import sha256

Frame = Collection[tuple[str, str]]  # case and its worker


def drawn(frame: Frame, size: int, seed: str) -> list[str]:
    """Draw `size` cases, in turn from each worker's as long as there are any.

    Lots are digests of the seed with each name, which no version of a language changes: the same
    frame in any order and the same seed give the same cases in the same order.
    """
    of: dict[str, list[str]] = {}
    for case, worker in sorted(frame, key=lambda it: _lot(seed, it[0])):
        of.setdefault(worker, []).append(case)
    turns = [
        (turn, _lot(seed, worker), worker) for worker in of for turn in range(len(of[worker]))
    ]
    return [of[worker][turn] for turn, _first, worker in sorted(turns)[:size]]


def _lot(seed: str, name: str) -> str:
    return sha256(f"{seed}:{name}".encode()).hexdigest()
