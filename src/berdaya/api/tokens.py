"""From a secret to the person who acts, seen through the area of the token."""

import hashlib
import secrets
from collections.abc import Iterable

from django.utils import timezone

from berdaya.access.models import NATION, Role, User
from berdaya.api.models import Token
from berdaya.areas.codes import covers

PREFIX = "berdaya_"  # so that a secret left in a file is recognised as one


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """SHA-256 suffices: the secret is drawn, not chosen, and cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(secret: str) -> Token | None:
    """The token of this secret while it stands; its user acts with the token's area only."""
    if not secret.startswith(PREFIX):
        return None
    today = timezone.localdate()
    token = (
        Token.objects.filter(digest=digest_of(secret), ended_at=None, expires_on__gte=today)
        .filter(user__is_active=True)
        .select_related("user")
        .first()
    )
    if token is None:
        return None
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    token.user.current_roles = list(narrowed(token.user, token.area_id or NATION))
    return token if token.user.current_roles else None


def narrowed(user: User, area: str) -> Iterable[Role]:
    """The roles of `user` as far as they reach into `area`."""
    for role in user.current_roles:
        held = role.area_id or NATION
        if covers(held, area):
            yield Role(user=user, kind=role.kind, area_id=area or None)
        elif covers(area, held):
            yield role
