"""From a plan to families and assessments, through the verbs of their rooms."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from berdaya.access.models import User
from berdaya.areas.actions import ensure_neighbourhoods
from berdaya.areas.models import Area
from berdaya.imports.answers import INSTRUMENT
from berdaya.imports.heads import change_heads
from berdaya.imports.models import Upload
from berdaya.imports.plan import NO_PLACE, Place, Plan
from berdaya.people.actions import register_families
from berdaya.people.models import Family
from berdaya.surveys.actions import record_assessments
from berdaya.surveys.answers import Prepared


def take_in(plan: Plan, upload: Upload, *, door: str, by: User) -> None:
    """Register the planned families, note new heads, and record the answers."""
    registered = _register(plan, door=door, by=by) if plan.families else {}
    change_heads(plan.new_heads, upload.surveyed_on, upload.filename, by)
    entries = [_of(one, registered, upload) for one in plan.entries]
    if entries:
        record_assessments(
            entries=[one.entry for one in entries],
            instrument=INSTRUMENT,
            door=door,
            by=by,
            coming={one.entry.key: one for one in entries if one.entry.family.pk in registered},
        )


def _of(planned: Prepared, registered: Mapping[UUID, Family], upload: Upload) -> Prepared:
    """The same answers, of the family as it stands now and of this file."""
    entry = planned.entry
    family = registered.get(entry.family.pk, entry.family)
    provenance = {**entry.provenance, "file": str(upload.pk)}
    return replace(planned, entry=replace(entry, family=family, provenance=provenance))


def _register(plan: Plan, *, door: str, by: User) -> dict[UUID, Family]:
    """The families as they stand now, by their keys."""
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
    registered = register_families(families=families, door=door, by=by)
    return {family.pk: family for family in registered}
