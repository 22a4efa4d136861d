"""The result of a survey with what follows from it, and the page on which one step is decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.actions import may
from berdaya.access.doors import may_or_404, needs
from berdaya.followups.actions import NewDecision, decide
from berdaya.followups.counts import counts_in, villages_of
from berdaya.followups.forms import DecisionForm
from berdaya.followups.proposals import Proposal, moved_since, proposals_of
from berdaya.surveys.result_views import result_page
from berdaya.surveys.results import Reading
from berdaya.surveys.shown import items
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("assessment.read")
@require_safe
def result_detail(request: Request, assessment_id: UUID) -> HttpResponse:
    """The result; below what holds it back, each step that may follow and what was decided."""
    context, reading = result_page(request, assessment_id)
    context |= follow_ups(request, reading)
    return render(request, "followups/result_detail.html", context)


def follow_ups(request: Request, reading: Reading) -> dict[str, Any]:
    """What pages show of what follows from a reading."""
    area = reading.assessment.family.area_id
    found = proposals_of(reading)
    return {
        "needs": [(item, found[item.code]) for item in items(reading.blocked_by)],
        "moved": moved_since(reading),
        "may_decide": may(request.user, "followups.decide", area=area),
    }


@needs("follow-up.add")
def step_decide(request: Request, assessment_id: UUID, item: str, number: int) -> HttpResponse:
    """Take one step up, or decline it."""
    context, reading = result_page(request, assessment_id)
    assessment = reading.assessment
    may_or_404(request.user, "followups.decide", area=assessment.family.area_id)
    if context["newer"]:
        return redirect("result_detail", context["newer"].pk)
    proposal = _proposal(reading, item, number)
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            told = NewDecision(
                assessment=assessment, item=item, step=number, **form.cleaned_data
            )
            decide(decision=told, by=request.user)
            messages.success(request, _("Noted."))
            return redirect("result_detail", assessment.pk)
    context |= {"proposal": proposal, "short": said(proposal.item.short), "form": form}
    status = 422 if form.errors else 200
    return render(request, "followups/step_decide.html", context, status=status)


def _proposal(reading: Reading, item: str, number: int) -> Proposal:
    for one in proposals_of(reading).get(item, []):
        if one.number == number:
            return one
    raise Http404


@needs("follow-up.count")
@require_safe
def follow_up_counts(request: Request) -> HttpResponse:
    """For each village of the user: proposed, taken up, declined, moved."""
    this_year = timezone.localdate().year
    year = this_year - 1 if request.GET.get("tahun") == str(this_year - 1) else this_year
    context = {
        "rows": [row for row in counts_in(villages_of(request.user), year) if row.proposed],
        "year": str(year),
        "tabs": [
            {"label": str(one), "url": f"?tahun={one}", "is_current": one == year}
            for one in (this_year, this_year - 1)
        ],
    }
    return render(request, "followups/counts.html", context)
