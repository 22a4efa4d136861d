"""The ending of a case: readiness, after-care, the summary, and looking in again."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework.contracts import said_no_on
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, form_page, read_of
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.outcomes import actions
from berdaya.outcomes.due import follow_ups_for
from berdaya.outcomes.forms import (
    AfterCareForm,
    DatesForm,
    FollowUpForm,
    GivenForm,
    ReadinessForm,
    SummaryForm,
)
from berdaya.outcomes.models import AfterCare, FollowUp, ReadinessCheck, Summary
from berdaya.outcomes.reading import WHY, ended_by, goals_of, newest_of, plan_of
from berdaya.rules.casework.outcomes import days_of_follow_up, definition
from berdaya.rules.casework.stages import EVALUATION, TERMINATION
from berdaya.ui.languages import said
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request

PAGE = "case_ending"  # under which all these pages stand in the list of who read the case


@needs("case-ending.read")
@require_safe
def case_ending(request: Request, case_id: UUID) -> HttpResponse:
    """What is arranged for a good ending, and how it went on after it."""
    case = case_for(request, case_id, "case-ending.read", PAGE)
    writes = may(request.user, "outcomes.check_readiness", case)
    is_open = case.state == Case.State.OPEN
    check = newest_of(ReadinessCheck, case)
    follow_ups = _follow_ups(case)
    waits = any(is_open for _one, _notes, is_open in follow_ups)
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, PAGE),
        "check": check,
        "points": _points(check) if check else [],
        "to_check": said(definition().to_check),
        "care": newest_of(AfterCare, case),
        "summary": newest_of(Summary, case),
        "follow_ups": follow_ups,
        "said_no_on": said_no_on(case) if waits else None,
        "may_add": writes and is_open and case.stage >= EVALUATION,
        "may_end": writes and is_open and case.stage == TERMINATION,
        "writes": writes,
        "today": timezone.localdate(),
    }
    return render(request, "outcomes/case_ending.html", context)


def _points(check: ReadinessCheck) -> list[tuple[Any, str, Any]]:
    known = definition()
    rows = known.readiness.items()
    return [
        (words, check.answers[code], known.marks[check.answers[code]]) for code, words in rows
    ]


def _follow_ups(case: Case) -> list[tuple[FollowUp, list[tuple[Any, Any, str]], bool]]:
    """The contacts after the present ending, what was noted of each, and whether it is open."""
    known, entry = definition(), ended_by(case)
    rows = FollowUp.objects.across_areas(why=WHY).filter(entry=entry).order_by("months")
    found = []
    for one in rows.prefetch_related("notes") if entry else ():
        notes = sorted(one.notes.all(), key=lambda it: (it.on, it.recorded_at))
        told = [(it, known.results[it.result], known.tones[it.result]) for it in notes]
        found.append((one, told, all(it.result == "not-reached" for it in notes)))
    return found


@needs("case-ending.add")
def readiness_check(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "outcomes.check_readiness", PAGE)
    form = ReadinessForm(request.POST or None)
    return form_page(
        request,
        form,
        case=case,
        back=_home(case),
        deed=lambda _told: actions.check_readiness(case=case, by=request.user, **form.told()),
        ask=_("Is the client ready to go on alone?"),
        lead=_("Go through it with the client. A point that is still open bars nothing."),
        template="outcomes/readiness.html",
        to_check=said(definition().to_check),
    )


@needs("case-ending.add")
def after_care_plan(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "outcomes.plan_after_care", PAGE)
    last = newest_of(AfterCare, case)
    names = ("helpers", "signs", "if_hard")
    first = {name: getattr(last, name) for name in names} if last else {}
    return form_page(
        request,
        AfterCareForm(request.POST or None, initial=first),
        case=case,
        back=_home(case),
        deed=lambda told: actions.plan_after_care(case=case, by=request.user, **told),
        ask=_("Plan what comes after"),
    )


@needs("case-ending.add")
def summary_write(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "outcomes.write_summary", PAGE)
    form = SummaryForm(request.POST or None, initial=_first_words(case))
    return form_page(
        request,
        form,
        case=case,
        back=_home(case),
        deed=lambda _told: actions.write_summary(case=case, by=request.user, **form.told()),
        ask=_("Closing summary for the client"),
        lead=_("In plain words. The client keeps it, and others at home may read it."),
    )


def _first_words(case: Case) -> dict[str, str]:
    """What was written last, else what the goals say, to be put in plain words."""
    if last := newest_of(Summary, case):
        names = ("worked_on", "changed", "strengths", "contact")
        return {name: getattr(last, name) for name in names}
    plan = plan_of(case)
    goals = goals_of(plan) if plan else []
    return {
        "worked_on": "\n".join(one.goal.what for one in goals),
        "changed": "\n".join(one.reached for one in goals if one.last),
    }


@needs("case-ending.read")
@require_safe
def summary_print(request: Request, case_id: UUID) -> HttpResponse:
    """The closing summary as the client takes it along."""
    case = case_for(request, case_id, "case-ending.read", PAGE)
    summary = get_object_or_404(_summaries(case))
    context = {
        "case": case,
        "summary": summary,
        "care": newest_of(AfterCare, case),
        "follow_ups": () if said_no_on(case) else _follow_ups(case),
    }
    return render(request, "outcomes/summary_print.html", context)


def _summaries(case: Case) -> Any:
    newest = newest_of(Summary, case)
    return Summary.objects.across_areas(why=WHY).filter(pk=newest.pk if newest else None)


@needs("case-ending.add")
def summary_give(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "outcomes.give_summary", PAGE)
    summary = get_object_or_404(_summaries(case))
    summary.case = case
    return form_page(
        request,
        GivenForm(request.POST or None, initial={"who": case.called}),
        case=case,
        back=_home(case),
        deed=lambda told: actions.give_summary(summary=summary, by=request.user, **told),
        ask=_("The client got the summary"),
    )


@needs("case-ending.add")
def follow_ups_date(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "outcomes.date_follow_ups", PAGE)
    entry = ended_by(case)
    usual = days_of_follow_up(entry.on if entry else timezone.localdate())
    form = DatesForm(request.POST or None, usual=usual)
    return form_page(
        request,
        form,
        case=case,
        back=_home(case),
        deed=lambda _told: actions.date_follow_ups(case=case, by=request.user, **form.told()),
        ask=_("When does somebody look in again?"),
        lead=_("Ask the client whether this is welcome, and on which days."),
    )


@needs("case-ending.add")
def follow_up_note(request: Request, follow_up_id: UUID) -> HttpResponse:
    rows = FollowUp.objects.visible_to(request.user, "outcomes.note_follow_up").named()
    follow_up = get_object_or_404(rows, pk=follow_up_id)
    read_of(request, follow_up.case, PAGE)
    return form_page(
        request,
        FollowUpForm(request.POST or None),
        case=follow_up.case,
        back=_home(follow_up.case),
        deed=lambda told: actions.note_follow_up(follow_up=follow_up, by=request.user, **told),
        ask=_("How did the contact go?"),
    )


@needs("case-ending.add")
@require_safe
def look_in_list(request: Request) -> HttpResponse:
    """Whom one is to look in on again, of one's own cases; the oldest day first."""
    today = timezone.localdate()
    rows = follow_ups_for(request.user, today).named()
    page = page_of(rows, request.GET.get("page", ""), order=("due_on", "pk"))
    context = {"page": page, "today": today}
    return render(request, "outcomes/look_in_list.html", context)


def _home(case: Case) -> str:
    return reverse(PAGE, args=[case.pk])
