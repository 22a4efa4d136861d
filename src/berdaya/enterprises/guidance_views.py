"""Guidance of a business: its plan, visits, tasks and technology on one page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.enterprises import actions
from berdaya.enterprises.actions.guidance import NewPlan, NewTechnology, NewVisit
from berdaya.enterprises.guidance_forms import (
    AskForm,
    PlanForm,
    TaskForm,
    TechnologyForm,
    VisitForm,
)
from berdaya.enterprises.models import Enterprise, Task, Technology
from berdaya.enterprises.pages import enterprise_of, form_page
from berdaya.enterprises.tabs import tabs_of
from berdaya.groups.sight import may
from berdaya.ui.requests import Request

RELATED = ("enterprise__group", "enterprise__owner__person")
WITH_TASKS = "enterprises/tasks_form.html"


@needs("guidance.read")
@require_safe
def guidance(request: Request, enterprise_id: UUID) -> HttpResponse:
    """The plan that stands, what is still to do, and what was seen at visits."""
    enterprise = enterprise_of(request, enterprise_id, "guidance.read")
    looked_at(request, enterprise, guidance=True)
    tasks = list(enterprise.tasks.order_by("due_on", "pk"))
    user, group = request.user, enterprise.group
    plan = enterprise.plans.filter(until=None).first()
    context = {
        "enterprise": enterprise,
        "group": group,
        "tabs": tabs_of(enterprise, user, "guidance"),
        "plan": plan,
        "steps": [it for it in tasks if plan and it.plan_id == plan.pk],
        "still_open": [it for it in tasks if it.state == Task.State.OPEN],
        "visits": [
            (visit, [it for it in tasks if it.visit_id == visit.pk])
            for visit in enterprise.visits.select_related("by").order_by("-on", "-pk")
        ],
        "technologies": enterprise.technologies.order_by("-since", "pk"),
        "today": timezone.localdate(),
        "may_guide": enterprise.ended_on is None
        and may(user, "enterprises.record_visit", group),
        "may_settle": may(user, "enterprises.settle_task", group),
    }
    return render(request, "enterprises/guidance.html", context)


@needs("guidance.add")
def plan_new(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.make_plan")
    form = PlanForm(request.POST or None)
    return form_page(
        request,
        form,
        about=enterprise,
        ask=_("A plan for the business"),
        lead=_("Make it together with the owner: it is their business."),
        back=_guidance(enterprise),
        template=WITH_TASKS,
        asked_first=[form["aims"], form["since"]],
        deed=lambda said: actions.make_plan(
            plan=NewPlan(said["key"], enterprise, said["aims"], said["since"], form.tasks()),
            by=request.user,
        ),
    )


@needs("guidance.add")
def visit_new(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.record_visit")
    form = VisitForm(request.POST or None)
    return form_page(
        request,
        form,
        about=enterprise,
        ask=_("A visit"),
        back=_guidance(enterprise),
        template=WITH_TASKS,
        asked_first=[form["on"], form["seen"]],
        deed=lambda said: actions.record_visit(
            visit=NewVisit(said["key"], enterprise, said["on"], said["seen"], form.tasks()),
            by=request.user,
        ),
    )


@needs("guidance.change")
def task_settle(request: Request, task_id: UUID) -> HttpResponse:
    rows = Task.objects.visible_to(request.user, "enterprises.settle_task")
    task = get_object_or_404(rows.select_related(*RELATED), pk=task_id)
    return form_page(
        request,
        TaskForm(request.POST or None),
        about=task.enterprise,
        ask=_("What became of it?"),
        lead=task.text,
        back=_guidance(task.enterprise),
        deed=lambda said: actions.settle_task(task=task, by=request.user, **said),
    )


@needs("guidance.add")
def technology_new(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.introduce_technology")
    return form_page(
        request,
        TechnologyForm(request.POST or None),
        about=enterprise,
        ask=_("Technology that was brought in"),
        back=_guidance(enterprise),
        deed=lambda said: actions.introduce_technology(
            technology=NewTechnology(enterprise=enterprise, **said), by=request.user
        ),
    )


@needs("guidance.change")
def technology_ask(request: Request, technology_id: UUID) -> HttpResponse:
    rows = Technology.objects.visible_to(request.user, "enterprises.ask_technology")
    technology = get_object_or_404(rows.select_related(*RELATED), pk=technology_id)
    return form_page(
        request,
        AskForm(request.POST or None),
        about=technology.enterprise,
        ask=_("Is it still used?"),
        lead=technology.name,
        back=_guidance(technology.enterprise),
        deed=lambda said: actions.ask_technology(
            technology=technology, by=request.user, **said
        ),
    )


def _guidance(enterprise: Enterprise) -> str:
    return reverse("guidance", args=[enterprise.pk])
