"""Giving out a token and taking it back."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.api.models import Token
from berdaya.api.scopes import scopes as all_scopes
from berdaya.api.tokens import digest_of, new_secret
from berdaya.areas.models import Area
from berdaya.refusal import Refusal


class NotYourToken(Refusal):
    code = "token-of-another"
    message = _("This token belongs to somebody else.")


class UnknownScope(Refusal):
    code = "token-unknown-scope"
    message = _("Choose what the token is for.")


class TokenWithoutEnd(Refusal):
    code = "token-without-end"
    message = _("Choose a last day that is still to come.")


@transaction.atomic
def issue_token(
    *, name: str, scopes: Sequence[str], area: Area | None, expires_on: date, by: User
) -> tuple[Token, str]:
    """Make a token for `by`; the secret comes back this once and is kept nowhere.

    Raises:
        NotAllowed, UnknownScope, TokenWithoutEnd
    """
    allow(by, "api.issue_token", area=area.code if area else NATION)
    if not scopes or not {code for code, _words in all_scopes()}.issuperset(scopes):
        raise UnknownScope
    if expires_on <= timezone.localdate():
        raise TokenWithoutEnd
    secret = new_secret()
    token = Token.objects.create(
        user=by,
        name=name,
        digest=digest_of(secret),
        scopes=sorted(scopes),
        area=area,
        expires_on=expires_on,
    )
    trace(by, "api.issue_token", token, scopes=token.scopes, area=token.area_id or NATION)
    return token, secret


@transaction.atomic
def end_token(*, token: Token, by: User) -> Token:
    """End a token for ever; ending it again changes nothing.

    Raises:
        NotAllowed, NotYourToken
    """
    allow(by, "api.end_token", area=token.area_id or NATION)
    if token.user_id != by.pk:
        raise NotYourToken
    now = timezone.now()
    if Token.objects.filter(pk=token.pk, ended_at=None).update(ended_at=now):
        token.ended_at = now
        trace(by, "api.end_token", token)
    return token
