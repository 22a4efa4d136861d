"""How the API says no: RFC 9457 `application/problem+json`, in the caller's language."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

MEDIA_TYPE = "application/problem+json"


class Fault(Schema):
    """One thing that is wrong with what was sent."""

    pointer: str = Field(description="Where, as a JSON pointer into what was sent")
    detail: str = Field(description="What to do about it, in the language asked for")


class Problem(Schema):
    """Why a call was not carried out; nothing was written."""

    type: str = Field(description="urn:berdaya:problem: and the code; docs list the codes")
    title: str
    status: int
    detail: str = Field(description="What to do, in the language asked for")
    code: str
    errors: list[Fault] = []


def problem(
    status: int, code: str, detail: str, errors: Sequence[Mapping[str, str]] = ()
) -> HttpResponse:
    """The answer that carries a problem."""
    content = {
        "type": f"urn:berdaya:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
    }
    return HttpResponse(
        json.dumps(content, ensure_ascii=False), status=status, content_type=MEDIA_TYPE
    )


def not_found() -> HttpResponse:
    """For what does not exist and for what the caller may not see: nobody can tell which."""
    return problem(404, "not-found", gettext("There is nothing here that this token may see."))


def of_status(status: int) -> HttpResponse:
    """A problem for an answer that says nothing but its status."""
    said = {
        400: (
            "not-readable",
            gettext("What was sent is not readable. Send JSON as described."),
        ),
        405: ("method-not-allowed", gettext("This address does not take this method.")),
        413: ("too-large", gettext("This is too much for one call. Send less.")),
        415: ("wrong-media-type", gettext("Send this as application/json.")),
    }
    if status == HTTPStatus.NOT_FOUND:
        return not_found()
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        sorry = gettext("Something broke on our side; nothing was written. Try again later.")
        return problem(status, "broken", sorry)
    code, detail = said.get(status, ("refused", gettext("This was not carried out.")))
    return problem(status, code, detail)


def invalid(errors: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """What the description of the call does not allow, each fault with its place."""
    faults = [
        {"pointer": pointer(error.get("loc", ())), "detail": _in_words(error)}
        for error in errors
    ]
    detail = gettext("Some of what was sent does not fit. See `errors`.")
    return problem(422, "invalid", detail, faults)


def pointer(place: Sequence[object]) -> str:
    """`("body", "family", "members", 0)` as `/members/0`: the name of the argument is ours."""
    steps = [str(step) for step in place[2:] or place[1:]]
    return "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps)


WORDS = (  # how the kinds of pydantic's faults begin, and what to say of them
    ("missing", _("This is needed.")),
    ("extra_forbidden", _("There is no such field.")),
    ("enum", _("Choose one of these: %(expected)s.")),
    ("literal_error", _("Choose one of these: %(expected)s.")),
    ("string_too_long", _("At most %(max_length)s letters.")),
    ("string_too_short", _("At least %(min_length)s letters.")),
    ("too_long", _("At most %(max_length)s of them.")),
    ("too_short", _("At least %(min_length)s of them.")),
    ("date", _("Write a day as 2026-11-23.")),
    ("future", _("This day is still to come.")),
    ("uuid", _("This is no key (UUID).")),
    ("bool", _("Write true or false.")),
    ("int", _("Write a whole number.")),
    ("greater", _("This number is too small.")),
    ("less", _("This number is too large.")),
    ("said", _("%(words)s")),
    ("", _("This does not fit the description of the call.")),
)


def _in_words(error: Mapping[str, Any]) -> str:
    kind = str(error.get("type", ""))
    words = next(words for begins, words in WORDS if kind.startswith(begins))
    return str(words) % defaultdict(str, error.get("ctx", {}))
