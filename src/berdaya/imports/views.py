"""Pages for the files of an office."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.actions import may
from berdaya.access.doors import may_or_404, needs
from berdaya.imports.actions import carry_out, check_file
from berdaya.imports.columns import understood
from berdaya.imports.forms import UploadForm
from berdaya.imports.list_views import XLSX, list_detail
from berdaya.imports.models import Doubt, Upload
from berdaya.imports.progress import is_worker_alive, progress_of
from berdaya.imports.seen import areas_to_send_for, upload_or_404
from berdaya.imports.shown import columns_of, problems_of
from berdaya.imports.work import is_small
from berdaya.refusal import Refusal
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

State = Upload.State


@needs("import.list")
def import_list(request: Request) -> HttpResponse:
    """The form for a new file, and the files sent before."""
    areas = areas_to_send_for(request.user)
    if request.method == "POST" and not may_send(request):
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, areas=areas)
    if form.is_valid():
        with refusals_in(form):
            return redirect("import_detail", _check(request, form.cleaned_data).pk)
    uploads = Upload.objects.visible_to(request.user).light().select_related("area", "by")
    page = page_of(uploads, request.GET.get("page", ""), order=("-sent_at", "pk"))
    waiting = any(upload.state in Upload.WORKED_ON for upload in page.rows)
    context = {
        "form": form,
        "page": page,
        "may_send": areas.exists(),
        "is_silent": waiting and not is_worker_alive(),
    }
    status = 422 if form.errors else 200
    return render(request, "imports/import_list.html", context, status=status)


def _check(request: Request, data: dict[str, Any]) -> Upload:
    file = data.pop("file")
    return check_file(filename=file.name, content=file.read(), by=request.user, **data)


def may_send(request: Request) -> bool:
    return request.user.may_anywhere("imports.check_file")


@needs("import.read")
@require_safe
def import_detail(request: Request, upload_id: UUID) -> HttpResponse:
    """What the file would bring, or has brought; or how far the work on it is."""
    upload = upload_or_404(request.user, upload_id)
    context = {
        "upload": upload,
        "may_send": may(request.user, "imports.carry_out", area=upload.area_id),
    }
    if upload.state not in (State.CHECKED, State.DONE):
        return _job(request, upload, context)
    if request.htmx.target == "job":  # the work is over: the page shows what came of it
        return HttpResponse(headers={"HX-Refresh": "true"})
    if upload.kind == Upload.Kind.GROUPS:
        return list_detail(request, upload, context)
    context |= {
        "report": upload.report,
        "is_done": upload.state == State.DONE,
        "columns": columns_of(upload.report),
        **_doubts(upload),
        "to_mend": _to_mend(upload),
        "on_top": _on_top(upload),
        "understanding": understood(upload) if upload.mapping else None,
        **problems_of(upload.report),
    }
    return render(request, "imports/import_detail.html", context)


def _to_mend(upload: Upload) -> int:
    """Rows that stay out because of a fault, not because somebody has to decide about them."""
    kinds = upload.report["problems"]
    waiting: int = sum(kind["count"] for kind in kinds if kind["code"] == "import.doubt")
    left_out: int = upload.report["left_out"]
    return left_out - waiting


def _on_top(upload: Upload) -> int:
    """Decided families that a report does not count yet: of a large file it is not made anew."""
    if upload.total is None or is_small(upload.total):
        return 0
    return upload.doubts.filter(kind=Doubt.Kind.DOUBLE).exclude(decision="").count()


def _doubts(upload: Upload) -> dict[str, int]:
    """How many families may be registered already, or have two heads; how many wait."""
    double, open_ = Q(kind=Doubt.Kind.DOUBLE), Q(decision="")
    return upload.doubts.aggregate(
        doubts=Count("pk", filter=double),
        undecided=Count("pk", filter=double & open_),
        decided=Count("pk", filter=double & ~open_),
        heads_asked=Count("pk", filter=~double),
        heads_waiting=Count("pk", filter=~double & open_),
    )


def _job(request: Request, upload: Upload, context: dict[str, Any]) -> HttpResponse:
    runs = upload.state in Upload.WORKED_ON
    if request.htmx.target == "job" and not runs:
        return HttpResponse(headers={"HX-Refresh": "true"})
    part = "#job" if request.htmx.target == "job" else ""
    context |= {"runs": runs, "progress": progress_of(upload)}
    return render(request, f"imports/import_job.html{part}", context)


@needs("import.change")
@require_POST
def import_carry_out(request: Request, upload_id: UUID) -> HttpResponse:
    upload = upload_or_404(request.user, upload_id)
    may_or_404(request.user, "imports.carry_out", area=upload.area_id)
    try:
        done = carry_out(upload=upload, only_good="only_good" in request.POST, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("import_detail", upload.pk)
    if done.state != State.DONE:
        return redirect("import_detail", upload.pk)
    messages.success(request, _came_in(done))
    return redirect("import_detail", upload.pk)


def _came_in(upload: Upload) -> str:
    said = _("%(families)s families and %(answers)s surveys were taken in.")
    if upload.kind == Upload.Kind.GROUPS:
        said = _("%(groups)s groups and %(members)s members were taken in.")
    return str(said % upload.report)


@needs("import.export")
@require_safe
def import_rejected(request: Request, upload_id: UUID) -> HttpResponse:
    """The rows that stay out, as a file to mend and upload again: it holds whole numbers."""
    upload = upload_or_404(request.user, upload_id)
    may_or_404(request.user, "import.export", area=upload.area_id)
    if not upload.left_out:
        raise Http404
    name = f"{_('to mend')} {upload.filename.rsplit('.', 1)[0]}.xlsx"
    response = HttpResponse(bytes(upload.left_out), content_type=XLSX)
    response.headers["Content-Disposition"] = _attachment(name)
    return response


def _attachment(name: str) -> str:
    plain = "".join(sign for sign in name if sign.isalnum() or sign in " -_.") or "berkas.xlsx"
    return f'attachment; filename="{plain.encode("ascii", "replace").decode()}"'
