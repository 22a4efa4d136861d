"""Pages on which events are chosen, looked over, noted and taken back; and old rosters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at
from berdaya.areas.codes import at_level
from berdaya.life.actions import take_back
from berdaya.life.forms import DayForm, EventForm, TakeBackForm
from berdaya.life.household_forms import FORMS
from berdaya.life.models import LifeEvent
from berdaya.people.already import OTHERS, keep_apart, look
from berdaya.people.homes import VILLAGE, homes_in
from berdaya.people.models import Family, Membership
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

ADD, END, READ = "life-event.add", "life-event.end", "life-event.read"
ICONS = {
    "birth": "family-add",
    "death": "giving",
    "marriage": "community",
    "divorce": "swap",
    "split": "house",
    "arrival": "plus",
    "departure": "leave",
    "move": "area",
    "head": "person",
}
NEEDS_OTHERS = {"head", "divorce", "split"}  # of a family of one, these cannot be


@dataclass(frozen=True, slots=True)
class After:
    """Who a family consists of once the event is noted."""

    title: str
    members: tuple[tuple[str, str], ...]  # name, relation


@needs("life-event.read")
@require_safe
def event_list(request: Request, family_id: UUID) -> HttpResponse:
    """What happened in a family, and what can be noted."""
    family = _family(request, family_id, READ)
    here = family.ended_on is None
    events = LifeEvent.objects.visible_to(request.user).of(family)
    context = {
        "family": family,
        "events": [
            (it, ICONS[it.kind])
            for it in events.select_related("person", "by", "undone_by", "other_family")
        ],
        "choices": _choices(family)
        if here and request.user.may(ADD, area=family.area_id)
        else [],
        "may_end": request.user.may(END, area=family.area_id),
    }
    return render(request, "life/event_list.html", context)


def _choices(family: Family) -> list[tuple[str, str, str]]:
    several = family.memberships.present().count() > 1
    labels = dict(LifeEvent.Kind.choices)
    return [
        (reverse("event_new", args=[family.pk, kind]), str(labels[kind]), ICONS[kind])
        for kind in FORMS
        if several or kind not in NEEDS_OTHERS
    ]


@needs("life-event.add")
def event_new(request: Request, family_id: UUID, kind: str) -> HttpResponse:
    """One event: asked, then shown with what it changes, then noted."""
    family = _family(request, family_id, ADD)
    if kind not in FORMS or family.ended_on:
        raise Http404
    roster = list(family.roster())
    village = at_level(family.area_id, VILLAGE)
    homes = homes_in(village, request.user, "life.split_family")
    form = FORMS[kind](request.POST or None, family=family, roster=roster, homes=homes)
    after: Sequence[After] = ()
    seen = None
    if form.is_valid():
        newcomer = form.newcomer(request.user)
        if newcomer:
            seen = look(newcomer, family.area_id, request.POST, request.user)
        with refusals_in(form):
            if "sure" in request.POST and (seen is None or seen.is_settled):
                event = form.perform(request.user)
                if newcomer and seen:
                    keep_apart(seen, newcomer.key, request.user)
                messages.success(request, _("Noted. It can be taken back here."))
                gone = event.family_id != family.pk or Family.objects.across_areas(
                    why="of one in sight"
                ).filter(pk=family.pk, ended_on__isnull=False)
                return redirect("event_list", family.pk) if gone else redirect(family)
            after = _tried(form, request)
    context = {
        "family": family,
        "form": form,
        "title": str(dict(LifeEvent.Kind.choices)[kind]),
        "before": After(family.head_name, _members(roster)),
        "after": after,
        "sent": _sent(request) if after else [],
        "look": seen,
    }
    status = 422 if form.errors else 200
    return render(request, "life/event_new.html", context, status=status)


def _tried(form: EventForm, request: Request) -> list[After]:
    """The rosters as the event would leave them; nothing of it stays.

    Raises what the verb refuses.
    """
    with transaction.atomic():
        event = form.perform(request.user)
        keys = [event.family_id, event.other_family_id]
        everywhere = Family.objects.across_areas(why="of the event just tried")
        found = everywhere.in_bulk([key for key in keys if key])
        after = [
            After(found[key].head_name, _members(list(found[key].roster())))
            for key in dict.fromkeys(keys)
            if key
        ]
        transaction.set_rollback(True)
    return after


def _members(roster: Sequence[Membership]) -> tuple[tuple[str, str], ...]:
    return tuple((it.person.name, str(it.get_relation_display())) for it in roster)


def _sent(request: Request) -> list[tuple[str, str]]:
    """What was filled in, to be sent again with the word that it is right."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", OTHERS)
        for value in values
    ]


@needs("life-event.end")
def event_take_back(request: Request, event_id: UUID) -> HttpResponse:
    """Say what was wrong; then everything stands as before the event."""
    event = get_object_or_404(
        LifeEvent.objects.visible_to(request.user, END).select_related("family", "person"),
        pk=event_id,
    )
    family = event.family
    looked_at(request, family)
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            take_back(event=event, by=request.user, **form.cleaned_data)
            messages.success(request, _("Taken back. Everything stands as before."))
            return redirect("event_list", family.pk)
    context = {"event": event, "family": family, "form": form}
    status = 422 if form.errors else 200
    return render(request, "life/event_take_back.html", context, status=status)


@needs("life-event.read")
@require_safe
def roster_on(request: Request, family_id: UUID) -> HttpResponse:
    """Who belonged to a family on a day."""
    family = _family(request, family_id, READ)
    today = timezone.localdate()
    form = DayForm(request.GET or None)
    day = min(form.day(today), today)
    rows = family.memberships.on(day).select_related("person").in_order()
    context = {
        "family": family,
        "form": form,
        "day": day,
        "roster": [(it, _age(it, day)) for it in rows],
    }
    return render(request, "life/roster_on.html", context)


def _age(membership: Membership, day: date) -> int | None:
    born = membership.person.birth_date
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _family(request: Request, family_id: UUID, cell: str) -> Family:
    family = get_object_or_404(Family.objects.visible_to(request.user, cell), pk=family_id)
    may_or_404(request.user, cell, area=family.area_id)
    looked_at(request, family)
    return family
