"""The door of a page: which cell of the table opens it, and what stands before a closed one."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from berdaya.access.models import User
from berdaya.access.roles import who_may

Asking = TypeVar("Asking", bound=HttpRequest)
Rest = ParamSpec("Rest")
View = Callable[Concatenate[Asking, Rest], HttpResponseBase]


def needs(cell: str) -> Callable[[View[Asking, Rest]], View[Asking, Rest]]:
    """Open a page for those who hold `cell` in some area; for all others it does not exist.

    In which area, the page itself asks: by `visible_to`, or by `may_or_404`.
    """
    who_may(cell)  # a typing slip stops the start

    def closed(view: View[Asking, Rest]) -> View[Asking, Rest]:
        @wraps(view)
        def page(request: Asking, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            assert isinstance(request.user, User)
            if not request.user.areas_for(cell):
                raise Http404
            return view(request, *args, **kwargs)

        guarded: Any = login_required(page)
        guarded.cell = cell
        return guarded  # type: ignore[no-any-return]

    return closed


def may_or_404(user: User, deed: str, *, area: str) -> None:
    """Whoever may not do this in `area` is told no more than of an area that does not exist."""
    if not user.may(deed, area=area):
        raise Http404
