"""The first administrator, whom nobody can have allowed. Run by the system's owner alone."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import trace
from berdaya.access.models import Role, User
from berdaya.refusal import Refusal


class NotTheFirst(Refusal):
    code = "administrator-stands"
    message = _("There is an administrator of the whole country already; ask %(name)s.")


@transaction.atomic
def begin(*, username: str, name: str, password: str) -> User:
    """Enter the first administrator of the nation; all others are entered by one.

    Raises:
        NotTheFirst
    """
    standing = Role.objects.filter(kind=Role.Kind.ADMINISTRATOR, area=None, until=None)
    if first := standing.select_related("user").first():
        raise NotTheFirst(name=first.user)
    user = User.objects.create_user(
        username.strip().lower(), password=password, first_name=name
    )
    Role.objects.create(user=user, area=None, kind=Role.Kind.ADMINISTRATOR)
    trace(user, "access.begin", user)
    return user
