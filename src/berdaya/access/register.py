"""Which users an administrator looks after."""

from django.db.models import Prefetch, QuerySet

from berdaya.access.models import NATION, Role, User, within_any


def users_under(by: User) -> QuerySet[User]:
    """Users who hold or held a role in the areas that `by` administers; all, for the nation's."""
    codes = administered_by(by)
    if NATION in codes:
        return User.objects.all()
    there = Role.objects.filter(within_any("area__code", codes))
    return User.objects.filter(pk__in=there.values("user"))


def administered_by(by: User) -> frozenset[str]:
    """The codes of the areas in which `by` may add users; "" for the nation."""
    return by.areas_for("user.add")


def with_roles(users: QuerySet[User]) -> QuerySet[User]:
    """Each user with `held`: the roles that have not ended, with their areas. One query more."""
    held = Role.objects.filter(until=None).select_related("area").order_by("area_id", "kind")
    return users.prefetch_related(Prefetch("roles", held, to_attr="held"))
