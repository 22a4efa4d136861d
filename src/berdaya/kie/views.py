"""Sessions of a group: what it was told, what it was never told, and noting one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.consents.questions import may_process
from berdaya.groups.forms import day_asked
from berdaya.groups.models import Group, Meeting, Member
from berdaya.groups.months import why_closed
from berdaya.groups.pages import group_of
from berdaya.groups.sight import may
from berdaya.groups.tabs import tabs_of
from berdaya.kie import actions
from berdaya.kie.actions.sessions import Told
from berdaya.kie.coverage import coverage_of
from berdaya.kie.forms import AskForm, SessionForm, WithdrawForm
from berdaya.kie.knowledge import known_in
from berdaya.kie.library import current_editions
from berdaya.kie.models import Asked, Session, who_came
from berdaya.rules.instruments.definition import load
from berdaya.rules.kie.topics import UnknownTopic, topic, topics_on
from berdaya.ui.answers import answer
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

MEETINGS_OFFERED = 3
PHASES = {"sebelum": Asked.Phase.BEFORE, "sesudah": Asked.Phase.AFTER}


@needs("kie.read")
@require_safe
def session_list(request: Request, group_id: UUID) -> HttpResponse:
    """Which topics the group had, which never, and each session."""
    group = group_of(request, group_id, "kie.read")
    looked_at(request, group)
    today = timezone.localdate()
    rows = Session.objects.across_areas(why="of a group in sight").of(group).standing().dated()
    page = page_of(
        rows.prefetch_related("covered"),
        request.GET.get("page", ""),
        order=("-dated_on", "pk"),
        size=12,
    )
    may_note = group.state != Group.State.ENDED and may(
        request.user, "kie.record_session", group
    )
    context = {
        "group": group,
        "tabs": tabs_of(group, request.user, "session_list"),
        "cells": coverage_of(group, today),
        "page": page,
        "sessions": [(it, _titles(it)) for it in page.rows],
        "may_note": may_note,
        "meetings": _meetings_without(group) if may_note else [],
    }
    return render(request, "kie/session_list.html", context)


def _meetings_without(group: Group) -> Any:
    """The last meetings of a group in which no KIE is noted."""
    held = group.meetings.held().filter(kie_session=None)
    return held.order_by("-on", "-pk")[:MEETINGS_OFFERED]


def _titles(session: Session) -> list[Any]:
    return [topic(it.topic).title for it in session.covered.all()]


@needs("kie.add")
def session_record(
    request: Request, group_id: UUID | None = None, session_id: UUID | None = None
) -> HttpResponse:
    """Note a session, or correct one: in the meeting that is asked for, or on its own."""
    if session_id:
        session: Session | None = _session(request, session_id, "kie.record_session")
        group, meeting = session.group, session.meeting  # type: ignore[union-attr]  # found
    else:
        session = None
        assert group_id
        group = group_of(request, group_id, "kie.record_session")
        meeting = _meeting_asked(group, request.GET.get("pertemuan", ""))
    form = _form(request, group, meeting, session)
    if form.is_valid():
        with refusals_in(form):
            told = Told(group=group, **form.told())
            noted = actions.record_session(told=told, by=request.user)
            messages.success(request, _("The session is noted."))
            return redirect(noted)
    context = {"group": group, "meeting": meeting, "session": session}
    return answer(request, "kie/session_record.html", context, form)


def _form(
    request: Request, group: Group, meeting: Meeting | None, session: Session | None
) -> SessionForm:
    today = timezone.localdate()
    day = session.day if session else day_asked(request.POST.get("on", ""), today)
    members = Member.objects.across_areas(why="of a group in sight").of(group).on(day)
    return SessionForm(
        request.POST or None,
        topics=topics_on(today),
        editions=current_editions(session),
        meeting=meeting,
        members=members.select_related("person").order_by("person__name"),
        initial=_as_noted(session, today),
    )


def _as_noted(session: Session | None, today: date) -> dict[str, Any]:
    if session is None:
        return {"on": today}
    covered = list(session.covered.all())
    names = ("audience", "speaker", "speaker_name", "on", "how")
    return {
        **{name: getattr(session, name) for name in names},
        "key": session.pk,
        "others": session.others or None,
        "topics": [it.topic for it in covered],
        "came": [str(it.member_id) for it in session.listeners.all()],
        **{f"material_{it.topic}": str(it.edition_id or "") for it in covered},
    }


def _meeting_asked(group: Group, key: str) -> Meeting | None:
    """The held meeting of the address, if one is asked for."""
    if not key:
        return None
    try:
        return get_object_or_404(group.meetings.held(), pk=UUID(key))
    except ValueError:
        raise Http404 from None


@needs("kie.read")
@require_safe
def session_detail(request: Request, session_id: UUID) -> HttpResponse:
    """One session: about what, with which material, who came, what they knew."""
    session, user = _session(request, session_id, "kie.read"), request.user
    looked_at(request, session)
    closed = why_closed(session.group, session.day)
    stands = not session.withdrawn_because
    covered = session.covered.select_related("edition__material").defer("edition__file")
    context = {
        "group": session.group,
        "session": session,
        "covered": [(topic(it.topic), it.edition) for it in covered.order_by("pk")],
        "came": who_came(session),
        "known": known_in(session),
        "closed": closed,
        "may_note": stands and not closed and may(user, "kie.record_session", session.group),
        "may_withdraw": stands
        and not closed
        and may(user, "kie.withdraw_session", session.group),
        "may_ask": stands and may(user, "kie.ask", session.group),
        "phases": [(slug, phase.label) for slug, phase in PHASES.items()],
    }
    return render(request, "kie/session_detail.html", context)


@needs("kie.end")
def session_withdraw(request: Request, session_id: UUID) -> HttpResponse:
    session = _session(request, session_id, "kie.withdraw_session")
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            reason = form.cleaned_data["reason"]
            actions.withdraw_session(session=session, reason=reason, by=request.user)
            messages.success(request, _("Noted."))
            return redirect("session_list", session.group_id)
    context = {"session": session, "group": session.group}
    return answer(request, "kie/session_withdraw.html", context, form)


@needs("kie-questions.add")
def session_ask(request: Request, session_id: UUID, code: str, when: str) -> HttpResponse:
    """Before or after: per question, a tap for each who knew it."""
    session = _session(request, session_id, "kie.ask")
    try:
        about, phase = topic(code), PHASES[when]
    except (UnknownTopic, KeyError):
        raise Http404 from None
    get_object_or_404(session.covered, topic=code)
    members = _to_be_asked(session, code, phase)
    form = AskForm(request.POST or None, members=members, questions=load(about.questions))
    if form.is_valid():
        with refusals_in(form):
            key, knew = form.cleaned_data["key"], form.knew()
            actions.ask(
                key=key, session=session, about=code, phase=phase, knew=knew, by=request.user
            )
            messages.success(request, _("The answers are noted. Thank you."))
            return redirect(session)
    context = {
        "session": session,
        "group": session.group,
        "topic": about,
        "phase": phase,
        "members": members,
    }
    return answer(request, "kie/session_ask.html", context, form)


def _to_be_asked(session: Session, code: str, phase: str) -> list[Member]:
    """Who was there, does not refuse to be surveyed, and was not asked yet."""
    done = session.asked.filter(topic=code, phase=phase).values("member")
    came = list(who_came(session).exclude(pk__in=done))
    agree = may_process([it.person_id for it in came], "survey", timezone.localdate())
    return [it for it in came if it.person_id in agree]


def _session(request: Request, session_id: UUID, deed: str) -> Session:
    rows = Session.objects.visible_to(request.user, deed).dated()
    return get_object_or_404(rows.select_related("group", "meeting", "by"), pk=session_id)
