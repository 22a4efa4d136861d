"""That a client has one open case where they live, and who may be told of it (decision 42)."""

from berdaya.access.kinds import SUPERVISOR
from berdaya.access.models import User
from berdaya.casework import refusals
from berdaya.casework.models import Case
from berdaya.casework.models.subjects import Concern
from berdaya.casework.professionals import is_one
from berdaya.casework.sight import rights_of


def open_beside(concern: Concern, area: str) -> list[Case]:
    """Open cases of the same client in this area, or of a supervisor who is one there."""
    rows = Case.objects.across_areas(why="whoever may not know of them is not told").standing()
    found = rows.about_same(concern).select_related("worker", "supervisor")
    return [it for it in found if it.area_id == area or oversees(it, area)]


def oversees(case: Case, area: str) -> bool:
    """Whether the supervisor of a case is one where somebody lives."""
    return is_one(case.supervisor, SUPERVISOR, area)


def refuse_seen(cases: list[Case], by: User) -> None:
    """Raises OpenAlready where `by` sees one of these cases."""
    for one in cases:
        if rights_of(by, one):
            raise refusals.OpenAlready(name=one.worker or one.supervisor)
