"""Figures of services that are taken out."""

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.areas.models import Area


@transaction.atomic
def export_coverage(*, area: Area | None, by: User) -> None:
    """Note that somebody takes the coverage of an area out, None the nation.

    Raises:
        NotAllowed
    """
    allow(by, "services.export_coverage", area=area.code if area else NATION)
    trace(by, "services.export_coverage", area or by)
