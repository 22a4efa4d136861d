"""What other rooms ask about capital: facts without a viewer, of a group that they have in sight."""

from dataclasses import dataclass
from datetime import date

from berdaya.capital.models import Stage
from berdaya.groups.models import Group


@dataclass(frozen=True, slots=True)
class Granted:
    """What one source gave a group, over all its applications."""

    source: str  # of sources.yaml
    amount: int
    since: date  # of the first


def granted_until(group: Group, day: date) -> list[Granted]:
    """What was granted to a group until a day, by source, the oldest first. One query."""
    rows = Stage.objects.across_areas(why="of a group that the asker has in sight").filter(
        application__group=group, kind=Stage.Kind.GRANTED, on__lte=day
    )
    columns = ("application__call__source", "amount", "on")
    found: dict[str, Granted] = {}
    for source, amount, on in rows.order_by("on", "recorded_at").values_list(*columns):
        first = found.get(source, Granted(source, 0, on))
        found[source] = Granted(source, first.amount + amount, first.since)
    return list(found.values())
