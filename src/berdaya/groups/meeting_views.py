"""Meetings of a group: planned, held, printed; and what became of what they decided."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.groups import actions
from berdaya.groups.actions.meetings import Held, NewMeeting, Settled
from berdaya.groups.inviting import invitation, whatsapp
from berdaya.groups.meeting_forms import CallOffForm, HeldForm, MeetingForm, SettleForm
from berdaya.groups.models import Attendance, Group, Meeting, Member, Photo, Resolution, Term
from berdaya.groups.pages import form_page, group_of
from berdaya.groups.sight import may
from berdaya.groups.tabs import tabs_of
from berdaya.people.lists import places_of
from berdaya.ui.answers import answer
from berdaya.ui.days import long_date
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

PRESENT = Q(attendances__presence=Attendance.Presence.PRESENT)


@needs("meeting.read")
@require_safe
def meeting_list(request: Request, group_id: UUID) -> HttpResponse:
    """What is planned, what is still to do, and what was."""
    group = group_of(request, group_id, "meeting.read")
    looked_at(request, group)
    past = group.meetings.exclude(state=Meeting.State.PLANNED)
    past = past.annotate(members=Count("attendances"), came=Count("attendances", PRESENT))
    context = {
        "group": group,
        "tabs": tabs_of(group, request.user, "meeting_list"),
        "planned": group.meetings.planned().order_by("on", "pk"),
        "page": page_of(past, request.GET.get("page", ""), order=("-on", "pk"), size=12),
        "still_open": open_in(group),
        "today": timezone.localdate(),
        "may_note": may(request.user, "groups.record_meeting", group),
        "is_living": group.state != Group.State.ENDED,
    }
    return render(request, "groups/meeting_list.html", context)


def open_in(group: Group) -> Any:
    """What meetings of a group decided and nobody has settled, the most urgent first."""
    rows = Resolution.objects.across_areas(why="of a group in sight").of(group).open()
    return rows.select_related("owner__person", "meeting").order_by("due_on", "pk")


@needs("meeting.add")
def meeting_plan(request: Request, group_id: UUID) -> HttpResponse:
    """Plan the next meeting; the place where the group usually meets stands there already."""
    group = group_of(request, group_id, "groups.plan_meeting")
    form = MeetingForm(request.POST or None, initial={"place": group.address})
    if form.is_valid():
        with refusals_in(form):
            meeting = actions.plan_meeting(
                meeting=NewMeeting(group=group, **form.cleaned_data), by=request.user
            )
            messages.success(request, _("The meeting is planned. Now invite the members."))
            return redirect(meeting)
    return answer(request, "groups/meeting_plan.html", {"group": group}, form)


@needs("meeting.read")
@require_safe
def meeting_detail(request: Request, meeting_id: UUID) -> HttpResponse:
    """A plan with its invitation, or what was noted of a meeting that was held."""
    meeting = _meeting(request, meeting_id, "meeting.read")
    looked_at(request, meeting)
    text = invitation(meeting) if meeting.state == Meeting.State.PLANNED else ""
    is_held = meeting.state == Meeting.State.HELD
    context = {
        **_noted(meeting),
        "photos": photos_of(meeting, request.user) if is_held else [],
        "may_add_photos": is_held and may(request.user, "groups.add_photos", meeting.group),
        "invitation": text,
        "whatsapp": whatsapp(text) if text else "",
        "may_note": may(request.user, "groups.record_meeting", meeting.group),
    }
    return render(request, "groups/meeting_detail.html", context)


@needs("meeting.read")
@require_safe
def meeting_minutes(request: Request, meeting_id: UUID) -> HttpResponse:
    """The minutes on paper, with room for two signatures."""
    meeting = _meeting(request, meeting_id, "meeting.read")
    looked_at(request, meeting, printed=True)
    area, with_photos = meeting.group.area_id, "foto" in request.GET
    photos = photos_of(meeting, request.user)
    context = {
        **_noted(meeting),
        "place": places_of({area})[area],
        "photos": photos if with_photos else [],
        "may_print_photos": bool(photos) and not with_photos,
        "signers": _signers(meeting),
    }
    return render(request, "groups/meeting_minutes.html", context)


def _signers(meeting: Meeting) -> list[tuple[str, str]]:
    """Who signs, by office, with the name of whoever held it that day; blank where nobody did."""
    terms = meeting.group.terms.on(meeting.on)
    names = dict(terms.values_list("office", "member__person__name"))
    signing = (Term.Office.CHAIR, Term.Office.SECRETARY)
    return [(str(office.label), names.get(office, "")) for office in signing]


def photos_of(meeting: Meeting, user: User) -> list[Photo]:
    """Its photos, the first ones first, for those who may see them."""
    if not may(user, "meeting-photo.read", meeting.group):
        return []
    return list(meeting.photos.standing().light().order_by("recorded_at", "pk"))


def _noted(meeting: Meeting) -> dict[str, Any]:
    attendances = list(
        meeting.attendances.select_related("member__person").order_by("member__person__name")
    )
    return {
        "meeting": meeting,
        "group": meeting.group,
        "attendances": attendances,
        "count": Counter(str(it.presence) for it in attendances),
        "resolutions": meeting.resolutions.select_related("owner__person").order_by("pk"),
        "today": timezone.localdate(),
    }


@needs("meeting.add")
def meeting_record(
    request: Request, group_id: UUID | None = None, meeting_id: UUID | None = None
) -> HttpResponse:
    """Note a meeting that was held: one page, a tap for each member."""
    if meeting_id:
        meeting: Meeting | None = _meeting(request, meeting_id, "groups.record_meeting")
        group = meeting.group  # type: ignore[union-attr]  # it was found
    else:
        assert group_id
        meeting, group = None, group_of(request, group_id, "groups.record_meeting")
    today = timezone.localdate()
    day = min(meeting.on, today) if meeting else today
    members = Member.objects.across_areas(why="of a group in sight").of(group).on(day)
    form = HeldForm(
        request.POST or None,
        members=members.select_related("person").order_by("person__name"),
        still_open=open_in(group).exclude(meeting=meeting),
        initial=_as_noted(meeting, group, day),
    )
    if form.is_valid():
        with refusals_in(form):
            held = Held(group=group, **form.told())
            noted = actions.record_meeting(held=held, by=request.user)
            messages.success(request, _("The meeting is noted."))
            return redirect(noted)
    context = {"group": group, "meeting": meeting}
    return answer(request, "groups/meeting_record.html", context, form)


def _as_noted(meeting: Meeting | None, group: Group, day: date) -> dict[str, Any]:
    """What the page shows first: what was planned or noted before."""
    if meeting is None:
        return {"on": day, "place": group.address}
    names = ("at", "place", "how", "agenda", "minutes")
    present = {f"member_{it.member_id}": it.presence for it in meeting.attendances.all()}
    noted = {name: getattr(meeting, name) for name in names}
    return {**noted, **present, "on": day, "guests": meeting.guests or None, "key": meeting.pk}


@needs("meeting.change")
def meeting_call_off(request: Request, meeting_id: UUID) -> HttpResponse:
    meeting = _meeting(request, meeting_id, "groups.call_off_meeting")
    return form_page(
        request,
        CallOffForm(request.POST or None),
        group=meeting.group,
        ask=_("The meeting does not take place"),
        lead=long_date(meeting.on),
        back=_meetings(meeting.group),
        deed=lambda said: actions.call_off_meeting(meeting=meeting, by=request.user, **said),
    )


@needs("meeting.change")
def resolution_settle(request: Request, resolution_id: UUID) -> HttpResponse:
    rows = Resolution.objects.visible_to(request.user, "groups.settle_resolution")
    rows = rows.select_related("meeting__group", "owner__person")
    resolution = get_object_or_404(rows, pk=resolution_id)
    return form_page(
        request,
        SettleForm(request.POST or None),
        group=resolution.meeting.group,
        ask=_("What became of it?"),
        template="groups/resolution_settle.html",
        one=resolution,
        back=_meetings(resolution.meeting.group),
        deed=lambda said: actions.settle_resolution(
            settled=Settled(resolution, **said), by=request.user
        ),
    )


def _meetings(group: Group) -> str:
    return reverse("meeting_list", args=[group.pk])


def _meeting(request: Request, meeting_id: UUID, deed: str) -> Meeting:
    rows = Meeting.objects.visible_to(request.user, deed).select_related("group", "by")
    return get_object_or_404(rows, pk=meeting_id)
