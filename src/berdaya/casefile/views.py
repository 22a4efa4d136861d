"""The case file: choosing what goes out, the list of prints, and the PDF itself."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.models import User
from berdaya.casefile import actions
from berdaya.casefile.choosing import parts_for
from berdaya.casefile.forms import PrintForm
from berdaya.casefile.models import CasePrint
from berdaya.casefile.paper import case_pdf
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, read_of
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.contacts.models import Note
from berdaya.rules.casework.casefile import FULL, definition
from berdaya.ui.answers import answer
from berdaya.ui.attachments import attachment
from berdaya.ui.languages import said
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("case-file.read")
def case_file(request: Request, case_id: UUID) -> HttpResponse:
    """What may be taken out, by version, and everything that was taken out before."""
    may_print = "casefile.print_case"
    case = case_for(
        request, case_id, may_print if request.method == "POST" else "case-file.read"
    )
    version = request.GET.get("versi", FULL)
    if version not in definition().versions:
        raise Http404
    form = _form(request, case, version) if may(request.user, may_print, case) else None
    if form and form.is_valid():
        with refusals_in(form):
            key, order = form.cleaned_data["key"], form.order()
            return redirect(
                actions.print_case(key=key, case=case, order=order, by=request.user)
            )
    rows = CasePrint.objects.visible_to(request.user).of(case).select_related("by")
    known = definition().versions.values()
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "case_file"),
        "version": definition().versions[version],
        "versions": [
            {
                "label": said(it.words),
                "url": f"?versi={it.code}",
                "is_current": it.code == version,
            }
            for it in known
        ],
        "to_check": said(definition().to_check),
        "page": page_of(rows, request.GET.get("page", ""), order=("-at", "-pk")),
    }
    if form is None:
        return render(request, "casefile/case_file.html", context)
    return answer(request, "casefile/case_file.html", context, form)


def _form(request: Request, case: Case, version: str) -> PrintForm:
    return PrintForm(
        request.POST or None,
        version=version,
        parts=parts_for(request.user, case, version),
        has_private=version == FULL and _has_private(request.user, case),
    )


def _has_private(user: User, case: Case) -> bool:
    rows = Note.objects.visible_to(user).of(case).standing()
    return rows.filter(is_private=True).exists()


@needs("case-file.export")
@require_safe
def case_print(request: Request, print_id: UUID) -> HttpResponse:
    """The print that was noted, and the file for as long as it may be fetched."""
    made = _own_print(request, print_id)
    context = {"case": made.case, "print": made, "is_fresh": made.is_fresh(timezone.now())}
    return render(request, "casefile/case_print.html", context)


@needs("case-file.export")
@require_safe
def case_print_file(request: Request, print_id: UUID) -> HttpResponse:
    """The PDF, made anew each time from what stands now and may be seen now."""
    made, now = _own_print(request, print_id), timezone.now()
    if not made.is_fresh(now):
        raise Http404
    content = case_pdf(made, made.case, reader=request.user, now=now)
    return attachment(content, "application/pdf", _("case file %(n)s") % {"n": made.number})


def _own_print(request: Request, print_id: UUID) -> CasePrint:
    """A print that the user made, in a case that they may still take out."""
    rows = CasePrint.objects.visible_to(request.user, "casefile.print_case").filter(
        by=request.user
    )
    near = ("person", "family", "group", "area", "worker", "supervisor")
    made: CasePrint = get_object_or_404(
        rows.select_related("by", *(f"case__{it}" for it in near)), pk=print_id
    )
    read_of(request, made.case)
    return made
