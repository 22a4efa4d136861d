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
from berdaya.imports.planned import NO_PLACE, Place, Plan
from berdaya.people.actions import register_families, register_ready_families
from berdaya.people.models import Family
from berdaya.rows import new_row
from berdaya.surveys.actions import record_assessments
from berdaya.surveys.answers import Prepared


def take_in(plan: Plan, upload: Upload, *, door: str, by: User) -> None:
    """Register the planned families, note new heads, and record the answers."""
    homes = {it.family.key: (it.village, it.place) for it in plan.families}
    homes |= plan.packed.homes if plan.packed else {}
    areas = _areas(homes, by)
    if plan.packed:
        living = {key: areas[key] for key in plan.packed.homes}
        register_ready_families(ready=plan.packed.ready, areas=living, by=by)
    if plan.families:
        families = [replace(it.family, area=areas[it.family.key]) for it in plan.families]
        register_families(families=families, door=door, by=by)
    change_heads(plan.new_heads, upload.surveyed_on, upload.filename, by)
    entries = [_living(one, areas) for one in plan.entries]
    if entries:
        record_assessments(
            entries=[one.entry for one in entries],
            instrument=INSTRUMENT,
            door=door,
            by=by,
            coming={one.entry.key: one for one in entries if one.entry.family.pk in areas},
        )


def _areas(homes: Mapping[UUID, tuple[str, Place]], by: User) -> dict[UUID, str]:
    """The codes of the areas, in their villages, where families live."""
    named: dict[str, set[Place]] = defaultdict(set)
    for code, place in homes.values():
        named[code].add(place)
    places: dict[tuple[str, Place], str] = {}
    villages = Area.objects.in_bulk(named)
    for code, some in named.items():  # a portion is sorted by village and touches few
        if some := some - {NO_PLACE}:
            found = ensure_neighbourhoods(village=villages[code], places=some, by=by)
            places |= {(code, place): area.code for place, area in found.items()}
    return {key: places.get(home, home[0]) for key, home in homes.items()}


def _living(planned: Prepared, areas: Mapping[UUID, str]) -> Prepared:
    """The same answers, of a new family as it stands now."""
    entry = planned.entry
    if entry.family.pk not in areas:
        return planned
    values = {"id": entry.family.pk, "area_id": areas[entry.family.pk]}
    family = new_row(Family, {**values, "head_name": entry.family.head_name})
    return replace(planned, entry=replace(entry, family=family))
