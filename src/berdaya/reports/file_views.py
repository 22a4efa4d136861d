"""The forms themselves, as paper (PDF) or as a spreadsheet."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.groups.models import Group
from berdaya.groups.pages import group_of
from berdaya.groups.sight import may
from berdaya.reports import actions
from berdaya.reports.card import card_of
from berdaya.reports.filled import Filled
from berdaya.reports.paper import SIZES, pdf
from berdaya.reports.people import Show
from berdaya.reports.register import register_of
from berdaya.reports.sheets import workbook
from berdaya.reports.views import month_or_404, village_or_404
from berdaya.reports.village import report_of
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

MAKERS: dict[str, tuple[Callable[[Filled, str], bytes], str]] = {
    "pdf": (pdf, "application/pdf"),
    "xlsx": (workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}

WHOLE = Show(numbers=True, kb=True)  # for offices and field officers, who may ask about KB too


@needs("group-form.read")
@require_safe
@never_cache
def register_file(
    request: Request, group_id: UUID, year: int, number: int, ending: str
) -> HttpResponse:
    _ending_or_404(ending)
    group, month = group_of(request, group_id, "group-form.read"), month_or_404(year, number)
    actions.export_form(group=group, what=f"register.{month:%Y-%m}.{ending}", by=request.user)
    return download(request, register_of(group, month, _show(request, group)), ending)


@needs("group-form.read")
@require_safe
@never_cache
def card_file(request: Request, group_id: UUID, year: int, ending: str) -> HttpResponse:
    _ending_or_404(ending)
    group = group_of(request, group_id, "group-form.read")
    _year_or_404(group, year)
    actions.export_form(group=group, what=f"card.{year}.{ending}", by=request.user)
    return download(request, card_of(group, year, _show(request, group)), ending)


@needs("group-form.reveal")
@require_POST
@never_cache
def register_in_full(
    request: Request, group_id: UUID, year: int, number: int, ending: str
) -> HttpResponse:
    _ending_or_404(ending)
    group, month = group_of(request, group_id, "group-form.reveal"), month_or_404(year, number)
    what = f"register.{month:%Y-%m}.{ending}"
    return _in_full(request, group, what, lambda: register_of(group, month, WHOLE), ending)


@needs("group-form.reveal")
@require_POST
@never_cache
def card_in_full(request: Request, group_id: UUID, year: int, ending: str) -> HttpResponse:
    _ending_or_404(ending)
    group = group_of(request, group_id, "group-form.reveal")
    _year_or_404(group, year)
    what = f"card.{year}.{ending}"
    return _in_full(request, group, what, lambda: card_of(group, year, WHOLE), ending)


@needs("village-report.read")
@require_safe
@never_cache
def village_file(
    request: Request, code: str, year: int, number: int, ending: str
) -> HttpResponse:
    _ending_or_404(ending)
    place, month = village_or_404(request, code), month_or_404(year, number)
    actions.export_village(village=place, what=f"{month:%Y-%m}.{ending}", by=request.user)
    return download(request, report_of(place, month, request.user), ending)


def download(request: Request, filled: Filled, ending: str) -> HttpResponse:
    """The file, on the paper that was asked for; A4 where none was."""
    size = request.GET.get("kertas", "a4")
    make, kind = MAKERS[ending]
    made = HttpResponse(make(filled, size if size in SIZES else "a4"), content_type=kind)
    made.headers["Content-Disposition"] = f'attachment; filename="{filled.name}.{ending}"'
    return made


def _in_full(
    request: Request, group: Group, what: str, fill: Callable[[], Filled], ending: str
) -> HttpResponse:
    form = forms.Form(request.POST)
    if form.is_valid():
        with refusals_in(form):
            actions.export_numbers(group=group, what=what, by=request.user)
            return download(request, fill(), ending)
    return answer(request, "reports/refused.html", {"group": group}, form)


def _show(request: Request, group: Group) -> Show:
    """KB of each member for those alone who may ask about it."""
    return Show(kb=may(request.user, "groups.note_kb", group))


def _ending_or_404(ending: str) -> None:
    """Before the trace says that somebody took a file out."""
    if ending not in MAKERS:
        raise Http404


def _year_or_404(group: Group, year: int) -> None:
    if not group.founded_on.year <= year <= timezone.localdate().year + 1:
        raise Http404
