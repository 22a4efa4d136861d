"""How sign-in differs here from allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves: an administrator gives the account and its area."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
