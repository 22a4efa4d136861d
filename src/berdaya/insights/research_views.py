"""Where a researcher takes answers out, without anybody's name."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.insights.actions import export_research
from berdaya.insights.research import FEWEST, files_for, head_of, rows_of
from berdaya.rules.instruments.definition import UnknownInstrument, load
from berdaya.ui.exports import Table, answer
from berdaya.ui.languages import said
from berdaya.ui.requests import Request


@needs("research.export")
@require_safe
def research(request: Request) -> HttpResponse:
    """What can be taken out, by questionnaire and year."""
    found = files_for(request.user, timezone.localdate())
    files = [(load(instrument), years) for instrument, years in found.items()]
    context = {
        "files": [(it.id, said(it.title), years) for it, years in files],
        "fewest": FEWEST,
    }
    return render(request, "insights/research.html", context)


@needs("research.export")
@require_safe
def research_export(request: Request, instrument: str, year: int) -> HttpResponseBase:
    """One year of one questionnaire, from those who agreed to research."""
    try:
        definition = load(instrument)
    except UnknownInstrument:
        raise Http404 from None
    export_research(instrument=instrument, year=year, by=request.user)
    table = Table(
        name=f"penelitian-{instrument}-{year}",
        title=said(definition.title),
        notes=[],
        head=head_of(definition),
        rows=rows_of(request.user, definition, year, timezone.localdate()),
    )
    return answer(table, "csv")
