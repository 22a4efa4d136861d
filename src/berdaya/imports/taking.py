"""From a plan to families and assessments, through the verbs of their rooms."""

from collections import defaultdict
from dataclasses import replace

from berdaya.access.models import User
from berdaya.areas.actions import ensure_neighbourhoods
from berdaya.areas.models import Area
from berdaya.imports.answers import INSTRUMENT
from berdaya.imports.heads import change_heads
from berdaya.imports.models import Upload
from berdaya.imports.plan import NO_PLACE, Place, Plan
from berdaya.people.actions import register_families
from berdaya.surveys.actions import record_assessments


def take_in(plan: Plan, upload: Upload, *, door: str, by: User) -> None:
    """Register the planned families, note new heads, and record the answers."""
    if plan.families:
        _register(plan, door=door, by=by)
    change_heads(plan.new_heads, upload.surveyed_on, upload.filename, by)
    entries = [
        replace(entry, provenance={**entry.provenance, "file": str(upload.pk)})
        for entry in plan.entries
    ]
    if entries:
        record_assessments(entries=entries, instrument=INSTRUMENT, door=door, by=by)


def _register(plan: Plan, *, door: str, by: User) -> None:
    named: dict[str, set[Place]] = defaultdict(set)
    for planned in plan.families:
        named[planned.village].add(planned.place)
    places: dict[tuple[str, Place], str] = {}
    villages = Area.objects.in_bulk(named)
    for code, some in named.items():  # a portion is sorted by village and touches few
        if some := some - {NO_PLACE}:
            found = ensure_neighbourhoods(village=villages[code], places=some, by=by)
            places |= {(code, place): area.code for place, area in found.items()}
    families = [
        replace(it.family, area=places.get((it.village, it.place), it.village))
        for it in plan.families
    ]
    register_families(families=families, door=door, by=by)
