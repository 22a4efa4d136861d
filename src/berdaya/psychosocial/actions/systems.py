"""The systems around the client: added, changed, taken off."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before
from berdaya.psychosocial import refusals
from berdaya.psychosocial.models import System
from berdaya.psychosocial.working import at_work, off

MOST = 24  # around one client, as many as one still reads


@dataclass(frozen=True, slots=True)
class ToldSystem:
    """How the client stands to something in their surroundings."""

    name: str
    strength: str
    flow: str
    is_stressful: bool = False
    note: str = ""


@transaction.atomic
def add_system(*, case: Case, key: UUID, told: ToldSystem, by: User) -> System:
    """Add a system to the ecomap. Repeating the key adds nothing.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, AssessmentKeyInUse, TooMany.
    """
    allow(by, "psychosocial.add_system", case=case)
    case = at_work(case)
    if earlier := made_before(System, key, refusals.AssessmentKeyInUse, case_id=case.pk):
        return earlier
    rows = System.objects.across_areas(why="allowed above").of(case)
    if rows.standing().count() >= MOST:
        raise refusals.TooMany(most=MOST)
    last = rows.aggregate(last=Max("place"))["last"]
    made = _row(case, key, told, (last or 0) + 1, by)
    trace(by, "psychosocial.add_system", case)
    return made


@transaction.atomic
def change_system(*, system: System, key: UUID, told: ToldSystem, by: User) -> System:
    """Note anew how the client stands to it; the row before is taken off and kept.

    Repeating the key changes nothing.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, AssessmentKeyInUse, NotAmongKin.
    """
    allow(by, "psychosocial.change_system", case=system.case)
    case = at_work(system.case)
    if earlier := made_before(System, key, refusals.AssessmentKeyInUse, case_id=case.pk):
        return earlier
    rows = System.objects.across_areas(why="allowed above").standing()
    before = rows.filter(pk=system.pk).first()
    if before is None:
        raise refusals.NotAmongKin
    off(before)
    before.save(update_fields=["off_at"])
    made = _row(case, key, told, before.place, by)
    trace(by, "psychosocial.change_system", case)
    return made


@transaction.atomic
def take_off_system(*, system: System, by: User) -> System:
    """Take a system off the ecomap. The row is kept.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker.
    """
    allow(by, "psychosocial.take_off_system", case=system.case)
    case = at_work(system.case)
    if system.off_at is None:
        off(system)
        system.save(update_fields=["off_at"])
    trace(by, "psychosocial.take_off_system", case)
    return system


def _row(case: Case, key: UUID, told: ToldSystem, place: int, by: User) -> System:
    return System.objects.create(
        pk=key,
        case=case,
        name=told.name.strip(),
        strength=System.Strength(told.strength),
        flow=System.Flow(told.flow),
        is_stressful=told.is_stressful,
        note=told.note.strip(),
        place=place,
        by=by,
    )
