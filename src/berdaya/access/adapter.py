"""How sign-in differs here from allauth's defaults."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves: an administrator gives the account and its area."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **_more: object) -> bool:
        """Who signed in a moment ago is not asked for the password again."""
        moment = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        signed_in = get_authentication_records(self.request, self.request.user)
        return not any(record["at"] > moment for record in signed_in)
