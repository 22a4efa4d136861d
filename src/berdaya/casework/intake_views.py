"""Handing in what a social worker should see to; and what the supervisor makes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.areas.codes import at_level, level_of
from berdaya.areas.models import Area
from berdaya.casework import actions
from berdaya.casework.actions.intakes import NewIntake
from berdaya.casework.forms import (
    CommunityForm,
    DeclineForm,
    IntakeForm,
    TakeOnForm,
    TriageForm,
)
from berdaya.casework.models import Case, Intake
from berdaya.casework.tracing import mark_of
from berdaya.casework.words import signs_of
from berdaya.groups.models import Group
from berdaya.groups.models.group import Groups
from berdaya.groups.sight import reached
from berdaya.people.homes import homes_in, only_area, villages_of
from berdaya.people.models import Family, Person
from berdaya.rules.casework.triage import Sign, due_on
from berdaya.ui.answers import answer
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

FOUND = 12  # of whoever is looked for
VILLAGE = Area.Level.VILLAGE


@needs("intake.add")
def intake_new(request: Request) -> HttpResponse:
    """Whom is it about? Found by name, sent in the body; or a community."""
    text = request.POST.get("q", "").strip()
    persons, groups = _found(request.user, text) if len(text) > 1 else ([], [])
    if persons:
        looked_at(request, request.user, found=len(persons))
    context = {
        "q": text,
        "is_asked": bool(text),
        "persons": persons,
        "groups": groups,
        "by_name": request.user.may_anywhere("person.find"),
    }
    return render(request, "casework/intake_new.html", context)


@needs("intake.add")
def intake_about(
    request: Request,
    person_id: UUID | None = None,
    family_id: UUID | None = None,
    group_id: UUID | None = None,
) -> HttpResponse:
    """Hand in about somebody whose record one may see."""
    subject = subject_of(request.user, person_id, family_id, group_id)
    may_or_404(request.user, "casework.hand_in", area=subject.area_id)
    form = IntakeForm(request.POST or None)
    name = subject.head_name if isinstance(subject, Family) else subject.name
    return _hand_in(request, form, {"client": name}, subject=subject)


@needs("intake.add")
def intake_community(request: Request) -> HttpResponse:
    """Hand in about a community; where the user has several villages, first which one."""
    area = request.GET.get("wilayah", only_area(request.user, "intake.add"))
    village = at_level(area, VILLAGE)
    if level_of(village) < VILLAGE:
        text = request.GET.get("q", "").strip()
        villages = villages_of(request.user, text, "intake.add")
        return render(
            request, "casework/village_choice.html", {"villages": villages, "q": text}
        )
    homes = list(reversed(homes_in(village, request.user, "casework.hand_in")))
    if not homes:
        raise Http404
    form = CommunityForm(request.POST or None, areas=homes)
    return _hand_in(request, form, {"client": _("A community")})


def subject_of(
    user: User, person_id: UUID | None, family_id: UUID | None, group_id: UUID | None
) -> Person | Family | Group:
    """A person, family or group that `user` may see; else a 404."""
    if person_id:
        return get_object_or_404(Person.objects.visible_to(user, "person.read"), pk=person_id)
    if family_id:
        return get_object_or_404(Family.objects.visible_to(user, "family.read"), pk=family_id)
    return get_object_or_404(_groups(user), pk=group_id)


def _groups(user: User) -> Groups:
    """Groups that `user` reaches; professionals, who keep none, know those of their area."""
    known = reached(user, "group.read", "") | user.sight_of("area__code", "case.list")
    return Group.objects.across_areas(why="those that the condition leaves").filter(known)


def _found(user: User, text: str) -> tuple[list[Person], list[Group]]:
    persons = Person.objects.visible_to(user, "person.find").filter(merged_into=None)
    for word in text.casefold().split():
        persons = persons.filter(search_name__contains=word)
    groups = _groups(user).living().named_like(text)
    return (
        list(persons.select_related("area").order_by("search_name", "pk")[:FOUND]),
        list(groups.select_related("area").order_by("search_name", "pk")[:FOUND]),
    )


def _hand_in(
    request: Request,
    form: IntakeForm,
    shown: dict[str, Any],
    subject: Person | Family | Group | None = None,
) -> HttpResponse:
    """The answer stands on the page itself: whoever handed in is told what to do at once."""
    if form.is_valid():
        with refusals_in(form):
            intake = actions.hand_in(
                intake=NewIntake(subject=subject, **form.cleaned_data), by=request.user
            )
            done = {"intake": intake, "advice": _advice(signs_of(intake.signs))}
            return render(request, "casework/intake_done.html", done | _times(intake))
    return answer(request, "casework/intake_form.html", shown, form)


def _advice(found: list[Sign]) -> list[str]:
    return [said(one.do) for one in found]


def _times(intake: Intake) -> dict[str, Any]:
    day = timezone.localdate(intake.handed_in_at)
    return {"due": due_on(intake.is_urgent_by, day)}


@needs("intake.read")
@require_safe
def intake_list(request: Request) -> HttpResponse:
    """What waits, the most urgent first; below it what was decided lately."""
    rows = Intake.objects.visible_to(request.user).named()
    waiting = sorted(rows.waiting(), key=lambda it: (it.is_urgent_by, it.handed_in_at))
    today = timezone.localdate()
    context = {
        "waiting": [(it, due := _times(it)["due"], due < today) for it in waiting],
        "decided": rows.exclude(state=Intake.State.WAITING).order_by("-decided_at", "pk")[:20],
    }
    looked_at(request, request.user, found=len(waiting))
    return render(request, "casework/intake_list.html", context)


@needs("intake.read")
@require_safe
def intake_detail(request: Request, intake_id: UUID) -> HttpResponse:
    intake = _intake(request, intake_id, "intake.read")
    looked_at(request, request.user, mark=mark_of(intake.pk))
    context = {
        "intake": intake,
        "signs": [(said(one.ask), said(one.do)) for one in signs_of(intake.signs)],
        "open_case": _open_case(request.user, intake),
        "is_waiting": intake.state == Intake.State.WAITING,
        **_times(intake),
    }
    return render(request, "casework/intake_detail.html", context)


def _open_case(user: User, intake: Intake) -> Case | None:
    """A case of the client that is open already, where the user sees it anyway."""
    return Case.objects.visible_to(user).standing().about_same(intake).first()


@needs("intake.change")
def intake_triage(request: Request, intake_id: UUID) -> HttpResponse:
    intake = _intake(request, intake_id, "casework.triage")
    form = TriageForm(request.POST or None, initial={"urgency": intake.is_urgent_by})
    if form.is_valid():
        with refusals_in(form):
            actions.triage(intake=intake, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect("intake_detail", intake.pk)
    return _ask(request, form, intake, _("How urgent is it?"))


@needs("intake.change")
def intake_take(request: Request, intake_id: UUID) -> HttpResponse:
    """Make a case of it; next a worker is assigned."""
    intake = _intake(request, intake_id, "casework.take_on")
    form = TakeOnForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            case = actions.take_on(intake=intake, taken=form.taken(), by=request.user)
            if case is None:  # answered like what a colleague has decided
                raise Http404
            messages.success(request, _("The case is open. Now choose who works on it."))
            return redirect("case_assign", case.pk)
    return _ask(request, form, intake, _("Take on as a case"))


@needs("intake.change")
def intake_decline(request: Request, intake_id: UUID) -> HttpResponse:
    intake = _intake(request, intake_id, "casework.decline_intake")
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.decline_intake(intake=intake, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect("intake_list")
    return _ask(request, form, intake, _("Decline"))


def _ask(request: Request, form: Any, intake: Intake, ask: str) -> HttpResponse:
    context = {"intake": intake, "ask": ask, "back": reverse("intake_detail", args=[intake.pk])}
    return answer(request, "casework/intake_ask.html", context, form)


def _intake(request: Request, intake_id: UUID, deed: str) -> Intake:
    return get_object_or_404(
        Intake.objects.visible_to(request.user, deed).named(), pk=intake_id
    )
