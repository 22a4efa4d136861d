"""Referrals as counts by area: a need that was spoken, and one that was turned away."""

from django.utils import timezone

from berdaya.areas.codes import at_level
from berdaya.areas.models import Area
from berdaya.services.coverage import MADE as MADE
from berdaya.services.coverage import REFUSED as REFUSED
from berdaya.services.models import Referral
from berdaya.tallies.counting import append


def note_need(referral: Referral, series: str) -> None:
    """Count a referral in each cell of its service; one of a case in the regency alone.

    A village has few cases: a count that moves there could tell that there is one. Of a group
    nothing is counted: the report is about families and persons.
    """
    if referral.group_id:
        return
    level = Area.Level.REGENCY if referral.is_secret else Area.Level.RT
    area = at_level(referral.area_id, level)
    cells = referral.service.cells.values_list("function", "field")
    counts = {(area, f"{function}.{field}"): 1 for function, field in cells}
    append(series, timezone.localdate().year, counts)
