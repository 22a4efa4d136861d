"""Who may see which referral.

One that was made from the open page of a family: who made it, and those who may read such
families by name in its area. One made in secret, for a case: who made it, and whom a room above
lets in by `opened_also_to`. Role and area alone open nothing of it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from berdaya.access.actions import NotAllowed
from berdaya.access.models import NOTHING, User
from berdaya.access.sight import SightedQuerySet

if TYPE_CHECKING:
    from berdaya.services.models import Referral

Opens = Callable[[User, str], Q]  # who asks, and for which verb or cell -> which referrals
_opened: list[Opens] = []


def opened_also_to(condition: Opens) -> None:
    """Let a room above say, when it starts, which further referrals it opens to whom."""
    _opened.append(condition)


class ReferralRows(SightedQuerySet["Referral"]):
    cell = "referral.read"

    def visible_to(self, user: User, cell: str = "") -> Self:
        deed = cell or self.cell
        found = Q(is_secret=False) & user.sight_of(self.area_path, deed)
        found |= Q(by=user) if user.may_anywhere(deed) else NOTHING
        for condition in _opened:
            found |= condition(user, deed)
        return self.filter(found)


def may(user: User, deed: str, referral: "Referral") -> bool:
    """Whether `user` may do a verb or holds a cell of this very referral. One query."""
    from berdaya.services.models import Referral  # noqa: PLC0415  # rows stand on their sight

    return Referral.objects.visible_to(user, deed).filter(pk=referral.pk).exists()


def allow(by: User, verb: str, *, referral: "Referral") -> None:
    """Refuse unless `by` may do `verb` to this referral: first line of every verb on one."""
    if not may(by, verb, referral):
        raise NotAllowed(area=referral.area_id)
