"""How the columns of a file are understood: put right, remembered for the office, forgotten."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from berdaya.access.doors import may_or_404, needs
from berdaya.imports.actions import forget_columns, understand
from berdaya.imports.columns import choices_of, told_columns
from berdaya.imports.models import Upload
from berdaya.imports.seen import upload_or_404
from berdaya.refusal import Refusal
from berdaya.ui.requests import Request


@needs("import.change")
def import_columns(request: Request, upload_id: UUID) -> HttpResponse:
    """Each heading with what it may be said to be. What is changed is looked at anew."""
    upload = upload_or_404(request.user, upload_id)
    may_or_404(request.user, "imports.understand", area=upload.area_id)
    if upload.state != Upload.State.CHECKED or not upload.report.get("headings"):
        raise Http404
    columns, choices = told_columns(upload), choices_of(upload.kind)
    if request.method == "POST":
        known = {"", *(target for target, _words in choices)}
        said = {it["letter"]: request.POST.get(f"column-{it['letter']}") for it in columns}
        mapping = {
            it["letter"]: target
            for it in columns
            if (target := said[it["letter"]]) in known and target != it["target"]
        }
        try:
            if mapping:
                understand(upload=upload, mapping=mapping, by=request.user)
                messages.success(request, _("Understood. It is remembered for the next file."))
            return redirect("import_detail", upload.pk)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    context = {"upload": upload, "columns": columns, "choices": choices}
    return render(request, "imports/import_columns.html", context)


@needs("import.change")
@require_POST
def import_forget(request: Request, upload_id: UUID) -> HttpResponse:
    upload = upload_or_404(request.user, upload_id)
    may_or_404(request.user, "imports.forget_columns", area=upload.area_id)
    forget_columns(upload=upload, by=request.user)
    messages.success(request, _("Forgotten. The next file is read as the headings say."))
    return redirect("import_detail", upload.pk)
