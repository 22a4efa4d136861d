"""Pages for the files of an office."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.actions import may
from berdaya.areas.models import Area
from berdaya.imports.actions import carry_out, check_file
from berdaya.imports.forms import UploadForm
from berdaya.imports.models import Upload
from berdaya.imports.words import text_of
from berdaya.refusal import Refusal
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_VILLAGES = 300  # in a list to choose from; who covers more sends files by the village
TARGETS = {
    "name": gettext_lazy("Name"),
    "head_name": gettext_lazy("Name of the head"),
    "kk_number": gettext_lazy("KK number"),
    "nik": "NIK",
    "sex": gettext_lazy("Sex"),
    "birth_date": gettext_lazy("Date of birth"),
    "relation": gettext_lazy("Relation to the head"),
    "marital": gettext_lazy("Marital status"),
    "religion": gettext_lazy("Religion"),
    "schooling": gettext_lazy("Schooling"),
    "schooling_now": gettext_lazy("Schooling now"),
    "work": gettext_lazy("Work"),
    "health_insurance": gettext_lazy("Health insurance"),
    "birth_certificate": gettext_lazy("Birth certificate"),
    "contraception": gettext_lazy("Contraception"),
    "pregnant": gettext_lazy("Pregnant"),
    "presence": gettext_lazy("Where the person lives"),
    "status": gettext_lazy("Alive, moved or dead"),
    "hamlet": gettext_lazy("Hamlet"),
    "rw": "RW",
    "rt": "RT",
    "rt_rw": "RT/RW",
    "village_code": gettext_lazy("Village code"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Phone"),
    "family_id": gettext_lazy("Family"),
    "survey_date": gettext_lazy("Day of the survey"),
}


@login_required
def import_list(request: Request) -> HttpResponse:
    """The form for a new file, and the files sent before."""
    villages = _villages(request)
    form = UploadForm(request.POST or None, request.FILES or None, villages=villages)
    if form.is_valid():
        with refusals_in(form):
            return redirect("import_detail", _check(request, form.cleaned_data).pk)
    uploads = Upload.objects.visible_to(request.user).select_related("village", "by")
    page = page_of(
        uploads.defer("content", "left_out"),
        request.GET.get("page", ""),
        order=("-sent_at", "pk"),
    )
    context = {"form": form, "page": page, "may_send": villages.exists()}
    status = 422 if form.errors else 200
    return render(request, "imports/import_list.html", context, status=status)


def _check(request: Request, data: dict[str, Any]) -> Upload:
    file = data.pop("file")
    return check_file(filename=file.name, content=file.read(), by=request.user, **data)


def _villages(request: Request) -> QuerySet[Area]:
    seen = Area.objects.filter(request.user.sight_of("code"), level=Area.Level.VILLAGE)
    if not may_send(request):
        return seen.none()
    return Area.objects.filter(
        pk__in=list(seen.values_list("pk", flat=True)[:MOST_VILLAGES])
    ).order_by("name", "pk")


def may_send(request: Request) -> bool:
    return any(
        may(request.user, "imports.check_file", area=code) for code in request.user.area_codes
    )


@login_required
@require_safe
def import_detail(request: Request, upload_id: UUID) -> HttpResponse:
    """What the file would bring, or has brought."""
    upload = _upload(request, upload_id)
    report = upload.report
    context = {
        "upload": upload,
        "report": report,
        "is_done": upload.state == Upload.State.DONE,
        "brings_nothing": not (report["families"] or report["answers"]),
        "columns": [
            {
                "letter": letter,
                "heading": heading,
                "meaning": TARGETS.get(target, target.upper()),
            }
            for letter, heading, target in report["columns"]
        ],
        "problems": [_shown(kind) for kind in report["problems"]],
    }
    return render(request, "imports/import_detail.html", context)


def _shown(kind: dict[str, Any]) -> dict[str, Any]:
    """One kind of problem: its sentence for the first row, and which rows have it."""
    first = kind["rows"][0]
    others = kind["count"] - len(kind["rows"])
    return {
        **kind,
        "text": text_of(kind["code"], first["params"]),
        "numbers": ", ".join(str(row["row"]) for row in kind["rows"]),
        "others": others,
        "examples": [
            {"row": row["row"], "text": text_of(kind["code"], row["params"])}
            for row in kind["rows"]
        ],
    }


@login_required
@require_POST
def import_carry_out(request: Request, upload_id: UUID) -> HttpResponse:
    upload = _upload(request, upload_id)
    try:
        done = carry_out(upload=upload, only_good="only_good" in request.POST, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("import_detail", upload.pk)
    messages.success(
        request,
        _("%(families)s families and %(answers)s surveys were taken in.")
        % {"families": done.report["families"], "answers": done.report["answers"]},
    )
    return redirect("import_detail", upload.pk)


@login_required
@require_safe
def import_rejected(request: Request, upload_id: UUID) -> HttpResponse:
    """The rows that stay out, as a file to mend and upload again."""
    upload = _upload(request, upload_id)
    name = f"{_('to mend')} {upload.filename.rsplit('.', 1)[0]}.xlsx"
    response = HttpResponse(bytes(upload.left_out), content_type=XLSX)
    response.headers["Content-Disposition"] = _attachment(name)
    return response


def _attachment(name: str) -> str:
    plain = "".join(sign for sign in name if sign.isalnum() or sign in " -_.") or "berkas.xlsx"
    return f'attachment; filename="{plain.encode("ascii", "replace").decode()}"'


def _upload(request: Request, upload_id: UUID) -> Upload:
    uploads = Upload.objects.visible_to(request.user).select_related("village", "by")
    return get_object_or_404(uploads, pk=upload_id)
