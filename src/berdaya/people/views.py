"""Pages on which families and their members are entered, found and corrected."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at
from berdaya.areas.codes import at_level, level_of
from berdaya.people.actions import (
    add_member,
    edit_family,
    edit_person,
    end_membership,
    register_family,
)
from berdaya.people.already import Look, keep_apart, look
from berdaya.people.facts import NewFamily
from berdaya.people.forms import (
    EndForm,
    FamilyForm,
    HeadForm,
    MemberForm,
    NewFamilyForm,
    PersonEditForm,
)
from berdaya.people.homes import VILLAGE, homes_in, only_area, villages_of
from berdaya.people.models import Door, Family, Membership, Person
from berdaya.people.numbers import KkTaken, NikTaken
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("family.add")
def family_new(request: Request) -> HttpResponse:
    """A new family with its head; where the user has several villages, first which one."""
    village = at_level(
        request.GET.get("wilayah", only_area(request.user, "family.add")), VILLAGE
    )
    if level_of(village) < VILLAGE:
        return _choose_village(request)
    homes = homes_in(village, request.user, "people.register_family")
    if not homes:
        raise Http404
    form = NewFamilyForm(request.POST or None, areas=homes)
    today = timezone.localdate()
    head = HeadForm(
        request.POST or None, today=today, initial={"since": date(today.year, 1, 1)}
    )
    seen = None
    if all([form.is_valid(), head.is_valid()]):
        seen = look(head.member(), form.cleaned_data["area"], request.POST, request.user)
    if seen and seen.is_settled:
        family = NewFamily(
            key=form.cleaned_data["key"],
            members=(head.member(),),
            since=head.cleaned_data["since"],
            **form.facts(),
        )
        with _refusals_in(form):
            registered = register_family(family=family, door=Door.WEB, by=request.user)
            keep_apart(seen, family.members[0].key, request.user)
            messages.success(request, _("The family is registered."))
            return _go_on(request, registered)
    context = {"form": form, "person": head, "village": village, "look": seen}
    return _answer(request, "people/family_new.html", context, form, head, look=seen)


def _choose_village(request: Request) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    context = {"villages": villages_of(request.user, text), "q": text}
    return render(request, "people/village_choice.html", context)


@needs("family.change")
def family_edit(request: Request, family_id: UUID) -> HttpResponse:
    family = _family(request, family_id, "people.edit_family")
    homes = homes_in(at_level(family.area_id, VILLAGE), request.user, "people.edit_family")
    form = FamilyForm.of(family, request.POST or None, homes)
    if form.is_valid():
        with _refusals_in(form):
            edit_family(family=family, by=request.user, **form.facts())
            messages.success(request, _("Saved."))
            return redirect(family)
    context = {"form": form, "family": family, "roster": family.roster()}
    return _answer(request, "people/family_edit.html", context, form)


@needs("person.add")
def member_new(request: Request, family_id: UUID) -> HttpResponse:
    family = _family(request, family_id, "people.add_member")
    roster = list(family.roster())
    since = min((membership.since for membership in roster), default=None)
    form = MemberForm(
        request.POST or None,
        roster=roster,
        today=timezone.localdate(),
        initial={"since": since},
    )
    seen = None
    if form.is_valid():
        seen = look(form.member(), family.area_id, request.POST, request.user)
    if seen and seen.is_settled:
        with _refusals_in(form):
            membership = add_member(
                family=family,
                member=form.member(),
                since=form.cleaned_data["since"],
                by=request.user,
            )
            keep_apart(seen, membership.person_id, request.user)
            messages.success(
                request, _("%(name)s is in the family now.") % {"name": membership.person.name}
            )
            return _go_on(request, family)
    context = {"form": form, "family": family, "roster": roster, "look": seen}
    return _answer(request, "people/member_new.html", context, form, look=seen)


@needs("person.change")
def person_edit(request: Request, person_id: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    may_or_404(request.user, "people.edit_person", area=person.area_id)
    membership = person.memberships.present().select_related("family").first()
    looked_at(request, membership.family if membership else person, person=str(person.pk))
    form = PersonEditForm(person, membership, request.POST or None, today=timezone.localdate())
    if form.is_valid():
        with _refusals_in(form):
            edit_person(person=person, facts=form.facts(), by=request.user, **form.belongs())
            messages.success(request, _("Saved."))
            return redirect(membership.family if membership else "family_list")
    context = {"form": form, "person": person, "membership": membership}
    return _answer(request, "people/person_edit.html", context, form)


@needs("person.end")
def membership_end(request: Request, membership_id: UUID) -> HttpResponse:
    families = Family.objects.visible_to(request.user)
    memberships = Membership.objects.select_related("family", "person")
    membership = get_object_or_404(memberships, pk=membership_id, family__in=families)
    family = _family(request, membership.family_id, "people.end_membership")
    form = EndForm(
        request.POST or None,
        today=timezone.localdate(),
        initial={"until": timezone.localdate()},
    )
    if form.is_valid():
        with refusals_in(form):
            end_membership(membership=membership, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(family)
    others = [it for it in family.roster() if it.pk != membership.pk]
    context = {"form": form, "membership": membership, "family": family, "others": others}
    return _answer(request, "people/membership_end.html", context, form)


def _family(request: Request, family_id: UUID, verb: str) -> Family:
    """The family, if this user sees it; and may do `verb` with it."""
    families = Family.objects.visible_to(request.user).living_here()
    family = get_object_or_404(families, pk=family_id)
    may_or_404(request.user, verb, area=family.area_id)
    looked_at(request, family)
    return family


def _go_on(request: Request, family: Family) -> HttpResponse:
    """To the next member, or to the family's home."""
    if "another" in request.POST:
        return redirect("member_new", family.pk)
    return redirect(family)


def _answer(
    request: Request,
    template: str,
    context: dict[str, object],
    *filled: forms.Form,
    look: Look | None = None,
) -> HttpResponse:
    is_unsaved = any(form.errors for form in filled) or (look and not look.is_settled)
    status = 422 if is_unsaved else 200
    return render(request, template, context, status=status)


@contextmanager
def _refusals_in(form: forms.Form) -> Iterator[None]:
    """Show a refusal in the form; where a number has an owner in sight, with the way there."""
    with refusals_in(form):
        try:
            yield
        except (NikTaken, KkTaken) as refusal:
            url, text = refusal.found.get_absolute_url(), _("Open the record")
            form.add_error(None, format_html('{} <a href="{}">{}</a>', str(refusal), url, text))
