"""Inviting somebody by a link, helping them in again, and letting them go."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions.rights import NotAllowed, allow, trace
from berdaya.access.actions.users import OwnAccount, WiderThanYours, must_fit
from berdaya.access.kinds import Kind
from berdaya.access.models import NATION, Invitation, Role, User
from berdaya.access.register import looks_after, looks_after_all_of, users_under
from berdaya.areas.codes import covers
from berdaya.areas.models import Area
from berdaya.refusal import Refusal

GOOD_FOR = timedelta(days=7)
BACK_GOOD_FOR = timedelta(days=1)


class InvitationSpent(Refusal):
    code = "invitation-spent"
    message = _("This link was used, withdrawn or has run out. Ask for a new one.")


class NothingToLeave(Refusal):
    code = "nothing-to-leave"
    message = _("%(name)s has no role here that could end.")


@transaction.atomic
def invite(*, name: str, kind: Kind, area: Area | None, by: User) -> Invitation:
    """Make a link by which `name` enters with this role in `area`; good for a week, once.

    Raises:
        NotAllowed: `by` does not look after such a role there.
        RoleDoesNotFit
    """
    code = area.code if area else NATION
    allow(by, "access.invite", area=code)
    if not looks_after(by, kind, code):
        raise NotAllowed(area=area or _("the whole country"))
    must_fit(kind, area)
    invitation = Invitation.objects.create(
        name=name, kind=kind, area=area, made_by=by, expires_at=timezone.now() + GOOD_FOR
    )
    trace(by, "access.invite", invitation, role=kind, area=code)
    return invitation


@transaction.atomic
def invite_back(*, user: User, by: User) -> Invitation:
    """Make a link by which `user`, who forgot the password, chooses a new one; good for a day.

    Links made before for the same user stop working. The present password goes on working
    until the link is used, so that a link sent by mistake locks nobody out.

    Raises:
        NotAllowed, OwnAccount
        WiderThanYours: a role of theirs is not among those that `by` looks after.
    """
    area = _area_in_common(user, by)
    allow(by, "access.invite_back", area=area)
    if user == by:
        raise OwnAccount
    if not user.is_active or not looks_after_all_of(by, user):
        raise WiderThanYours(name=user)
    now = timezone.now()
    Invitation.objects.filter(back=user, used_at=None, withdrawn_at=None).update(
        withdrawn_at=now
    )
    invitation = Invitation.objects.create(
        name=str(user),
        back=user,
        area_id=area or None,
        made_by=by,
        expires_at=now + BACK_GOOD_FOR,
    )
    trace(by, "access.invite_back", invitation, user=str(user.pk))
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Take a link back that nobody has used.

    Raises:
        NotAllowed, InvitationSpent
    """
    allow(by, "access.withdraw_invitation", area=invitation.area_id or NATION)
    open_ones = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not open_ones.update(withdrawn_at=timezone.now()):
        raise InvitationSpent
    trace(by, "access.withdraw_invitation", invitation)


@transaction.atomic
def let_go(*, user: User, successor: User, at: datetime, by: User) -> list[Role]:
    """End the roles of `user` that `by` looks after and give them to `successor`.

    Who has no role left can no longer sign in. What they did keeps their name. A successor
    who works in an area already, with a role that covers it, gets no second one.

    Raises:
        NotAllowed, OwnAccount, NothingToLeave
    """
    if user == by:
        raise OwnAccount
    roles = leaving_roles(user, by)
    if not roles:
        raise NothingToLeave(name=user)
    if successor == user or successor not in (by, *users_under(by).filter(pk=successor.pk)):
        raise NotAllowed(area=roles[0].area or _("the whole country"))
    for role in roles:
        allow(by, "access.let_go", area=role.area_id or NATION)
        if not _works_there(successor, role):
            if successor == by:
                raise OwnAccount
            Role.objects.create(user=successor, area_id=role.area_id, kind=role.kind)
    Role.objects.filter(pk__in=[role.pk for role in roles], until=None).update(until=at)
    if not user.roles.filter(until=None).exists():
        user.is_active = False
        user.save(update_fields=["is_active"])
    areas = [role.area_id or NATION for role in roles]
    trace(by, "access.let_go", user, successor=str(successor.pk), areas=areas)
    return roles


def _works_there(successor: User, role: Role) -> bool:
    """Whether the work of `role` is part of what the successor does there already."""
    area = role.area_id or NATION
    if role.kind == Kind.VOLUNTEER:
        return successor.may("assessment.add", area=area)
    same = [it for it in successor.current_roles if it.kind == role.kind]
    return any(covers(it.area_id or NATION, area) for it in same)


def leaving_roles(user: User, by: User) -> list[Role]:
    """The roles of `user` that `by` may see end."""
    held = user.roles.filter(until=None).select_related("area").order_by("area_id", "kind")
    return [role for role in held if looks_after(by, role.kind, role.area_id or NATION)]


def _area_in_common(user: User, by: User) -> str:
    """An area of `user` that `by` looks after; refused where there is none."""
    roles = leaving_roles(user, by)
    if roles:
        return roles[0].area_id or NATION
    if NATION in by.areas_for("user.add"):
        return NATION
    raise NotAllowed(area=_("the whole country"))
