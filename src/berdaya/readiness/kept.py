"""The stage that was kept last of each group, for lists and counts of many groups."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from berdaya.readiness.models import Judgement
from berdaya.readiness.standing import STAGE
from berdaya.rules.instruments.definition import INCOMPLETE, Level, load

UNKNOWN = INCOMPLETE.code  # nobody has judged the group yet, or too much was open


def stages() -> tuple[Level, ...]:
    """The stages of a group, from the first to the last."""
    return load(STAGE).outputs[0].levels


def stage_kept() -> Coalesce:
    """To annotate groups: the level that was kept last of each."""
    rows = Judgement.objects.across_areas(why="of groups in sight").filter(instrument=STAGE)
    last = rows.filter(group=OuterRef("pk")).order_by("-on", "-recorded_at", "-pk")
    return Coalesce(
        Subquery(last.values("level")[:1]), Value(UNKNOWN), output_field=CharField()
    )


def stages_of(groups: Collection[UUID]) -> dict[UUID, Level]:
    """The stage of each of these groups of which one is known. One query."""
    rows = Judgement.objects.across_areas(why="of groups in sight")
    rows = rows.filter(instrument=STAGE, group__in=groups).order_by("on", "recorded_at", "pk")
    known = {level.code: level for level in stages()}
    last = dict(rows.values_list("group", "level"))
    return {group: known[level] for group, level in last.items() if level in known}
