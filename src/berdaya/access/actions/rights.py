"""The first and the last line of every verb: may this user do it, and who did it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import Trace, User
from berdaya.areas.codes import common_ancestor
from berdaya.areas.models import Area
from berdaya.refusal import Refusal


class NotAllowed(Refusal):
    code = "not-allowed"
    message = _("Your role does not include this in area %(area)s. Ask your field officer.")


def may(user: User, verb: str, *, area: str) -> bool:
    """Whether one of the roles of `user` in `area`, or above it, includes `verb` or a cell."""
    return user.may(verb, area=area)


def allow(by: User, verb: str, *, area: str) -> None:
    """Refuse unless `by` may do `verb` in `area`, a code; "" is the nation."""
    if not may(by, verb, area=area):
        raise NotAllowed(area=area or _("the whole country"))


def trace(by: User, verb: str, subject: models.Model, **detail: Any) -> None:
    """Note that `by` did `verb` to `subject`; call it inside the verb's own transaction."""
    Trace.objects.create(
        by=by, verb=verb, subject=name_of(subject), area=area_of(subject, by), detail=detail
    )


def name_of(subject: models.Model) -> str:
    """How the trace names a row."""
    return f"{subject._meta.label}:{subject.pk}"


def area_of(subject: models.Model, by: User) -> str:
    """Where a row belongs, without asking the database; else where `by` works."""
    if isinstance(subject, Area):
        return subject.pk
    for name in ("area_id", "village_id"):
        if code := getattr(subject, name, None):
            return str(code)
    for name in ("family", "subject", "user"):
        near = subject._state.fields_cache.get(name)
        if code := getattr(near, "area_id", None):
            return str(code)
    return common_ancestor(by.area_codes)
