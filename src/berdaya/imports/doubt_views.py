"""The families of a file that may be registered already: both sides, and what somebody decided."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.actions import may
from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at
from berdaya.imports.actions import decide
from berdaya.imports.models import Doubt, Upload
from berdaya.imports.seen import upload_or_404
from berdaya.imports.shown import sides_of
from berdaya.refusal import Refusal
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request


@needs("import.read")
@require_safe
def import_doubts(request: Request, upload_id: UUID) -> HttpResponse:
    """Each with what the file says, what is on record, and the buttons to decide."""
    upload = upload_or_404(request.user, upload_id)
    rows = doubles_of(request, upload)
    page = page_of(
        rows.select_related("family__area", "decided_by"),
        request.GET.get("page", ""),
        order=("row", "pk"),
    )
    looked_at(request, upload, families=len(page.rows))
    context = {
        "upload": upload,
        "page": page,
        "sides": sides_of(page.rows),
        "may_decide": upload.state == Upload.State.CHECKED
        and may(request.user, "imports.decide", area=upload.area_id),
    }
    return render(request, "imports/import_doubts.html", context)


@needs("import.change")
@require_POST
def import_decide(request: Request, upload_id: UUID, doubt_id: UUID) -> HttpResponse:
    upload = upload_or_404(request.user, upload_id)
    may_or_404(request.user, "imports.decide", area=upload.area_id)
    rows = doubles_of(request, upload)
    doubt = get_object_or_404(rows.select_related("upload"), pk=doubt_id)
    said = request.POST.get("decision", "")
    decision = said if said in Doubt.Decision.values else ""
    try:
        decide(doubt=doubt, decision=decision, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('import_doubts', args=[upload.pk])}#{doubt.pk}")


def doubles_of(request: Request, upload: Upload) -> QuerySet[Doubt]:
    """Those about two heads have a page of their own: see head_views."""
    seen = Doubt.objects.visible_to(request.user)
    return seen.filter(upload=upload, kind=Doubt.Kind.DOUBLE)
