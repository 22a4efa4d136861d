"""Taking the report of a village out of the system."""

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.areas.models import Area


@transaction.atomic
def export_village(*, village: Area, what: str, by: User) -> None:
    """Note that `by` takes out the monthly report of a village.

    Raises:
        NotAllowed.
    """
    allow(by, "reports.export_village", area=village.code)
    trace(by, "reports.export_village", village, what=what)
