"""Who may see which cases. Role and area alone open nothing: a row ties a user to a case.

A case is open to its worker, to its supervisor, to whom access was given for a time, and to who
broke the glass, for hours and with notice. What a tie opens, the table of roles says: the
worker's tie opens what social workers may, the supervisor's what supervisors may; an access to
work stands in the worker's place; an access to read, and a broken glass, open reading alone.
"""

from typing import TYPE_CHECKING, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.actions import NotAllowed
from berdaya.access.kinds import SOCIAL_WORKER, SUPERVISOR
from berdaya.access.models import NOTHING, User
from berdaya.access.roles import who_may
from berdaya.access.sight import SightedQuerySet
from berdaya.access.verbs import VERBS

if TYPE_CHECKING:
    from berdaya.casework.models import Case

Row = TypeVar("Row", bound=models.Model, covariant=True)
PROFESSIONALS = frozenset({SOCIAL_WORKER, SUPERVISOR})
READING = ("list", "read")
OWN = "case-access"  # whoever was let in lets in nobody else


class Right(models.TextChoices):
    """By what a user sees a case."""

    WORKER = "worker", pgettext_lazy("right", "Works on the case")
    SUPERVISOR = "supervisor", pgettext_lazy("right", "Supervises the case")
    WORK = "work", _("Was let in to work on it")
    READ = "read", _("Was let in to read")
    GLASS = "glass", _("Opened it in an emergency")
    # opens nothing here: room supervision shows a colleague the case without names
    PEER = "peer", _("Reviewed it as a colleague, without names")


def rights_for(deed: str) -> frozenset[Right]:
    """The rights by which a verb or a cell is open."""
    kinds = who_may(deed)
    resource, _dot, action = VERBS.get(deed, deed).partition(".")
    found = {Right.SUPERVISOR} if SUPERVISOR in kinds else set()
    if SOCIAL_WORKER in kinds:
        found |= {Right.WORKER} if resource == OWN else {Right.WORKER, Right.WORK}
        if action in READING and resource != OWN:
            found |= {Right.READ, Right.GLASS}
    return frozenset(found)


class CaseRows(SightedQuerySet[Row]):
    """Cases, or rows that belong to one, which stands at `case_path` from the row."""

    cell = "case.read"
    case_path = "case"

    def visible_to(self, user: User, cell: str = "") -> Self:
        """Of the cases that a tie opens to `user` for `cell`."""
        return self.filter(reached(user, cell or self.cell, self.case_path))

    def of(self, case: "Case") -> Self:
        return self.filter(**{self.case_path or "pk": case if self.case_path else case.pk})


def reached(user: User, deed: str, path: str) -> Q:
    """The condition that the case at `path` ("" for itself) is one `user` reaches with `deed`."""
    rights = rights_for(deed)
    if not rights or not user.is_any(*PROFESSIONALS):
        return NOTHING
    before = f"{path}__" if path else ""
    found = NOTHING
    for right, column in ((Right.WORKER, "worker"), (Right.SUPERVISOR, "supervisor")):
        if right in rights:
            found |= Q(**{f"{before}{column}": user})
    let_in = _let_in(user).filter(scope__in=rights & {Right.READ, Right.WORK})
    found |= Q(**{f"{path or 'pk'}__in": let_in.values("case")})
    if Right.GLASS in rights:
        found |= Q(**{f"{path or 'pk'}__in": _broken(user).values("case")})
    return found


def rights_of(user: User, case: "Case") -> tuple[Right, ...]:
    """By what `user` sees this case, the nearest first. Asks the database once for a case."""
    known: dict[object, tuple[Right, ...]] = case.__dict__.setdefault("known_rights", {})
    if user.pk not in known:
        known[user.pk] = tuple(_found(user, case))
    return known[user.pk]


def _found(user: User, case: "Case") -> list[Right]:
    if not user.is_any(*PROFESSIONALS):
        return []
    found = []
    if case.worker_id == user.pk:
        found.append(Right.WORKER)
    if case.supervisor_id == user.pk:
        found.append(Right.SUPERVISOR)
    if Right.WORKER in found:  # whom nothing else opens more
        return found
    scopes = _let_in(user).filter(case=case).values_list("scope")
    glass = _broken(user).filter(case=case).values_list(models.Value(str(Right.GLASS)))
    there = {row[0] for row in scopes.union(glass)}
    return [*found, *(right for right in Right if right.value in there)]


def may(user: User, deed: str, case: "Case") -> bool:
    """Whether `user` may do a verb or holds a cell in this very case."""
    return bool(rights_for(deed) & set(rights_of(user, case)))


def allow(by: User, verb: str, *, case: "Case") -> None:
    """Refuse unless `by` may do `verb` in this case: first line of every verb on a case."""
    if not may(by, verb, case):
        raise NotAllowed(area=_("this case"))


def _let_in(user: User) -> models.QuerySet[models.Model]:
    rows = apps.get_model("casework", "CaseAccess").objects.across_areas(why="one's own ties")
    return rows.holding(timezone.now()).filter(user=user)


def _broken(user: User) -> models.QuerySet[models.Model]:
    rows = apps.get_model("casework", "GlassBreak").objects.across_areas(why="one's own ties")
    return rows.holding(timezone.now()).filter(by=user, case__isnull=False)
