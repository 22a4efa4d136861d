"""Which users an administrator or a field officer looks after."""

from django.db.models import Prefetch, Q, QuerySet

from berdaya.access.models import NATION, NOTHING, Invitation, Role, User, within_any
from berdaya.areas.codes import covers


def users_under(by: User) -> QuerySet[User]:
    """Users who hold or held a role that `by` looks after; everybody, for the nation's own."""
    if NATION in administered_by(by):
        return User.objects.all()
    there = NOTHING
    for role in by.current_roles:
        if role.profile.looks_after:
            inside = within_any("area__code", {role.area_id or NATION})
            there |= inside & Q(kind__in=role.profile.looks_after)
    return User.objects.filter(pk__in=Role.objects.filter(there).values("user"))


def looks_after(by: User, kind: str, area: str) -> bool:
    """Whether `by` may invite somebody to this role there, and see them leave."""
    return any(
        kind in role.profile.looks_after and covers(role.area_id or NATION, area)
        for role in by.current_roles
    )


def looks_after_all_of(by: User, user: User) -> bool:
    """Whether every role of `user` is one that `by` looks after; so that none is borrowed."""
    held = user.roles.filter(until=None)
    return all(looks_after(by, role.kind, role.area_id or NATION) for role in held)


def invitations_under(by: User) -> QuerySet[Invitation]:
    """Invitations to roles and areas that `by` looks after, those made by others too."""
    inside = within_any("area__code", by.areas_for("invitation.read"))
    kinds = {kind for role in by.current_roles for kind in role.profile.looks_after}
    there = Invitation.objects.filter(inside, Q(kind__in=kinds) | Q(made_by=by))
    return there.select_related("area", "back", "made_by", "used_by")


def administered_by(by: User) -> frozenset[str]:
    """The codes of the areas in which `by` may add users; "" for the nation."""
    return by.areas_for("user.add")


def with_roles(users: QuerySet[User]) -> QuerySet[User]:
    """Each user with `held`: the roles that have not ended, with their areas. One query more."""
    held = Role.objects.filter(until=None).select_related("area").order_by("area_id", "kind")
    return users.prefetch_related(Prefetch("roles", held, to_attr="held"))
