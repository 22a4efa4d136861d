"""Taking figures out of the system leaves a trace."""

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.areas.models import Area


@transaction.atomic
def export_board(*, area: Area | None, what: str, by: User) -> None:
    """Note that `by` takes `what` of an area (None: the nation) out as a file.

    Raises:
        NotAllowed.
    """
    allow(by, "insights.export_board", area=area.code if area else "")
    trace(by, "insights.export_board", area or by, what=what)


@transaction.atomic
def export_families(*, area: Area, what: str, by: User) -> None:
    """Note that `by` takes the families of an area out as a file.

    Raises:
        NotAllowed.
    """
    allow(by, "insights.export_families", area=area.code)
    trace(by, "insights.export_families", area, what=what)
