"""Who reaches a review by a colleague. A row ties a user to it; the table says what a tie opens.

The reviewer looks at the case without names while it is given to them, and reads afterwards what
they wrote. The worker it is about reads it once it is written, as long as the case is theirs.
The case's supervisor sees how it goes. Whoever works on a case, or supervises it, is no reviewer of it.
"""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import NotAllowed
from berdaya.access.models import NOTHING, User
from berdaya.access.verbs import VERBS

if TYPE_CHECKING:
    from berdaya.supervision.models import PeerReview

READ, CHANGE = "peer-review.read", "peer-review.change"


def reached(user: User, deed: str) -> Q:
    """The condition that a review is one that `user` reaches with a verb or a cell."""
    if not user.may_anywhere(deed):
        return NOTHING
    cell = VERBS.get(deed, deed)
    own = Q(pick__case__worker=user) | Q(pick__case__supervisor=user)
    given = Q(reviewer=user, ended_at=None) & ~own
    about = Q(pick__worker=user, pick__case__worker=user, finding__isnull=False)
    if cell == CHANGE:
        return about
    if cell == READ:
        open_or_written = Q(until__gt=timezone.now()) | Q(finding__isnull=False)
        return about | Q(pick__case__supervisor=user) | (given & open_or_written)
    return given & Q(until__gt=timezone.now())


def allow(by: User, verb: str, *, review: "PeerReview") -> None:
    """Refuse unless `by` may do `verb` with this review."""
    rows = type(review).objects.across_areas(why="the condition asks for whom")
    if not rows.filter(reached(by, verb), pk=review.pk).exists():
        raise NotAllowed(area=_("this review"))
