"""The notes, for the field officer alone; and one's own, once they were talked about."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import may_or_404, needs
from berdaya.access.models import User, within_any
from berdaya.areas.models import Area
from berdaya.people.lists import places_of
from berdaya.quality.actions import make_notes, talk_over
from berdaya.quality.forms import TalkForm
from berdaya.quality.models import Note, Notes
from berdaya.rules.evidence.words import wordings
from berdaya.rules.months import month_before
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

MOST = 60  # more were no help: a visit takes half a day


@needs("quality-note.read")
@require_safe
def note_list(request: Request) -> HttpResponse:
    """Surveyors and months that are worth a visit together, the newest month first."""
    notes = _others(request.user).order_by("-month", "area__name", "pk")[:MOST]
    context = {
        "notes": _shown(notes),
        "month": month_before(timezone.localdate()),
        "districts": _districts(request.user),
    }
    return render(request, "quality/note_list.html", context)


@needs("quality-note.add")
@require_POST
def note_make(request: Request) -> HttpResponse:
    """Look at last month in each district of the officer."""
    made = 0
    for district in _districts(request.user):
        made += len(
            make_notes(
                district=district, month=month_before(timezone.localdate()), by=request.user
            )
        )
    said_so = _("Looked at. %(n)s notes.") % {"n": made}
    messages.success(request, said_so if made else _("Looked at. Nothing stands out."))
    return redirect("note_list")


@needs("quality-note.change")
def note_talk(request: Request, note_id: UUID) -> HttpResponse:
    """Before the visit: what it may be. After it: what it was."""
    note = get_object_or_404(_others(request.user), pk=note_id)
    may_or_404(request.user, "quality.talk_over", area=note.area_id)
    form = TalkForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            talk_over(note=note, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted. Thank you for going there."))
            return redirect("note_list")
    context = {"shown": _shown([note])[0], "note": note, "form": form}
    status = 422 if form.errors else 200
    return render(request, "quality/note_talk.html", context, status=status)


@needs("own-work.read")
@require_safe
def own_notes(request: Request) -> HttpResponse:
    """What was talked about with oneself, in the very words that the officer reads."""
    rows = Note.objects.across_areas(why="one's own").told_to(request.user)
    rows = rows.select_related("surveyor", "area", "talked_by").order_by("-month")[:MOST]
    return render(request, "quality/own_notes.html", {"notes": _shown(rows)})


def _others(user: User) -> Notes:
    """Notes in the officer's areas, but not those about the officer's own surveys."""
    rows = Note.objects.visible_to(user).exclude(surveyor=user)
    return rows.select_related("surveyor", "area", "talked_by")


def _shown(notes: Any) -> list[dict[str, Any]]:
    """Notes in words: first what it may innocently be, then the figures."""
    notes = list(notes)
    places = places_of({note.area_id for note in notes}) if notes else {}
    return [
        {
            "note": note,
            "place": places[note.area_id],
            "findings": [_worded(one) for one in note.findings],
        }
        for note in notes
    ]


def _worded(finding: dict[str, Any]) -> dict[str, Any]:
    words = wordings()[finding["kind"]]
    return {
        "title": said(words.title),
        "innocent": [said(one) for one in words.innocent],
        "sentence": said(words.sentence).format(**finding["counts"]),
    }


def _districts(user: User) -> list[Area]:
    """The officer's districts; of a single village, the village is the circle."""
    codes = user.areas_for("quality-note.add")
    inside = Area.objects.standing().filter(level=Area.Level.DISTRICT)
    found = list(inside.filter(within_any("code", codes)).order_by("pk")[:MOST])
    villages = Area.objects.filter(pk__in=codes, level=Area.Level.VILLAGE)
    return found or list(villages.order_by("pk"))
