"""Pages on which people see what they agreed to, change it, and sign it on paper."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.consents.actions import Answer, record_answer
from berdaya.consents.asking import relation_of
from berdaya.consents.forms import AnswerForm, TapForm
from berdaya.consents.models import Consent
from berdaya.consents.questions import State, answers_of_all
from berdaya.people.models import Family, Membership
from berdaya.refusal import Refusal
from berdaya.rules.purposes.definition import (
    Purpose,
    UnknownPurpose,
    is_adult,
    is_child,
    purpose,
    purposes,
)
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

READ, ADD = "consent.read", "consent.add"


@dataclass(frozen=True, slots=True)
class Shown:
    """One purpose as the page tells it: where everybody stands, in the reader's language."""

    purpose: Purpose
    # whose key, name, where they stand, and who may say so
    states: list[tuple[str, str, State, list[Membership]]]
    history: list[Consent]

    @property
    def title(self) -> str:
        return said(self.purpose.title)


@needs("consent.read")
@require_safe
def consent_list(request: Request, family_id: UUID) -> HttpResponse:
    """Every purpose, where this family stands on it, and what was said over the years."""
    family = _family(request, family_id, READ)
    today, roster = timezone.localdate(), list(family.roster())
    context = {
        "family": family,
        "shown": _shown(family, roster),
        "may_record": request.user.may(ADD, area=family.area_id),
        "today": today,
        "tap": TapForm(),
    }
    return render(request, "consents/consent_list.html", context)


def _shown(family: Family, roster: list[Membership]) -> list[Shown]:
    rows = answers_of_all(family, [one.person_id for one in roster])
    return [_shown_of(one, rows, roster) for one in purposes().values()]


def _shown_of(one: Purpose, rows: list[Consent], roster: list[Membership]) -> Shown:
    history = [row for row in rows if row.purpose == one.id]
    last: dict[UUID | None, Consent] = {}
    for row in history:
        last.setdefault(row.person_id, row)
    here = {it.person_id: it for it in roster}
    states = [
        (str(key), here[key].person.name, State(one, row), _voices(here[key], roster))
        for key, row in last.items()
        if key in here
    ]
    if "family" in one.subjects:
        states.insert(0, ("", "", State(one, last.get(None)), _adults(roster)))
    return Shown(one, states, history)


def _voices(about: Membership, roster: list[Membership]) -> list[Membership]:
    """Who may answer for somebody: an adult alone, for a child the adults of the family."""
    if is_adult(about.person.birth_date, timezone.localdate()):
        return [about]
    return _adults(roster)


def _adults(roster: list[Membership]) -> list[Membership]:
    today = timezone.localdate()
    return [one for one in roster if not is_child(one.person.birth_date, today)]


@needs("consent.add")
def consent_new(request: Request, family_id: UUID, purpose_id: str) -> HttpResponse:
    """Note an answer in full: about whom, by whom, how and when."""
    family, asked = _family(request, family_id, ADD), _purpose(purpose_id)
    today = timezone.localdate()
    form = AnswerForm(
        request.POST or None,
        family=family,
        purpose=asked,
        roster=list(family.roster()),
        today=today,
    )
    if form.is_valid():
        with refusals_in(form):
            record_answer(answer=form.answer(), by=request.user)
            messages.success(request, _("Noted."))
            return redirect("consent_list", family.pk)
    context = {
        "family": family,
        "purpose": asked,
        "wording": asked.wording_on(today),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "consents/consent_new.html", context, status=status)


@needs("consent.add")
@require_POST
def consent_tap(request: Request, family_id: UUID) -> HttpResponse:
    """A no, or a withdrawal, said today by an adult of the family."""
    family = _family(request, family_id, ADD)
    form = TapForm(request.POST)
    roster = list(family.roster())
    tapped: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    who = next((one for one in _adults(roster) if one.person_id == tapped.get("who")), None)
    if who is None:
        messages.error(request, _("Tap the name of who answered."))
        return redirect("consent_list", family.pk)
    try:
        record_answer(answer=_tapped(family, roster, who, tapped), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("consent_list", family.pk)
    stops = said(purpose(tapped["purpose"]).stops)
    messages.success(request, _("Noted. %(stops)s") % {"stops": stops})
    return redirect("consent_list", family.pk)


def _tapped(
    family: Family, roster: list[Membership], who: Membership, tapped: dict[str, Any]
) -> Answer:
    today = timezone.localdate()
    about = next((one for one in roster if str(one.person_id) == tapped["about"]), None)
    relation = relation_of(who, [about] if about else roster, today)
    if about and about.person_id == who.person_id:
        relation = Consent.Relation.SELF
    return Answer(
        key=tapped["key"],
        subject=about.person if about else family,
        purpose=tapped["purpose"],
        act=tapped["act"],
        text_version=_purpose(tapped["purpose"]).wording_on(today).version,
        relation=relation,
        how=Consent.How.SPOKEN,
        said_on=today,
        answered_by=who.person,
    )


@needs("consent.read")
@require_safe
def consent_sheet(request: Request, family_id: UUID, purpose_id: str) -> HttpResponse:
    """The whole text on paper, with room for a signature."""
    family, asked = _family(request, family_id, READ), _purpose(purpose_id)
    wording = asked.wording_on(timezone.localdate())
    context = {"family": family, "purpose": asked, "wording": wording}
    return render(request, "consents/consent_sheet.html", context)


def _family(request: Request, family_id: UUID, cell: str) -> Family:
    families = Family.objects.visible_to(request.user, cell).select_related("area")
    family = get_object_or_404(families, pk=family_id)
    looked_at(request, family)
    return family


def _purpose(purpose_id: str) -> Purpose:
    try:
        return purpose(purpose_id)
    except UnknownPurpose:
        raise Http404 from None
