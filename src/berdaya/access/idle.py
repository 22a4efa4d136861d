"""Phones and office computers are shared: who does nothing for long must sign in again."""

import time

from django.contrib.sessions.backends.base import SessionBase

from berdaya.access.models import User

SEEN = "seen"  # in the session, seconds since 1970; from the first change of it on
STEPS = 10  # so many times within the allowed pause the session is written, not at every page


def was_idle_too_long(user: User, session: SessionBase) -> bool:
    """Whether the last page lies further back than the strictest of the user's roles allows."""
    now = time.time()
    signed_in = user.last_login.timestamp() if user.last_login else now
    pause = now - session.get(SEEN, signed_in)
    allowed = 60 * min(role.profile.idle_minutes for role in user.current_roles)
    if pause > allowed:
        return True
    if pause > allowed / STEPS:
        session[SEEN] = now
    return False
