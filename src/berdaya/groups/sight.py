"""Who may see which groups: those who work in an area, and those who belong to a group.

An office or a field officer reaches the groups of its area. An officer of a group (its chair,
secretary or treasurer) and a mentor hold their roles in an area too, but there they reach only
the groups with which they have a tie that stands: an office held, or a mentoring.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from berdaya.access.actions import NotAllowed
from berdaya.access.kinds import GROUP_OFFICER, MENTOR, Kind
from berdaya.access.models import NATION, NOTHING, User, within_any
from berdaya.access.roles import who_may
from berdaya.access.sight import SightedQuerySet
from berdaya.areas.codes import covers

if TYPE_CHECKING:
    from berdaya.groups.models import Group, Mentoring, Term

Row = TypeVar("Row", bound=models.Model, covariant=True)
# the rows that tie a user with such a role to a group
TIES: dict[Kind, str] = {GROUP_OFFICER: "Term", MENTOR: "Mentoring"}


class GroupRows(SightedQuerySet[Row]):
    """Groups, or rows that belong to one, which stands at `group_path` from the row."""

    cell = "group.read"
    group_path = "group"

    def visible_to(self, user: User, cell: str = "") -> Self:
        """Of the groups that `user` reaches with `cell`, by area or by a tie."""
        return self.filter(reached(user, cell or self.cell, self.group_path))

    def of(self, group: "Group") -> Self:
        return self.filter(**{self.group_path: group})


def reached(user: User, deed: str, path: str) -> Q:
    """The condition that the group at `path` ("" for itself) is one `user` reaches with `deed`."""
    before = f"{path}__" if path else ""
    found = within_any(f"{before}area__code", _areas(user, deed, besides=TIES))
    for kind, name in TIES.items():
        if codes := _areas(user, deed, only=kind):
            ties = apps.get_model("groups", name).objects.filter(user=user, until=None)
            tied = Q(**{f"{before}pk__in": ties.values("group")})
            found |= tied & within_any(f"{before}area__code", codes)
    return found or NOTHING


def tied_to(user: User) -> Q:
    """The condition that an office or a mentoring ties `user` to the group itself."""
    found = NOTHING
    held = {role.kind for role in user.current_roles}
    for kind, name in TIES.items():
        if kind in held:
            ties = apps.get_model("groups", name).objects.filter(user=user, until=None)
            found |= Q(pk__in=ties.values("group"))
    return found


def may(user: User, deed: str, group: "Group") -> bool:
    """Whether `user` may do a verb or holds a cell in this very group.

    Asks the database only where a tie decides.
    """
    if any(covers(code, group.area_id) for code in _areas(user, deed, besides=TIES)):
        return True
    tied = [
        apps.get_model("groups", name).objects.filter(group=group, user=user, until=None)
        for kind, name in TIES.items()
        if any(covers(code, group.area_id) for code in _areas(user, deed, only=kind))
    ]
    return any(rows.exists() for rows in tied)


def ties_among(
    user: User, terms: "Iterable[Term]", mentorings: "Iterable[Mentoring]"
) -> frozenset[Kind]:
    """By which roles these rows of a group, which stand, tie `user` to it."""
    rows: dict[Kind, Iterable[Any]] = {GROUP_OFFICER: terms, MENTOR: mentorings}
    return frozenset(kind for kind in TIES if any(it.user_id == user.pk for it in rows[kind]))


def may_by(user: User, deed: str, group: "Group", ties: Collection[Kind]) -> bool:
    """As `may`, where the page has the rows that tie at hand. Asks nothing."""
    codes = _areas(user, deed, besides=TIES).union(
        *(_areas(user, deed, only=kind) for kind in ties)
    )
    return any(covers(code, group.area_id) for code in codes)


def allow(by: User, verb: str, *, group: "Group") -> None:
    """Refuse unless `by` may do `verb` in this group: first line of every verb on a group."""
    if not may(by, verb, group):
        raise NotAllowed(area=group.area_id)


def _areas(
    user: User, deed: str, *, only: Kind | None = None, besides: dict[Kind, str] | None = None
) -> frozenset[str]:
    kinds = who_may(deed) - set(besides or ())
    return frozenset(
        role.area_id or NATION
        for role in user.current_roles
        if role.kind in (kinds & {only} if only else kinds)
    )
