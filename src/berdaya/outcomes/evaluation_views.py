"""The evaluation of a case: goals with their scores, the client's rating, lessons."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, form_page
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.outcomes import actions
from berdaya.outcomes.forms import ClientForm, LessonForm, RateForm
from berdaya.outcomes.models import ClientRating, Lesson
from berdaya.outcomes.reading import WHY, compared, goals_of, plan_of, scored
from berdaya.rules.casework.outcomes import definition
from berdaya.rules.casework.stages import EVALUATION, IMPLEMENTATION
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

PAGE = "case_evaluation"  # under which all these pages stand in the list of who read the case


@needs("case-evaluation.read")
@require_safe
def case_evaluation(request: Request, case_id: UUID) -> HttpResponse:
    """What has changed, by the goals, by the client, by instruments; and what was learned."""
    case = case_for(request, case_id, "case-evaluation.read", PAGE)
    plan = plan_of(case)
    known = definition()
    ratings = (
        ClientRating.objects.across_areas(why=WHY).of(case).order_by("-on", "-recorded_at")
    )
    lessons = Lesson.objects.across_areas(why=WHY).of(case).order_by("-on", "-recorded_at")
    before_and_after = compared(case)
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, PAGE),
        "plan": plan,
        "scored": scored(goals_of(plan)) if plan else [],
        "client": [
            (it, known.change.answer(it.change), known.help.answer(it.help)) for it in ratings
        ],
        "compared": before_and_after,
        # said once below them all, not with each
        "whys": list(
            dict.fromkeys(
                said(it.change.why) for it in before_and_after if it.change and it.change.why
            )
        ),
        "lessons": lessons,
        "may_add": case.state == Case.State.OPEN
        and case.stage >= IMPLEMENTATION
        and may(request.user, "outcomes.rate_goals", case),
    }
    return render(request, "outcomes/case_evaluation.html", context)


@needs("case-evaluation.add")
def goals_rate(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "outcomes.rate_goals", PAGE)
    plan = plan_of(case)
    if plan is None:
        raise Http404
    first = {"moment": "end" if case.stage >= EVALUATION else "middle"}
    form = RateForm(request.POST or None, goals=plan.goals.in_order(), initial=first)
    return form_page(
        request,
        form,
        case=case,
        back=reverse(PAGE, args=[case.pk]),
        deed=lambda _told: actions.rate_goals(plan=plan, by=request.user, **form.told()),
        ask=_("Rate the goals"),
        lead=_("Talk it through with the client. Choose the level that is true today."),
    )


@needs("case-evaluation.add")
def client_rate(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "outcomes.note_client_rating", PAGE)
    form = ClientForm(request.POST or None, initial={"who": case.called})
    return form_page(
        request,
        form,
        case=case,
        back=reverse(PAGE, args=[case.pk]),
        deed=lambda _told: actions.note_client_rating(
            case=case, by=request.user, **form.told()
        ),
        ask=_("The client's own rating"),
        lead=_("Show this to the client or read it aloud. Every answer is a good answer."),
    )


@needs("case-evaluation.add")
def lesson_new(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "outcomes.note_lesson", PAGE)
    return form_page(
        request,
        LessonForm(request.POST or None),
        case=case,
        back=reverse(PAGE, args=[case.pk]),
        deed=lambda told: actions.note_lesson(case=case, by=request.user, **told),
        ask=_("What worked for whom?"),
    )
