"""From a plan to families and assessments, through the verbs of their rooms."""

from dataclasses import replace

from berdaya.access.models import User
from berdaya.areas.actions import ensure_neighbourhoods
from berdaya.areas.models import Area
from berdaya.imports.answers import INSTRUMENT
from berdaya.imports.plan import NO_PLACE, Plan
from berdaya.people.actions import register_families
from berdaya.surveys.actions import record_assessments


def take_in(plan: Plan, village: Area, *, door: str, by: User) -> None:
    """Register the planned families and record their answers."""
    if plan.families:
        _register(plan, village, door=door, by=by)
    if plan.entries:
        record_assessments(entries=plan.entries, instrument=INSTRUMENT, door=door, by=by)


def _register(plan: Plan, village: Area, *, door: str, by: User) -> None:
    named = {planned.place for planned in plan.families} - {NO_PLACE}
    places = ensure_neighbourhoods(village=village, places=named, by=by) if named else {}
    families = [
        replace(
            planned.family,
            area=places[planned.place].code if planned.place in places else village.code,
        )
        for planned in plan.families
    ]
    register_families(families=families, door=door, by=by)
