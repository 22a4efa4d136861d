"""Who calls, and where their token reaches."""

from django.http import HttpRequest

from berdaya.access.models import User
from berdaya.areas.models import Area


def caller(request: HttpRequest) -> User:
    """The person for whom the program acts."""
    assert isinstance(request.user, User)
    return request.user


def asked_in(request: HttpRequest) -> Area | User:
    """What a look at a list is noted about: the token's area, or for the nation its holder."""
    return request.token.area or caller(request)  # type: ignore[attr-defined]  # set before
