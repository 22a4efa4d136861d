"""Coming in by an invitation: whoever opens the link acts, and nobody is signed in yet."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from berdaya.access.actions import InvitationSpent, UsernameTaken, trace
from berdaya.access.models import NATION, Invitation, Role, User
from berdaya.access.register import looks_after, looks_after_all_of


@transaction.atomic
def join(*, invitation: Invitation, name: str, username: str, password: str) -> User:
    """Make the account that the invitation promises, with its role. Once.

    Raises:
        InvitationSpent, UsernameTaken
    """
    host, area = invitation.made_by, invitation.area_id or NATION
    if not host.is_active or not looks_after(host, invitation.kind, area):
        raise InvitationSpent  # who invited may no longer do so
    username = username.strip().lower()
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, password=password, first_name=name)
    except IntegrityError:
        raise UsernameTaken(username=username) from None
    _use(invitation, user)
    Role.objects.create(user=user, area_id=invitation.area_id, kind=invitation.kind)
    trace(user, "access.join", user, invitation=str(invitation.pk))
    return user


@transaction.atomic
def choose_password(*, invitation: Invitation, password: str) -> User:
    """Give whom the invitation lets back in a password of their own. Once.

    Raises:
        InvitationSpent
    """
    user = invitation.back
    if user is None or not user.is_active or not looks_after_all_of(invitation.made_by, user):
        raise InvitationSpent
    _use(invitation, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    trace(user, "access.choose_password", user, invitation=str(invitation.pk))
    return user


def _use(invitation: Invitation, user: User) -> None:
    """Of two who press the button at once, one comes in."""
    now = timezone.now()
    left = Invitation.objects.filter(
        pk=invitation.pk, used_at=None, withdrawn_at=None, expires_at__gt=now
    )
    if not left.update(used_at=now, used_by=user):
        raise InvitationSpent
