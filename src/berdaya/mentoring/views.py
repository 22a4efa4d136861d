"""The plan of visits, the day's list on paper, and the visits of a group."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.groups.models import Group
from berdaya.groups.months import why_closed
from berdaya.groups.pages import group_of
from berdaya.groups.sight import may
from berdaya.groups.tabs import tabs_of
from berdaya.mentoring import actions
from berdaya.mentoring.actions import NewVisit
from berdaya.mentoring.forms import VisitForm
from berdaya.mentoring.models import Agreement, Visit
from berdaya.mentoring.plan import MOST, groups_of, stops_of, trips_of
from berdaya.people.lists import places_of
from berdaya.rules.kie.visits import interval_on
from berdaya.ui.answers import answer
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

AT_ONCE = 40  # groups on a day's list


@needs("visit.add")
@require_safe
def visit_plan(request: Request) -> HttpResponse:
    """All groups one is answerable for, the most overdue first, neighbours together."""
    today = timezone.localdate()
    stops = stops_of(groups_of(request.user), today)
    context = {
        "trips": trips_of(stops),
        "late": sum(stop.is_overdue for stop in stops),
        "count": len(stops),
        "is_full": len(stops) == MOST,
        "interval": interval_on(today),
    }
    return render(request, "mentoring/visit_plan.html", context)


@needs("visit.add")
@require_safe
def visit_day(request: Request) -> HttpResponse:
    """The chosen groups on paper: where, when last, what was agreed, room to write."""
    today, chosen = timezone.localdate(), _keys(request.GET.getlist("k"))[:AT_ONCE]
    stops = stops_of(groups_of(request.user).filter(pk__in=chosen), today)
    places = places_of({stop.group.area_id for stop in stops})
    by_group: dict[UUID, list[Agreement]] = {stop.group.pk: [] for stop in stops}
    rows = Agreement.objects.across_areas(why="of groups in sight").open()
    for one in (
        rows.filter(visit__group__in=by_group).select_related("visit").order_by("due_on")
    ):
        by_group[one.visit.group_id].append(one)
    for stop in stops:
        looked_at(request, stop.group, printed=True)
    lines = [
        (stop, places[stop.group.area_id], by_group[stop.group.pk])
        for stop in sorted(stops, key=lambda it: (it.group.area_id, *it.order))
    ]
    context = {"lines": lines, "today": today}
    return render(request, "mentoring/visit_day.html", context)


def _keys(texts: list[str]) -> list[UUID]:
    """The keys of an address; what is none is left out."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@needs("visit.read")
@require_safe
def visit_list(request: Request, group_id: UUID) -> HttpResponse:
    """The visits to a group, and what was agreed and is still to do."""
    groups = Group.objects.visible_to(request.user, "visit.read")
    group = get_object_or_404(groups, pk=group_id)
    looked_at(request, group)
    rows = Visit.objects.across_areas(why="of a group in sight").of(group)
    page = page_of(
        rows.select_related("by").prefetch_related("agreements"),
        request.GET.get("page", ""),
        order=("-on", "pk"),
        size=12,
    )
    context = {
        "group": group,
        "tabs": tabs_of(group, request.user, "visit_list"),
        "page": page,
        "still_open": _open_in(group),
        "today": timezone.localdate(),
        "may_note": group.state != Group.State.ENDED
        and may(request.user, "mentoring.record_visit", group),
    }
    return render(request, "mentoring/visit_list.html", context)


def _open_in(group: Group) -> Any:
    rows = Agreement.objects.across_areas(why="of a group in sight").of(group).open()
    return rows.select_related("visit").order_by("due_on", "pk")


@needs("visit.read")
@require_safe
def visit_detail(request: Request, visit_id: UUID) -> HttpResponse:
    rows = Visit.objects.visible_to(request.user, "visit.read").select_related("group", "by")
    visit = get_object_or_404(rows, pk=visit_id)
    looked_at(request, visit)
    closed = why_closed(visit.group, visit.on)
    context = {
        "group": visit.group,
        "visit": visit,
        "closed": closed,
        "agreements": visit.agreements.order_by("pk"),
        "settled": visit.settled.order_by("pk"),
        "may_change": visit.by == request.user
        and not closed
        and may(request.user, "mentoring.record_visit", visit.group),
    }
    return render(request, "mentoring/visit_detail.html", context)


@needs("visit.add")
def visit_record(
    request: Request, group_id: UUID | None = None, visit_id: UUID | None = None
) -> HttpResponse:
    """Note a visit, or correct one's own."""
    visit = _own_visit(request, visit_id) if visit_id else None
    if visit:
        group = visit.group
    else:
        assert group_id
        group = group_of(request, group_id, "mentoring.record_visit")
    form = VisitForm(
        request.POST or None,
        still_open=_open_in(group).exclude(visit=visit),
        initial=_as_noted(visit),
    )
    if form.is_valid():
        with refusals_in(form):
            noted = NewVisit(group=group, **form.told())
            made = actions.record_visit(visit=noted, by=request.user)
            messages.success(request, _("The visit is noted."))
            return redirect(made)
    context = {"group": group, "visit": visit}
    return answer(request, "mentoring/visit_record.html", context, form)


def _own_visit(request: Request, visit_id: UUID) -> Visit:
    rows = Visit.objects.visible_to(request.user, "mentoring.record_visit")
    rows = rows.filter(by=request.user).select_related("group")
    return get_object_or_404(rows, pk=visit_id)


def _as_noted(visit: Visit | None) -> dict[str, Any]:
    if visit is None:
        return {"on": timezone.localdate()}
    return {name: getattr(visit, name) for name in ("on", "seen", "next_on")} | {
        "key": visit.pk
    }
