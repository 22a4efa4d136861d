"""The second step of signing in, for those who see much; others may add it."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User

KNOWN = "second-factor"  # in the session: it was set up, no need to look again


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """How codes are kept here, and who may not give them up."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Type the one the app shows now."),
    }

    def encrypt(self, text: str) -> str:
        """What makes the codes is not to be read from a copy of the database."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _locks().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_required_of(authenticator.user)


def _locks() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [sha256(f"second factor:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


def is_required_of(user: User) -> bool:
    """Whether one of the user's roles demands it. The example world only offers it."""
    roles = user.current_roles
    return not settings.DEMO and any(role.profile.second_factor for role in roles)


def is_missing(user: User, session: SessionBase) -> bool:
    """Whether the user must set it up before anything is shown. One query until it stands."""
    if session.get(KNOWN) or not is_required_of(user):
        return False
    if not has_one(user):
        return True
    session[KNOWN] = True
    return False


def has_one(user: User) -> bool:
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return bool(found.exists())
