"""Notes on a case: those one may read, writing one, and its versions."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, form_page, read_of
from berdaya.casework.tabs import tabs_of
from berdaya.contacts import actions
from berdaya.contacts.contact_views import may_on
from berdaya.contacts.forms import NoteForm
from berdaya.contacts.models import Note
from berdaya.contacts.step_views import CASE
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request


@needs("case-note.read")
@require_safe
def case_note_list(request: Request, case_id: UUID) -> HttpResponse:
    """Shared notes, and one's own private ones."""
    case = case_for(request, case_id, "case-note.read")
    rows = Note.objects.visible_to(request.user).of(case).standing().select_related("by")
    page = page_of(rows, request.GET.get("page", ""), order=("-recorded_at", "pk"))
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "case_note_list"),
        "page": page,
        **may_on(request.user, case),
    }
    return render(request, "contacts/note_list.html", context)


@needs("case-note.add")
def case_note_new(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "contacts.write_note")
    return form_page(
        request,
        NoteForm(request.POST or None),
        case=case,
        ask=_("Write a note"),
        back=reverse("case_note_list", args=[case.pk]),
        deed=lambda said: actions.write_note(case=case, by=request.user, **said),
    )


@needs("case-note.change")
def case_note_edit(request: Request, note_id: UUID) -> HttpResponse:
    """Only whoever wrote it; a note that was shared stays so."""
    note = note_or_404(request, note_id, "contacts.edit_note")
    if note.by_id != request.user.pk or note.case.state == Case.State.CLOSED:
        raise Http404
    first = {"text": note.text, "is_private": "yes" if note.is_private else "no"}
    return form_page(
        request,
        NoteForm(request.POST or None, initial=first, note=note),
        case=note.case,
        ask=_("Change the note"),
        lead=_("The note as it was stays to be read."),
        back=reverse("case_note_list", args=[note.case_id]),
        deed=lambda said: actions.edit_note(note=note, by=request.user, **said),
    )


@needs("case-note.read")
@require_safe
def case_note_versions(request: Request, note_id: UUID) -> HttpResponse:
    """Every version of a note that one may read, the latest first."""
    note = note_or_404(request, note_id, "case-note.read")
    rows = Note.objects.visible_to(request.user).versions(note.first).select_related("by")
    context = {"case": note.case, "versions": rows}
    return render(request, "contacts/note_versions.html", context)


def note_or_404(request: Request, note_id: UUID, cell: str) -> Note:
    rows = Note.objects.visible_to(request.user, cell).select_related("by", *CASE)
    note: Note = get_object_or_404(rows, pk=note_id)
    read_of(request, note.case)
    return note
