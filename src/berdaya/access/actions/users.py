"""Users and their roles, as administrators look after them."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions.rights import NotAllowed, allow, may, trace
from berdaya.access.kinds import PROFILES, Kind
from berdaya.access.models import NATION, Role, User
from berdaya.access.register import users_under
from berdaya.areas.codes import level_of
from berdaya.areas.models import Area
from berdaya.refusal import Refusal


class UsernameTaken(Refusal):
    code = "username-taken"
    message = _("The user name “%(username)s” is taken. Choose another one.")


class RoleDoesNotFit(Refusal):
    code = "role-does-not-fit"
    message = _("The role “%(role)s” cannot be given for %(area)s. Choose a fitting area.")


class OwnAccount(Refusal):
    code = "own-account"
    message = _(
        "Nobody changes their own roles or sets their own password here. Ask another "
        "administrator; you can change your password in your account."
    )


class WiderThanYours(Refusal):
    code = "wider-than-yours"
    message = _(
        "%(name)s also works outside your areas. Ask an administrator who looks after all of them."
    )


class RoleEnded(Refusal):
    code = "role-ended"
    message = _("This role has ended already.")


@transaction.atomic
def add_user(
    *, username: str, name: str, password: str, kind: Kind, area: Area | None, by: User
) -> User:
    """Enter a user with a first role in `area`; None is the whole country.

    Raises:
        NotAllowed: `by` is no administrator of the area.
        RoleDoesNotFit, UsernameTaken
    """
    allow(by, "access.add_user", area=_code(area))
    must_fit(kind, area)
    username = username.strip().lower()
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, password=password, first_name=name)
    except IntegrityError:
        raise UsernameTaken(username=username) from None
    Role.objects.create(user=user, area=area, kind=kind)
    trace(by, "access.add_user", user, role=kind, area=_code(area))
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: User) -> User:
    """Give a user a new password, which ends their sessions everywhere.

    Whoever knows the password acts in all areas of the user, so `by` must be an
    administrator of every one of them: else a colleague's wider role could be borrowed.

    Raises:
        NotAllowed, WiderThanYours, OwnAccount
    """
    for area in _areas_within_reach(user, by):
        allow(by, "access.set_password", area=area)
    if user == by:
        raise OwnAccount
    user.set_password(password)
    user.save(update_fields=["password"])
    trace(by, "access.set_password", user)
    return user


@transaction.atomic
def remove_second_factor(*, user: User, by: User) -> None:
    """Take away the second step of signing in of somebody whose telephone is lost.

    Raises:
        NotAllowed, WiderThanYours, OwnAccount
    """
    for area in _areas_within_reach(user, by):
        allow(by, "access.remove_second_factor", area=area)
    if user == by:
        raise OwnAccount
    Authenticator.objects.filter(user=user).delete()
    trace(by, "access.remove_second_factor", user)


@transaction.atomic
def give_role(*, user: User, kind: Kind, area: Area | None, by: User) -> Role:
    """Give a user a role in `area`; None is the whole country. One held already is returned.

    Raises:
        NotAllowed: `by` is no administrator of the area, or does not see the user.
        OwnAccount, RoleDoesNotFit
    """
    allow(by, "access.give_role", area=_code(area))
    if not users_under(by).filter(pk=user.pk).exists():
        raise NotAllowed(area=_code(area))
    if user == by:
        raise OwnAccount
    must_fit(kind, area)
    role, is_new = Role.objects.get_or_create(user=user, area=area, kind=kind, until=None)
    if is_new:
        trace(by, "access.give_role", role, user=str(user.pk), role=kind, area=_code(area))
    return role


@transaction.atomic
def end_role(*, role: Role, at: datetime, by: User) -> Role:
    """End a role; what was done with it stays.

    Raises:
        NotAllowed, OwnAccount, RoleEnded
    """
    allow(by, "access.end_role", area=role.area_id or NATION)
    if role.user_id == by.pk:
        raise OwnAccount
    if not Role.objects.filter(pk=role.pk, until=None).update(until=at):
        raise RoleEnded
    role.until = at
    trace(by, "access.end_role", role, user=str(role.user_id))
    return role


def _code(area: Area | None) -> str:
    return area.code if area else NATION


def must_fit(kind: Kind, area: Area | None) -> None:
    if level_of(_code(area)) not in PROFILES[kind].levels:
        raise RoleDoesNotFit(role=kind.label, area=area or _("the whole country"))


def _areas_within_reach(user: User, by: User) -> set[str]:
    """The areas of `user`, all of which `by` must look after to act for them."""
    areas = _areas_of(user)
    held = [may(by, "user.change", area=area) for area in areas]
    if any(held) and not all(held):
        raise WiderThanYours(name=user)
    return areas


def _areas_of(user: User) -> set[str]:
    """Where this user acts; for one who no longer does, where they did."""
    roles = list(user.roles.all())
    standing = [role for role in roles if role.until is None] or roles
    return {role.area_id or NATION for role in standing} or {NATION}
