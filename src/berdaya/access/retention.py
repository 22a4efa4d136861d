"""How long notes are kept, in one place, and the forgetting of what is older."""

from datetime import datetime, timedelta

from berdaya.access.models import Invitation, Look

# what was changed is kept for ever: it explains the data. Who looked is kept long enough to
# answer a family's question; links that nobody can use any more serve no one
LOOKS_KEPT = timedelta(days=2 * 365)
INVITATIONS_KEPT = timedelta(days=180)


def forget(now: datetime) -> int:
    """Remove notes older than their time; how many."""
    looks, _ = Look.objects.filter(at__lt=now - LOOKS_KEPT).delete()
    invitations, _ = Invitation.objects.filter(expires_at__lt=now - INVITATIONS_KEPT).delete()
    return int(looks + invitations)
