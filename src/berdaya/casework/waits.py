"""What waits in one's cases: lists of the rooms above, each with its number, on the list of cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from berdaya.access.models import User


@dataclass(frozen=True, slots=True)
class Wait:
    """A list of what is to be done, by the name of its address. `count` asks the database once."""

    words: Promise
    address: str
    icon: str
    count: Callable[[User, date], int]


_waits: list[Wait] = []


def waits_in(room: Wait) -> None:
    """Let a room above say, when it starts, what waits in it."""
    _waits.append(room)


def waiting(user: User, today: date) -> list[tuple[Wait, int]]:
    """Each list with how much of it is due."""
    return [(it, it.count(user, today)) for it in _waits]
