"""Register families that were made ready before: the fast way of large files."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.people.intake import Ready, refuse_wrong_areas
from berdaya.people.models import Family, Membership, Person
from berdaya.rows import insert_ready, new_row
from berdaya.tallies.counting import append


@transaction.atomic
def register_ready_families(*, ready: Ready, areas: Mapping[UUID, str], by: User) -> None:
    """Register families of `intake.ready_families`; `areas` says by their keys where they live.

    What others may have written since is refused by the database: nobody bears a number twice.

    Raises:
        NotAllowed, UnknownArea, AreaTooWide, IntegrityError.
    """
    for area in sorted(set(areas.values())):
        allow(by, "people.register_ready_families", area=area)
    refuse_wrong_areas(set(areas.values()))
    living = [areas[key] for key in ready.keys]
    insert_ready(Family, {**ready.families, "area_id": living})
    insert_ready(Person, {**ready.persons, "area_id": [living[home] for home in ready.homes]})
    insert_ready(Membership, ready.memberships)
    append("families", 0, {(area, "all"): count for area, count in Counter(living).items()})
    first = new_row(Family, {"id": ready.keys[0], "area_id": living[0]})
    count = {"families": len(living), "persons": len(ready.homes)}
    trace(by, "people.register_ready_families", first, **count)
