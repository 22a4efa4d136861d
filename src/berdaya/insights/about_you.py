"""What is kept about a family, who can see it, and who has been at it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from berdaya.access.actions import name_of
from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.access.models import Look, Role, Trace
from berdaya.access.roles import who_may
from berdaya.access.verbs import VERBS
from berdaya.areas.codes import ancestors, level_of
from berdaya.areas.models import Area
from berdaya.people.models import Family
from berdaya.rules.purposes.recorded import recorded
from berdaya.surveys.models import Assessment
from berdaya.ui.requests import Request

LATEST = 200  # deeds looked at; a family seldom has more


@dataclass(frozen=True, slots=True)
class Seer:
    """Who of one role, in one area, can read of this family."""

    role: str
    place: str  # "" is the whole country
    names: list[str]  # of the district and below; wider, a number says enough
    count: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did with this family's data on a day."""

    on: date
    by: str
    is_reading: bool


@needs("family.read")
@require_safe
def family_record(request: Request, family_id: UUID) -> HttpResponse:
    """For the family itself: what we keep about you, why, and who sees it."""
    families = Family.objects.visible_to(request.user).select_related("registered_by")
    family = get_object_or_404(families, pk=family_id)
    looked_at(request, family)
    context = {
        "family": family,
        "recorded": recorded(),
        "seers": seers_of(family.area_id),
        "deeds": deeds_on(family),
    }
    return render(request, "insights/family_record.html", context)


def seers_of(area: str) -> list[Seer]:
    """Who can read of the families of an area, the nearest first. One query."""
    covering = Q(area=None) | Q(area__in=[*ancestors(area), area])
    roles = Role.objects.filter(covering, until=None, kind__in=who_may("family.read"))
    found: dict[tuple[str, str, str, int], list[str]] = defaultdict(list)
    for role in roles.select_related("user", "area").order_by("user__first_name"):
        level = level_of(role.area_id or "")
        place = role.area.label if role.area else ""
        found[role.area_id or "", role.get_kind_display(), place, level].append(str(role.user))
    return [
        Seer(kind, place, names if level >= Area.Level.DISTRICT else [], len(names))
        for (_, kind, place, level), names in sorted(
            found.items(), key=lambda one: (-one[0][3], one[0])
        )
    ]


def deeds_on(family: Family) -> list[Deed]:
    """Who read, noted or changed something of this family, by day, newest first. Four queries."""
    persons = family.memberships.values_list("person", flat=True)
    done = Assessment.objects.across_areas(why="of a family in sight").filter(family=family)
    subjects = [
        name_of(family),
        *(f"people.Person:{key}" for key in persons),
        *(f"surveys.Assessment:{key}" for key in done.values_list("pk", flat=True)),
    ]
    rows = Trace.objects.filter(subject__in=subjects).select_related("by").order_by("-at")
    looks = Look.objects.filter(subject__in=subjects).select_related("by").order_by("-at")
    deeds = [
        Deed(timezone.localdate(row.at), str(row.by), _is_reading(row.verb))
        for row in rows[:LATEST]
    ]
    deeds += [
        Deed(timezone.localdate(row.at), str(row.by), is_reading=True) for row in looks[:LATEST]
    ]
    registered = Deed(
        timezone.localdate(family.registered_at), str(family.registered_by), is_reading=False
    )
    return sorted(dict.fromkeys([*deeds, registered]), key=lambda it: it.on, reverse=True)[
        :LATEST
    ]


def _is_reading(verb: str) -> bool:
    return VERBS.get(verb, "").endswith((".read", ".reveal"))
