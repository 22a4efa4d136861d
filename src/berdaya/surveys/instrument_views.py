"""The instruments, explained to those who ask with them; code books, forms to print and to fill."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.models import NATION
from berdaya.rules.instruments.codebook import as_csv, as_markdown
from berdaya.rules.instruments.definition import Instrument
from berdaya.rules.instruments.form import write_xlsform
from berdaya.surveys.explained import SUBJECTS, explained
from berdaya.surveys.models import Rescoring
from berdaya.surveys.own import everything
from berdaya.surveys.rescored import moves
from berdaya.surveys.start_views import definition_of
from berdaya.ui.requests import Request

PAPERS = ("a4", "f4")
BOOKS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "md": (as_markdown, "text/markdown; charset=utf-8"),
}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("instrument.read")
@require_safe
def instrument_list(request: Request) -> HttpResponse:
    """What there is to ask with, by whom it asks about."""
    found = everything()
    by_subject = {
        str(words): [explained(one) for one in found if one.subject == subject]
        for subject, words in SUBJECTS.items()
    }
    context = {
        "subjects": [(words, some) for words, some in by_subject.items() if some],
        "keeps_own": request.user.may_anywhere("own-instrument.read"),
    }
    return render(request, "surveys/instrument_list.html", context)


@needs("instrument.read")
@require_safe
def instrument_detail(request: Request, instrument: str) -> HttpResponse:
    """What it asks and why, how it judges, what it may not be used for."""
    definition = definition_of(instrument)
    context = {
        "it": explained(definition),
        "may_rescore": request.user.may("instrument.rescore", area=NATION),
    }
    return render(request, "surveys/instrument_detail.html", context)


@needs("instrument.read")
@require_safe
def instrument_form(request: Request, instrument: str) -> HttpResponse:
    """The questionnaire on paper, to tick by hand."""
    asked = request.GET.get("kertas", "")
    context = {
        "it": explained(definition_of(instrument)),
        "paper": asked if asked in PAPERS else PAPERS[0],
        "papers": PAPERS,
    }
    return render(request, "surveys/instrument_form.html", context)


@needs("instrument.read")
@require_safe
def instrument_book(request: Request, instrument: str, ending: str) -> HttpResponse:
    """The code book: .csv for programs, .md for people."""
    if ending not in BOOKS:
        raise Http404
    definition = definition_of(instrument)
    write, kind = BOOKS[ending]
    return _file(write(definition, _language(definition)), kind, f"{instrument}.{ending}")


@needs("instrument.read")
@require_safe
def instrument_xlsform(request: Request, instrument: str) -> HttpResponse:
    """The form for ODK Collect and KoboToolbox."""
    definition = definition_of(instrument)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_xlsform(definition, path)
        return _file(path.read_bytes(), EXCEL, f"{instrument}.xlsx")


@needs("instrument.rescore")
@require_safe
def instrument_rescorings(request: Request, instrument: str) -> HttpResponse:
    """What newer versions would make of older results, year by year."""
    definition = definition_of(instrument)
    runs = Rescoring.objects.filter(instrument=instrument).order_by("-started_at")
    context = {
        "it": explained(definition),
        "runs": [(run, moves(run) if run.finished_at else []) for run in runs],
    }
    return render(request, "surveys/instrument_rescorings.html", context)


def _language(definition: Instrument) -> str:
    asked = get_language() or ""
    return asked if asked in definition.languages else definition.languages[0]


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
