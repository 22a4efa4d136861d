"""Long lists in pages that stay fast: by the last key seen, never by counting from the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
SIZE = 25
BACK, ON = "b", "n"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and what `?page=` must say for those before and after them."""

    rows: Sequence[Row]
    before: str = ""
    after: str = ""


def page_of(
    rows: "QuerySet[Row]", asked: str, *, order: Sequence[str], size: int = SIZE
) -> Page[Row]:
    """The page that `asked` (the value of `?page=`) names; the first one when it makes no sense.

    `order` are field names, "-" before those that fall; the last must be unique and none may
    be null. Costs one query and reads size + 1 rows, whatever the length of the list.
    """
    way, key = read_key(asked, order)
    is_back = way == BACK
    sort = [_turned(name) for name in order] if is_back else list(order)
    found = rows.order_by(*sort)
    if key:
        found = found.filter(_beyond(sort, key))
    return page_from(list(found[: size + 1]), order, size, is_back=is_back, is_first=not key)


def page_from(
    got: list[Row], order: Sequence[str], size: int, *, is_back: bool, is_first: bool
) -> Page[Row]:
    """The page of the rows that were read, in the order of reading; one too many tells of more."""
    has_more, got = len(got) > size, got[:size]
    if is_back:
        got.reverse()
    if not got:
        return Page(got)
    has_before = has_more if is_back else not is_first
    return Page(
        got,
        before=write_key(BACK, got[0], order) if has_before else "",
        after=write_key(ON, got[-1], order) if is_back or has_more else "",
    )


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(sort: Sequence[str], key: Sequence[Any]) -> Q:
    """(a, b) > (x, y) in words every database knows: a > x, or a = x and b > y."""
    steps = []
    for place, name in enumerate(sort):
        side = "lt" if name.startswith("-") else "gt"
        same = {_bare(sort[i]): key[i] for i in range(place)}
        steps.append(Q(**same, **{f"{_bare(name)}__{side}": key[place]}))
    return reduce(or_, steps)


def _bare(name: str) -> str:
    return name.removeprefix("-")


def write_key(way: str, row: Model, order: Sequence[str]) -> str:
    """What `?page=` says for the rows beyond `row` in the direction `way`."""
    values = []
    for name in order:
        value: Any = row
        for step in _bare(name).split("__"):
            value = getattr(value, step)
        values.append(value if isinstance(value, int) else str(value))
    return way + _signer(order).sign_object(values)


def read_key(asked: str, order: Sequence[str]) -> tuple[str, list[Any]]:
    """The direction, and the values of the last row seen; none when we did not write `asked`."""
    if asked[:1] not in (BACK, ON):
        return ON, []
    try:
        return asked[0], _signer(order).unsign_object(asked[1:])
    except BadSignature:
        return ON, []


def _signer(order: Sequence[str]) -> Signer:
    """Signed for its order: values of other kinds never reach the database."""
    return Signer(salt=f"page:{','.join(order)}")
