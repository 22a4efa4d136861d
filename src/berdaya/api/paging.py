"""Long lists, a page at a time, in the words of the API."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Schema

from berdaya.refusal import Refusal
from berdaya.ui.paging import page_of, read_key

Row = TypeVar("Row", bound=Model)
MOST = 200


class PageUnreadable(Refusal):
    """A page of the screen begins anew then; a program would read the first page for ever."""

    code = "page-unreadable"
    message = _("No answer of this list gave this `page`. Begin again without it.")


class Asked(Schema):
    """Which page of a list, and how long pages are."""

    page: str = Field("", max_length=600, description="`next` or `previous` of another page")
    size: int = Field(50, ge=1, le=MOST)


class Links(Schema):
    """Where the list goes on; null at its ends."""

    next: str | None = Field(None, description="`page` of the rows after these")
    previous: str | None = Field(None, description="`page` of the rows before these")


PageAsked = Annotated[Asked, Query()]


def listed(
    rows: "QuerySet[Row]", asked: Asked, order: Sequence[str], show: Callable[[Row], Any]
) -> dict[str, Any]:
    """A page of `rows` as {items, next, previous}; one query.

    Raises:
        PageUnreadable
    """
    if asked.page and not read_key(asked.page, order)[1]:
        raise PageUnreadable
    page = page_of(rows, asked.page, order=order, size=asked.size)
    return {
        "items": [show(row) for row in page.rows],
        "next": page.after or None,
        "previous": page.before or None,
    }
