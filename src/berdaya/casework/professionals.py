"""Social workers and supervisors of an area, and how many cases each carries."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from berdaya.access.kinds import SOCIAL_WORKER, SUPERVISOR, Kind
from berdaya.access.models import NATION, Role, User, within_any
from berdaya.areas.codes import ancestors, covers
from berdaya.casework.models import Case
from berdaya.casework.models.cases import Cases


def is_one(user: User, kind: Kind, area: str) -> bool:
    """Whether a user has this role where `area` lies. Asks for their roles once."""
    return user.is_active and any(
        role.kind == kind and covers(role.area_id or NATION, area)
        for role in user.current_roles
    )


def professionals(area: str, *kinds: Kind) -> QuerySet[User]:
    """Users with one of these roles where `area` lies, by name."""
    codes = [*ancestors(area), area]
    users = User.objects.filter(
        is_active=True,
        roles__until=None,
        roles__kind__in=kinds or (SOCIAL_WORKER, SUPERVISOR),
        roles__area__in=codes,
    )
    return users.distinct().order_by("first_name", "pk")


def load_of(users: Iterable[User]) -> dict[object, int]:
    """How many cases that are not closed each of them carries. One query."""
    rows = Case.objects.across_areas(why="a load tells of no client").standing()
    counted = rows.filter(worker__in=list(users)).values_list("worker").annotate(n=Count("pk"))
    return dict(counted.order_by())


def is_left(case: Case) -> bool:
    """Whether who supervises a case serves as a supervisor nowhere any more."""
    return not (case.supervisor.is_active and case.supervisor.is_any(SUPERVISOR))


def left_cases(codes: Iterable[str]) -> Cases:
    """Cases in these areas that are left so: for a count, and for the verb that takes them over."""
    serving = Role.objects.filter(kind=SUPERVISOR, until=None, user__is_active=True)
    rows = Case.objects.across_areas(why="a count tells of no client").standing()
    return rows.filter(within_any("area__code", frozenset(codes))).exclude(
        supervisor__in=serving.values("user")
    )
