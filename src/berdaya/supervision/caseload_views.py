"""The board of a supervisor's cases, and how long they stand in their stages."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework.actions import take_over_case
from berdaya.casework.words import STAGES, word
from berdaya.rules.casework.spans import definition
from berdaya.supervision.caseload import (
    breaks_for,
    cases_of,
    is_over,
    left_to,
    loads_of,
    totals_of,
    waiting_for,
    workers_of,
)
from berdaya.supervision.drawing import picture_of
from berdaya.supervision.forms import AgeingForm
from berdaya.supervision.tabs import tabs_for
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request


@needs("caseload.read")
@require_safe
def caseload_board(request: Request) -> HttpResponse:
    """One's workers with what each carries, and what waits for oneself. No client is named."""
    user, today = request.user, timezone.localdate()
    page = page_of(workers_of(user), request.GET.get("page", ""), order=("first_name", "pk"))
    context = {
        "tabs": tabs_for(user, "caseload_board"),
        "page": page,
        "loads": [
            (it, [(STAGES[stage], count) for stage, count in it.stages])
            for it in loads_of(user, page.rows, today)
        ],
        "totals": totals_of(user, today),
        "waiting": waiting_for(user, today),
        "breaks": breaks_for(user),
        "left": left_to(user).count(),
        "crisis_days": definition().crisis_days,
    }
    return render(request, "supervision/caseload_board.html", context)


@needs("case-assignment.change")
@transaction.atomic
def cases_take_over(request: Request) -> HttpResponse:
    """Supervise on what a supervisor of one's area left behind.

    Who comes by the address alone, as after signing in again, finds the button on the board.
    """
    if request.method != "POST":
        return redirect("caseload_board")
    cases = list(left_to(request.user))
    for case in cases:
        take_over_case(case=case, by=request.user)
    n = len(cases)
    words = ngettext("%(n)s case is yours now.", "%(n)s cases are yours now.", n) % {"n": n}
    messages.success(request, words)
    return redirect("caseload_board")


@needs("caseload.read")
@require_safe
def case_ageing(request: Request) -> HttpResponse:
    """How long cases stand in their present stage, the longest first."""
    user, today = request.user, timezone.localdate()
    form = AgeingForm(request.GET or None, workers=workers_of(user))
    rows: Any = form.narrowed(cases_of(user), is_over(today))
    counted = rows.order_by().values_list("stage", "since").annotate(cases=Count("pk"))
    page = page_of(
        rows.select_related("worker"), request.GET.get("page", ""), order=("since", "pk")
    )
    known = definition()
    context: dict[str, Any] = {
        "tabs": tabs_for(user, "case_ageing"),
        "form": form,
        "page": page,
        "cases": [
            (
                it,
                word("fields", it.field),
                STAGES[it.stage],
                days := (today - it.since).days,
                known.spans[it.stage].over(days),
            )
            for it in page.rows
        ],
        "picture": picture_of(counted, today),
        "spans": [(STAGES[it.stage], it) for it in known.spans.values()],
        "known": known,
    }
    return render(request, "supervision/case_ageing.html", context)
