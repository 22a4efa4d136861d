"""Who belongs to a group, who leads it, who accompanies it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.kinds import FIELD_OFFICER, GROUP_OFFICER, MENTOR, Kind
from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.areas.codes import ancestors
from berdaya.consents.actions import MEMBERSHIP, Answer
from berdaya.consents.models import Consent
from berdaya.consents.questions import may_process
from berdaya.groups import actions
from berdaya.groups.actions.members import NewMember
from berdaya.groups.actions.people import NewMentoring
from berdaya.groups.finding import chosen_from, offered, persons_like
from berdaya.groups.forms import (
    EndForm,
    JoinForm,
    LeaveForm,
    MentoringForm,
    TermForm,
    day_asked,
)
from berdaya.groups.models import Group, Member, Mentoring, Term
from berdaya.groups.pages import form_page, group_of
from berdaya.groups.shares import shares_on
from berdaya.groups.sight import may, reached
from berdaya.groups.tabs import tabs_of
from berdaya.people.models import Person
from berdaya.rules.indonesia import number_in
from berdaya.rules.purposes.definition import purpose
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("group.read")
@require_safe
def member_list(request: Request, group_id: UUID) -> HttpResponse:
    """Members, officers and mentors on a day, and of what stages the members' families are."""
    group = group_of(request, group_id, "group.read")
    today = timezone.localdate()
    day = day_asked(request.GET.get("tanggal", ""), today)
    members = list(group.members.on(day).select_related("person").order_by("person__name"))
    terms = list(group.terms.on(day).select_related("member__person", "user"))
    offices = {term.member_id: term for term in terms}
    looked_at(request, group, members=len(members))
    is_now = day == today
    shares = shares_on(members, day)
    asks_kb = may(request.user, "groups.note_kb", group)
    context = {
        "group": group,
        "tabs": tabs_of(group, request.user, "member_list"),
        "current": "member_list",
        "day": day,
        "is_now": is_now,
        "members": [(member, offices.get(member.pk)) for member in members],
        "terms": sorted(terms, key=lambda it: list(Term.Office).index(Term.Office(it.office))),
        "mentorings": group.mentorings.on(day).select_related("user").order_by("since"),
        "gone": group.members.filter(until__isnull=False)
        .select_related("person")
        .order_by("-until", "pk"),
        "shares": shares,
        # of two days beside each other even a large count tells who came in between
        "shows_kb": asks_kb or (is_now and not shares.tells_of_persons),
        "may_join": is_now and may(request.user, "groups.add_member", group),
        "may_elect": is_now and may(request.user, "groups.elect", group),
        "may_ask_kb": is_now and group.state != Group.State.ENDED and asks_kb,
        "may_mentor": is_now and may(request.user, "groups.assign_mentor", group),
    }
    return render(request, "groups/member_list.html", context)


@needs("group-member.add")
def member_new_in_group(request: Request, group_id: UUID) -> HttpResponse:
    """First find the person, then say when and why they join, and ask whether they agree.

    What is looked for goes in the body: a NIK never stands in an address.
    """
    group = group_of(request, group_id, "groups.add_member")
    person = chosen_from(request.user, group, request.POST.get("person", ""))
    if person is None:
        return _find(request, group)
    today = timezone.localdate()
    is_asked = person.pk not in may_process([person.pk], MEMBERSHIP, today)
    told = request.POST if "since" in request.POST else None
    form = JoinForm(told, is_asked=is_asked)
    if form.is_valid():
        said = form.cleaned_data
        with refusals_in(form):
            actions.add_member(
                member=NewMember(said["key"], group, person, said["since"], said["joined"]),
                consent=_agreed(person, said) if is_asked else None,
                by=request.user,
            )
            messages.success(request, _("%(name)s is a member now.") % {"name": person.name})
            return redirect("member_list", group.pk)
    context = {
        "group": group,
        "person": person,
        "chosen": request.POST["person"],
        "form": form,
        "wording": purpose(MEMBERSHIP).wording_on(today),
    }
    return answer(request, "groups/member_join.html", context, form)


def _find(request: Request, group: Group) -> HttpResponse:
    text = request.POST.get("q", "").strip()
    found = persons_like(request.user, group, text) if text else []
    if found:
        looked_at(request, group, found=len(found))
    members = group.members.present().filter(person__in=found)
    there = set(members.values_list("person_id", flat=True))
    context = {
        "group": group,
        "q": "" if number_in(text) else text,  # a number is not shown again
        "is_asked": bool(text),
        "by_name": request.user.may("person.find", area=group.area_id),
        "found": [(it, it.pk in there, offered(request.user, group, it)) for it in found],
    }
    return render(request, "groups/member_find.html", context)


def _agreed(person: Person, said: dict[str, Any]) -> Answer:
    today = timezone.localdate()
    return Answer(
        key=said["consent_key"],
        subject=person,
        purpose=MEMBERSHIP,
        act=Consent.Act.GIVEN,
        text_version=purpose(MEMBERSHIP).wording_on(today).version,
        relation=Consent.Relation.SELF,
        how=said["how"],
        said_on=today,
        answered_by=person,
    )


@needs("group-member.end")
def member_end(request: Request, member_id: UUID) -> HttpResponse:
    rows = Member.objects.visible_to(request.user, "groups.end_member")
    member = get_object_or_404(rows.select_related("group", "person"), pk=member_id)
    return form_page(
        request,
        LeaveForm(request.POST or None),
        group=member.group,
        ask=_("%(name)s leaves the group") % {"name": member.person.name},
        lead=_("What was noted stays: attendance, offices and money."),
        back=_members(member.group),
        deed=lambda said: actions.end_member(member=member, by=request.user, **said),
    )


@needs("group-office.add")
def term_new(request: Request, group_id: UUID) -> HttpResponse:
    """Who takes which office; whoever held it before steps down."""
    group = group_of(request, group_id, "groups.elect")
    members = list(group.members.present().select_related("person").order_by("person__name"))
    form = TermForm(
        request.POST or None, members=members, accounts=_accounts(group, GROUP_OFFICER)
    )
    return form_page(
        request,
        form,
        group=group,
        ask=_("Who takes an office?"),
        lead=_("Whoever holds it now steps down on that day."),
        back=_members(group),
        deed=lambda said: actions.elect(by=request.user, **form.told()),
    )


@needs("group-office.end")
def term_end(request: Request, term_id: UUID) -> HttpResponse:
    terms = Term.objects.filter(reached(request.user, "groups.end_term", "group"))
    term = get_object_or_404(terms.select_related("group", "member__person"), pk=term_id)
    return form_page(
        request,
        EndForm(request.POST or None),
        group=term.group,
        ask=_("An office ends"),
        lead=f"{term.get_office_display()} · {term.member.person.name}",
        back=_members(term.group),
        deed=lambda said: actions.end_term(term=term, by=request.user, **said),
    )


@needs("mentoring.add")
def mentoring_new(request: Request, group_id: UUID) -> HttpResponse:
    """Who accompanies the group from now on."""
    group = group_of(request, group_id, "groups.assign_mentor")
    accounts = _accounts(group, MENTOR, FIELD_OFFICER)
    form = MentoringForm(request.POST or None, accounts=accounts)
    return form_page(
        request,
        form,
        group=group,
        ask=_("Who accompanies the group?"),
        back=_members(group),
        deed=lambda said: actions.assign_mentor(
            mentoring=NewMentoring(group=group, **form.told()), by=request.user
        ),
    )


@needs("mentoring.end")
def mentoring_end(request: Request, mentoring_id: UUID) -> HttpResponse:
    rows = Mentoring.objects.filter(reached(request.user, "groups.end_mentoring", "group"))
    mentoring = get_object_or_404(rows.select_related("group", "user"), pk=mentoring_id)
    return form_page(
        request,
        EndForm(request.POST or None),
        group=mentoring.group,
        ask=_("The mentoring ends"),
        lead=mentoring.called,
        back=_members(mentoring.group),
        deed=lambda said: actions.end_mentoring(mentoring=mentoring, by=request.user, **said),
    )


def _members(group: Group) -> str:
    return reverse("member_list", args=[group.pk])


def _accounts(group: Group, *kinds: Kind) -> list[User]:
    """Users with one of these roles where the group is, by name."""
    codes = [*ancestors(group.area_id), group.area_id]
    users = User.objects.filter(
        is_active=True, roles__until=None, roles__kind__in=kinds, roles__area__in=codes
    )
    return list(users.distinct().order_by("first_name", "pk"))
