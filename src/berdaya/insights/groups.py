"""The home of a group: who belongs, who leads, what is next, where it stands."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.groups.meeting_views import open_in
from berdaya.groups.models import Attendance, Group, Meeting
from berdaya.groups.shares import shares_on
from berdaya.groups.sight import may_by, ties_among
from berdaya.groups.tabs import tabs_of
from berdaya.partners.models import Obligation
from berdaya.people.lists import places_of
from berdaya.ui.requests import Request

OPEN_SHOWN = 5
CAME = Count("attendances", Q(attendances__presence=Attendance.Presence.PRESENT))


@needs("group.read")
@require_safe
def group_detail(request: Request, group_id: UUID) -> HttpResponse:
    """A group at a glance."""
    user, today = request.user, timezone.localdate()
    groups = Group.objects.visible_to(user).select_related("merged_into")
    group = get_object_or_404(groups, pk=group_id)
    looked_at(request, group)
    members = list(group.members.present().select_related("person"))
    terms = list(group.terms.present().select_related("member__person").order_by("since"))
    mentorings = list(group.mentorings.present().select_related("user").order_by("since"))
    ties = ties_among(user, terms, mentorings)
    next_meeting, last_meeting = next_and_last(group)
    shares = shares_on(members, today)
    context = {
        "group": group,
        "place": places_of({group.area_id})[group.area_id],
        "tabs": tabs_of(group, user, "group_detail"),
        "members": len(members),
        "terms": terms,
        "mentorings": mentorings,
        "next_meeting": next_meeting,
        "last_meeting": last_meeting,
        "still_open": open_in(group)[:OPEN_SHOWN],
        "owed": overdue_in(group, today),
        "may_settle": may_by(user, "partners.settle_obligation", group, ties),
        "shares": shares,
        "shows_kb": may_by(user, "groups.note_kb", group, ties) or not shares.tells_of_persons,
        "day": today,
        "today": today,
        "may_edit": may_by(user, "groups.edit_group", group, ties),
        "may_note": group.state != Group.State.ENDED
        and may_by(user, "groups.record_meeting", group, ties),
    }
    return render(request, "insights/group_detail.html", context)


def next_and_last(group: Group) -> tuple[Meeting | None, Meeting | None]:
    """The next meeting that is planned, and the last that was held. One query."""
    planned = group.meetings.planned().order_by("on", "pk").values("pk")[:1]
    held = group.meetings.held().order_by("-on", "-pk").values("pk")[:1]
    rows = group.meetings.filter(Q(pk__in=planned) | Q(pk__in=held))
    found = {it.state: it for it in rows.annotate(members=Count("attendances"), came=CAME)}
    return found.get(Meeting.State.PLANNED), found.get(Meeting.State.HELD)


def overdue_in(group: Group, today: date) -> list[Obligation]:
    """What was promised in partnerships and should have been done: it comes back until it is."""
    rows = Obligation.objects.across_areas(why="the group is in sight").of(group)
    overdue = rows.overdue(today).select_related("partnership__partner")
    return list(overdue.order_by("due_on", "pk")[:OPEN_SHOWN])
