"""Taking figures out as a file leaves a trace."""

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.areas.models import Area


@transaction.atomic
def export_objectives(*, area: Area | None, what: str, by: User) -> None:
    """Note that `by` takes `what` of an area (None: the nation) out as a file.

    Raises:
        NotAllowed.
    """
    allow(by, "objectives.export_objectives", area=area.code if area else "")
    trace(by, "objectives.export_objectives", area or by, what=what)
