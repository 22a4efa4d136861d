"""Finding a row of this room that one may see or do something to, and noting that it was read."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from berdaya.access.actions import NotAllowed
from berdaya.casework.pages import read_of
from berdaya.psychosocial.models import Kept
from berdaya.refusal import Refusal
from berdaya.ui.requests import Request

CASE = tuple(f"case__{name}" for name in ("person", "family", "group", "area"))
Found = TypeVar("Found", bound=Kept)


def row_for(request: Request, model: type[Found], key: UUID, deed: str, *with_: str) -> Found:
    """The row, where it stands and the user may do this; else a 404. Notes that it is read."""
    rows: Any = model.objects  # type: ignore[attr-defined]  # each of them has a sighted manager
    found: Found = get_object_or_404(
        rows.visible_to(request.user, deed).standing().select_related(*CASE, *with_), pk=key
    )
    read_of(request, found.case)
    return found


def noted(request: Request, deed: Callable[[], object]) -> None:
    """Do what a button alone asks for; say on the next page whether it was done."""
    try:
        deed()
    except NotAllowed:
        raise  # to the page that does not exist
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted."))
