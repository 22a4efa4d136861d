"""The list of cases that one sees, a case's first page, and who read it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.models import User
from berdaya.casework.listing import my_cases
from berdaya.casework.models import Case, CaseRead, GlassBreak
from berdaya.casework.pages import case_for
from berdaya.casework.sight import Right, may
from berdaya.casework.tabs import VIEWS, tabs_of
from berdaya.casework.waits import waiting
from berdaya.casework.words import PAGES, STAGES, signs_of, word, words
from berdaya.ui.languages import said
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request

READS_PRINTED = 500


@needs("case.list")
@require_safe
def case_list(request: Request) -> HttpResponse:
    """One's own cases, those one supervises, and those one was let into."""
    text = request.GET.get("q", "").strip()
    closed = request.GET.get("tutup") == "1"
    rows = my_cases(request.user, text, closed=closed)
    page = page_of(rows, request.GET.get("page", ""), order=("-opened_on", "pk"))
    mine = Case.objects.visible_to(request.user).filter(supervisor=request.user)
    breaks = GlassBreak.objects.visible_to(request.user, "casework.see_break").unseen()
    works = request.user.may_anywhere("contact.add")
    context = {
        "page": page,
        "cases": [(it, STAGES[it.stage], _role_of(request.user, it)) for it in page.rows],
        "q": text,
        "closed": closed,
        "tabs": [
            {"label": label, "url": url, "is_current": is_closed == closed}
            for label, url, is_closed in (
                (pgettext("cases", "Running"), reverse("case_list"), False),
                (pgettext("cases", "Closed"), "?tutup=1", True),
            )
        ],
        "waits": waiting(request.user, timezone.localdate()) if works else [],
        "without_worker": mine.filter(state=Case.State.INTAKE).count(),
        "breaks": breaks.select_related("by", "case").order_by("at", "pk"),
    }
    return render(request, "casework/case_list.html", context)


def _role_of(user: User, case: Case) -> str:
    """What somebody is in a case, without asking the database."""
    if case.worker_id == user.pk:
        return str(Right.WORKER.label)
    return str(Right.SUPERVISOR.label) if case.supervisor_id == user.pk else ""


@needs("case.read")
@require_safe
def case_detail(request: Request, case_id: UUID) -> HttpResponse:
    """What the case is, how it came here, and the stages it went through."""
    case = case_for(request, case_id, "case.read")
    intake = getattr(case, "intake", None)
    entries = case.stage_entries.select_related("by").order_by("-number")
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "case_detail"),
        "intake": intake,
        "signs": [said(one.ask) for one in signs_of(intake.signs)] if intake else [],
        "field": word("fields", case.field),
        "functions": words("functions", case.functions),
        "setting": word("settings", case.setting),
        "entries": [(it, STAGES[it.to_stage], _ending(it.ending)) for it in entries],
        "may_note_contact": case.state != Case.State.CLOSED
        and may(request.user, "contact.add", case),
        **may_of(request.user, case),
    }
    return render(request, "casework/case_detail.html", context)


def may_of(user: User, case: Case) -> dict[str, bool]:
    """What `user` may do next about who works on a case."""
    is_closed = case.state == Case.State.CLOSED
    return {
        "may_assign": not case.worker_id and may(user, "casework.assign_worker", case),
        "may_transfer": not is_closed and may(user, "casework.transfer_case", case),
        "may_reopen": is_closed and may(user, "casework.reopen_case", case),
        "may_let_in": may(user, "casework.give_access", case),
    }


def _ending(code: str) -> str:
    return word("end-reasons", code) if code else ""


@needs("case-access.read")
@require_safe
def case_reads(request: Request, case_id: UUID) -> HttpResponse:
    """Who read the case, when, which page and by which right: for the client who asks."""
    case = case_for(request, case_id, "case-access.read")
    reads = case.reads.select_related("by").order_by("-at", "-pk")
    is_printed = request.GET.get("cetak") == "1"
    page = (
        None
        if is_printed
        else page_of(
            CaseRead.objects.visible_to(request.user, "case-access.read")
            .of(case)
            .select_related("by"),
            request.GET.get("page", ""),
            order=("-at", "-pk"),
        )
    )
    rows = reads[:READS_PRINTED] if page is None else page.rows
    names = page_names()
    context: dict[str, Any] = {
        "case": case,
        "reads": [(it, names.get(it.page, it.page)) for it in rows],
        "page": page,
        "today": timezone.localdate(),
    }
    return render(request, "casework/case_reads.html", context)


def page_names() -> dict[str, Any]:
    """What the pages of a case are called, by the name of their address."""
    return {name: label for label, name, _cell in VIEWS} | PAGES
