"""For the officer: how much was proposed, taken up, declined, and how much of it moved."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from berdaya.access.models import User, within_any
from berdaya.areas.codes import covers
from berdaya.areas.models import Area
from berdaya.followups.models import Decision
from berdaya.followups.proposals import MOVED, latest_of, state_of
from berdaya.rules.instruments.definition import Item, load
from berdaya.surveys.models import Assessment, Standing
from berdaya.tallies.counting import totals

INSTRUMENT = "keluarga-sejahtera"
MOST_VILLAGES = 100
Matter = tuple[UUID, str]  # a family and one of its unmet items


@dataclass(frozen=True, slots=True)
class Row:
    """One village in one year. The unit is an unmet item of a family, not a single step."""

    village: Area
    proposed: int
    taken_up: int
    declined: int
    asked_again: int  # of those taken up: asked in a later survey
    moved: int  # of these: met there


def villages_of(user: User) -> list[Area]:
    """The villages whose counts the user may see, by name."""
    codes = user.areas_for("follow-up.count")
    villages = Area.objects.standing().filter(level=Area.Level.VILLAGE)
    return list(villages.filter(within_any("code", codes)).order_by("name")[:MOST_VILLAGES])


def counts_in(villages: Sequence[Area], year: int) -> list[Row]:
    """One row for each village. Four queries, however many villages.

    What was decided on stays proposed, though a later survey of the year found it met.
    """
    if not villages:
        return []
    series = f"{INSTRUMENT}.{load(INSTRUMENT).outputs[0].name}.blocked"
    proposed = totals(series, year, [one.code for one in villages])
    last = _last_words([one.code for one in villages], year)
    later = _later([one for one in last if one.act == Decision.Act.TAKEN_UP])
    open_now = _open_now([one.assessment.family_id for one in last], year)
    counted = {one.code: _counted(_within(last, one), later, open_now) for one in villages}
    return [
        Row(
            village=one,
            proposed=max(0, sum(proposed[one.code].values())) + counted[one.code]["settled"],
            taken_up=counted[one.code]["taken"],
            declined=counted[one.code]["declined"],
            asked_again=counted[one.code]["again"],
            moved=counted[one.code][MOVED],
        )
        for one in villages
    ]


def _last_words(codes: Sequence[str], year: int) -> list[Decision]:
    """The last word on each step proposed in surveys of the year there."""
    rows = Decision.objects.across_areas(why="the villages were chosen by who may count")
    rows = rows.filter(within_any("area__code", codes), assessment__instrument=INSTRUMENT)
    rows = rows.filter(assessment__conducted_on__year=year).select_related("assessment")
    return latest_of(rows.order_by("-decided_on", "-recorded_at", "-pk"))


def _open_now(families: Sequence[UUID], year: int) -> set[Matter]:
    """What holds these families back by the result that counts for the year. One query."""
    rows = Standing.objects.across_areas(why="of families in the villages chosen")
    rows = rows.filter(instrument=INSTRUMENT, year=year, person=None, family__among=families)
    return {
        (family, item)
        for family, items in rows.values_list("family_id", "blocked_by")
        for item in items.split(",")
    }


def _within(rows: Iterable[Decision], village: Area) -> list[Decision]:
    return [one for one in rows if covers(village.code, one.area_id)]


def _later(taken: Sequence[Decision]) -> dict[UUID, list[Assessment]]:
    """The surveys of these families that stand, oldest first. One query."""
    if not taken:
        return {}
    families = {one.assessment.family_id for one in taken}
    since = min(one.assessment.conducted_on for one in taken)
    rows = Assessment.objects.across_areas(why="of families in the villages chosen").standing()
    areas = {one.area_id for one in taken}
    found: dict[UUID, list[Assessment]] = defaultdict(list)
    rows = rows.filter(instrument=INSTRUMENT, person=None, conducted_on__gt=since)
    for one in rows.filter(within_any("area__code", areas)).order_by("conducted_on"):
        if one.family_id in families:
            found[one.family_id].append(one)
    return found


def _counted(
    rows: Iterable[Decision], later: dict[UUID, list[Assessment]], open_now: set[Matter]
) -> Counter[str]:
    matters: dict[Matter, list[Decision]] = defaultdict(list)
    for one in rows:
        matters[one.assessment.family_id, one.item].append(one)
    count: Counter[str] = Counter()
    for (family, code), decided in matters.items():
        count["settled"] += (family, code) not in open_now
        taken = [one for one in decided if one.act == Decision.Act.TAKEN_UP]
        if not taken:
            count["declined"] += 1
            continue
        count["taken"] += 1
        first = min(one.assessment.conducted_on for one in taken)
        after = [it for it in later.get(family, ()) if it.conducted_on > first]
        item = _item(after[-1], code) if after else None
        if item:
            count["again"] += 1
            count[state_of(item, after[-1].answers)] += 1
    return count


def _item(assessment: Assessment, code: str) -> Item | None:
    definition = load(assessment.instrument, assessment.version)
    return next((item for item in definition.items if item.code == code), None)
