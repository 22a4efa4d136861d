"""Pages about the work on large files: stop it, go on, and who is at it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import may_or_404, needs
from berdaya.imports.actions import go_on, stop
from berdaya.imports.progress import life_for
from berdaya.imports.seen import upload_or_404
from berdaya.ui.requests import Request


@needs("import.change")
@require_POST
def import_stop(request: Request, upload_id: UUID) -> HttpResponse:
    upload = upload_or_404(request.user, upload_id)
    may_or_404(request.user, "imports.stop", area=upload.area_id)
    stop(upload=upload, by=request.user)
    messages.success(request, _("Stopped. What came in stays."))
    return redirect("import_detail", upload.pk)


@needs("import.change")
@require_POST
def import_go_on(request: Request, upload_id: UUID) -> HttpResponse:
    upload = upload_or_404(request.user, upload_id)
    may_or_404(request.user, "imports.go_on", area=upload.area_id)
    go_on(upload=upload, by=request.user)
    return redirect("import_detail", upload.pk)


@needs("worker.read")
@require_safe
def worker_page(request: Request) -> HttpResponse:
    """Whether the background worker is alive, what it does and what waits for it."""
    return render(request, "imports/worker_page.html", {"life": life_for(request.user)})
