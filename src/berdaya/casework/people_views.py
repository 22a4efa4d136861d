"""Who works on a case, who may see it, and opening one in an emergency."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from berdaya.access.doors import may_or_404, needs
from berdaya.access.kinds import SOCIAL_WORKER, SUPERVISOR
from berdaya.casework import actions
from berdaya.casework.case_views import may_of
from berdaya.casework.forms import (
    AccessForm,
    AssignForm,
    BreakForm,
    ReopenForm,
    SupervisorForm,
    TransferForm,
    VerdictForm,
)
from berdaya.casework.intake_views import subject_of
from berdaya.casework.limits import GLASS, LET_IN_DAYS
from berdaya.casework.models import Assignment, CaseAccess, GlassBreak
from berdaya.casework.pages import case_for, form_page, read_of
from berdaya.casework.professionals import load_of, professionals
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.people.models import Family
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

_NOBODY_ELSE = gettext_lazy(
    "Nobody else has this role in the area of the case. "
    "Whoever manages the system can give it to somebody."
)
HOURS = int(GLASS.total_seconds() // 3600)


@needs("case-access.read")
@require_safe
def case_people(request: Request, case_id: UUID) -> HttpResponse:
    """Who works and worked on the case, who was let in, who opened it in an emergency."""
    case = case_for(request, case_id, "case-access.read")
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "case_people"),
        "assignments": case.assignments.select_related("user").order_by("-since", "-pk"),
        "accesses": case.accesses.select_related("user", "by", "ended_by").order_by(
            "-given_at"
        ),
        "breaks": case.glass_breaks.select_related("by", "seen_by").order_by("-at"),
        "may_end": may(request.user, "casework.end_access", case),
        "may_answer": may(request.user, "casework.see_break", case),
        **may_of(request.user, case),
    }
    return render(request, "casework/case_people.html", context)


@needs("case-assignment.add")
def case_assign(request: Request, case_id: UUID) -> HttpResponse:
    """Choose a worker of the area; beside each stands how many cases they carry."""
    case = case_for(request, case_id, "casework.assign_worker")
    workers = list(professionals(case.area_id, SOCIAL_WORKER))
    form = AssignForm(request.POST or None, users=workers, load=load_of(workers))
    return form_page(
        request,
        form,
        case=case,
        ask=_("Who works on this case?"),
        lead="" if workers else _NOBODY_ELSE,
        is_possible=bool(workers),
        back=case.get_absolute_url(),
        deed=lambda said: actions.assign_worker(
            case=case, worker=form.chosen(), on=said["on"], by=request.user
        ),
    )


@needs("case-assignment.change")
def case_transfer(request: Request, case_id: UUID, role: str) -> HttpResponse:
    """Pass the work, or the supervision, to somebody else."""
    case = case_for(request, case_id, "casework.transfer_case")
    is_work = role == "pekerja"
    now = case.worker_id if is_work else case.supervisor_id
    kind = SOCIAL_WORKER if is_work else SUPERVISOR
    users = [it for it in professionals(case.area_id, kind) if it.pk != now]
    sent = request.POST or None
    form: AssignForm | SupervisorForm = (
        TransferForm(sent, users=users, load=load_of(users))
        if is_work
        else SupervisorForm(sent, users=users)
    )
    return form_page(
        request,
        form,
        case=case,
        ask=_("Who works on the case from now on?")
        if is_work
        else _("Who supervises the case from now on?"),
        lead=_("Whoever had it until now no longer sees the case.") if users else _NOBODY_ELSE,
        is_possible=bool(users),
        back=case.get_absolute_url() if is_work else reverse("case_list"),
        deed=lambda said: actions.transfer_case(
            case=case,
            role=Assignment.Role.WORKER if is_work else Assignment.Role.SUPERVISOR,
            to=form.chosen(),
            reason=said["reason"],
            on=said["on"],
            by=request.user,
        ),
    )


@needs("case-assignment.add")
def case_reopen(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "casework.reopen_case")
    return form_page(
        request,
        ReopenForm(request.POST or None),
        case=case,
        ask=_("Open the case again"),
        back=case.get_absolute_url(),
        deed=lambda said: actions.reopen_case(case=case, by=request.user, **said),
    )


@needs("case-access.add")
def access_new(request: Request, case_id: UUID) -> HttpResponse:
    """Let another professional of the area see the case, for a time and a reason."""
    case = case_for(request, case_id, "casework.give_access")
    users = professionals(case.area_id).exclude(pk__in=[case.worker_id, case.supervisor_id])
    form = AccessForm(request.POST or None, users=users)
    return form_page(
        request,
        form,
        case=case,
        ask=_("Let somebody in"),
        lead=_("For %(days)s days at most. You can end it at any time.")
        % {"days": LET_IN_DAYS},
        back=reverse("case_people", args=[case.pk]),
        deed=lambda said: actions.give_access(
            case=case, by=request.user, **{**said, "user": form.chosen()}
        ),
    )


@needs("case-access.end")
def access_end(request: Request, access_id: UUID) -> HttpResponse:
    rows = CaseAccess.objects.visible_to(request.user, "casework.end_access")
    access = get_object_or_404(rows.select_related("user", *_case("case")), pk=access_id)
    read_of(request, access.case)
    return form_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        case=access.case,
        ask=_("Let %(name)s out of the case?") % {"name": access.user},
        back=reverse("case_people", args=[access.case.pk]),
        deed=lambda said: actions.end_access(access=access, by=request.user),
    )


@needs("case-emergency.change")
def break_see(request: Request, break_id: UUID) -> HttpResponse:
    """The supervisor's answer to somebody who opened the case in an emergency."""
    rows = GlassBreak.objects.visible_to(request.user, "casework.see_break")
    found = get_object_or_404(rows.select_related("by", *_case("case")), pk=break_id)
    assert found.case is not None  # it was found by its case
    read_of(request, found.case)
    return form_page(
        request,
        VerdictForm(request.POST or None),
        case=found.case,
        ask=_("%(name)s opened this case in an emergency") % {"name": found.by},
        lead=found.reason,
        back=reverse("case_people", args=[found.case.pk]),
        deed=lambda said: actions.see_break(glass_break=found, by=request.user, **said),
    )


@needs("case-emergency.add")
def case_break(
    request: Request,
    person_id: UUID | None = None,
    family_id: UUID | None = None,
    group_id: UUID | None = None,
) -> HttpResponse:
    """Open whatever case there is of somebody. Whether there is one is told only afterwards."""
    subject = subject_of(request.user, person_id, family_id, group_id)
    may_or_404(request.user, "casework.break_glass", area=subject.area_id)
    form = BreakForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            said = form.cleaned_data
            made = actions.break_glass(
                key=said["key"], subject=subject, reason=said["reason"], by=request.user
            )
            opened = sum(it.case_id is not None for it in made)
            messages.info(request, _told(opened))
            return redirect("case_list")
    name = subject.head_name if isinstance(subject, Family) else subject.name
    context = {"client": name, "hours": HOURS, "back": subject.get_absolute_url()}
    return answer(request, "casework/case_break.html", context, form)


def _told(opened: int) -> str:
    if not opened:
        return _("There is no case that you cannot see already. That you asked stays noted.")
    return ngettext(
        "%(cases)s case is open to you for %(hours)s hours. The supervisor has been told.",
        "%(cases)s cases are open to you for %(hours)s hours. The supervisors have been told.",
        opened,
    ) % {"cases": opened, "hours": HOURS}


def _case(path: str) -> list[str]:
    """What `named()` takes, from a row that belongs to a case."""
    return [
        f"{path}__{it}" for it in ("person", "family", "group", "area", "worker", "supervisor")
    ]
