"""What other rooms ask about KIE: facts without a viewer, of groups that they have in sight."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from berdaya.kie.models import PRESENT, Covered, Session

CAME_TO_MEETING = Count(
    "meeting__attendances", Q(meeting__attendances__presence=PRESENT), distinct=True
)


@dataclass(frozen=True, slots=True)
class Held:
    """One session: when, about what, for whom, by whom, how, and how many listened."""

    session: UUID
    meeting: UUID | None  # the meeting in which it was held
    day: date
    topics: tuple[str, ...]  # codes of rules/kie/topics.yaml
    audience: str  # Session.Audience
    speaker: str  # Session.Speaker
    speaker_name: str
    how: str  # groups.Meeting.How
    members: int  # who came
    others: int


def sessions_in(groups: Collection[UUID], begin: date, end: date) -> dict[UUID, list[Held]]:
    """The sessions of each group from `begin` (included) until `end` (excluded), by day.

    Two queries, whatever the number of groups.
    """
    rows = Session.objects.across_areas(why="of groups that the asker has in sight")
    rows = rows.standing().between(begin, end).filter(group__in=groups)
    counted: Any = rows.annotate(
        to_meeting=CAME_TO_MEETING, on_its_own=Count("listeners", distinct=True)
    )
    found: dict[UUID, list[Held]] = defaultdict(list)
    for row in counted.prefetch_related("covered"):
        found[row.group_id].append(
            Held(
                session=row.pk,
                meeting=row.meeting_id,
                day=row.day,
                topics=tuple(sorted(it.topic for it in row.covered.all())),
                audience=row.audience,
                speaker=row.speaker,
                speaker_name=row.speaker_name,
                how=row.manner,
                members=row.to_meeting if row.meeting_id else row.on_its_own,
                others=row.others,
            )
        )
    return {key: found[key] for key in groups}


@dataclass(frozen=True, slots=True)
class Had:
    """How often a group had a topic until now, and when last."""

    times: int
    last: date


def topics_had(groups: Collection[UUID], until: date) -> dict[UUID, dict[str, Had]]:
    """Of each group, the topics it had before `until` (excluded), by code. One query."""
    rows = Covered.objects.filter(session__group__in=groups, session__withdrawn_because="")
    rows = rows.annotate(day=Coalesce("session__meeting__on", "session__on"))
    counted = rows.filter(day__lt=until).values("session__group", "topic")
    found: dict[UUID, dict[str, Had]] = {key: {} for key in groups}
    for row in counted.annotate(times=Count("pk"), last=Max("day")):
        found[row["session__group"]][row["topic"]] = Had(row["times"], row["last"])
    return found
