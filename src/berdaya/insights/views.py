"""The home page, the homes of a family and of a person, and the search."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.actions import may
from berdaya.access.doors import needs
from berdaya.access.looking import looked_at, sought
from berdaya.access.models import User
from berdaya.contacts.due import waiting_for
from berdaya.followups.proposals import underway
from berdaya.insights import homes
from berdaya.insights.asked import INSTRUMENT, asked
from berdaya.insights.board import Row
from berdaya.insights.board_views import board_url, shown_levels
from berdaya.insights.merged import heir_or_404
from berdaya.insights.search import SHORTEST, Found, find
from berdaya.people.lists import places_of
from berdaya.people.models import Family, Membership, Person
from berdaya.people.revealing import reasons_for
from berdaya.reports.due import reminder_for
from berdaya.rules.indonesia import mask_nik, number_in
from berdaya.rules.instruments.applicability import Member, age
from berdaya.services.models.referrals import referrals_of
from berdaya.supervision import caseload
from berdaya.surveys.askable import Askable, askable
from berdaya.surveys.subjects import Subject, member
from berdaya.surveys.timeline import Entry, timeline, timeline_of
from berdaya.ui.requests import Request

LONGEST_SEARCH = 80


@needs("own-work.read")
@require_safe
def home(request: Request) -> HttpResponse:
    """The user's own work: what is begun, what waits, how far the year is."""
    user = request.user
    ask = asked({"belum": "1"}, timezone.localdate().year)
    own = homes.own_rows(user, ask)
    whole = sum(own, Row(""))
    surveys = user.may_anywhere("assessment.add")
    codes = homes.own_codes(user, "board.read")
    context = {
        "year": ask.year,
        "instrument": INSTRUMENT,
        "own": own,
        "whole": whole,
        "parts": [(row, board_url(row.code)) for row in homes.parts_of(own, ask)],
        "stages": [(it.label, whole.levels[it.code], it.tone) for it in shown_levels(ask)],
        "list_code": codes[0] if len(codes) == 1 else "",
        "is_surveyor": surveys,
        "reads_board": bool(codes),
        "drafts": homes.drafts_of(user) if surveys else [],
        "waiting": homes.waiting_families(user, ask) if surveys else [],
        "recent": homes.recent_results(user, ask) if surveys else [],
        "may_upload": user.may_anywhere("import.add"),
        "follows_data": user.may_anywhere("follow-up.count"),
        "groups": homes.own_groups(user, timezone.localdate()),
        "reminder": reminder_for(user),
        "reads_notes": user.may_anywhere("quality-note.read"),
        "visits_groups": user.may_anywhere("visit.add"),
    }
    if context["visits_groups"]:
        context["groups_late"] = homes.groups_late(user, timezone.localdate())
    if user.may_anywhere("contact.add"):
        context["steps"] = waiting_for(user, timezone.localdate())
    if user.may_anywhere("caseload.read"):
        context["asked_for_help"] = caseload.waiting_for(user, timezone.localdate())
    if user.may_anywhere("user.add"):  # whoever runs the system, not whoever guides volunteers
        context["system"] = homes.state_of_system(user)
    return render(request, "insights/home.html", context)


@needs("family.read")
@require_safe
def family_detail(request: Request, family_id: UUID) -> HttpResponse:
    """A family's home: its members, where it stands, what was done."""
    user, today = request.user, timezone.localdate()
    family = Family.objects.visible_to(user).filter(pk=family_id).first()
    if family is None:
        return redirect(heir_or_404(user, family_id))
    looked_at(request, family)
    entries = timeline(family)
    asks = askable(Subject(family), entries, user, today)
    main = next(one for one in asks if one.definition.id == INSTRUMENT)
    is_here = family.ended_on is None
    may_survey = is_here and may(user, "surveys.record_assessment", area=family.area_id)
    context = {
        "family": family,
        "place": places_of({family.area_id})[family.area_id],
        "members": [(it, _age(it, today)) for it in family.roster()],
        "entries": entries,
        "latest": main.last,
        "underway": underway(main.last.assessment) if main.last else [],
        "is_surveyed": main.last and main.last.assessment.conducted_on.year == today.year,
        "asks": [one for one in asks if one is not main],
        "year": today.year,
        "draft": main.draft if may_survey else None,
        "instrument": INSTRUMENT,
        "may_survey": may_survey,
        "may_edit": is_here and may(user, "people.edit_family", area=family.area_id),
        "referrals": referrals_of(family),
        "may_refer": is_here and may(user, "services.draft_referral", area=family.area_id),
        "reasons": reasons_for(user, family.area_id),
    }
    return render(request, "insights/family_detail.html", context)


@needs("person.read")
@require_safe
def person_detail(request: Request, person_id: UUID) -> HttpResponse:
    """One member's page: who they are, what they were asked, what can be asked."""
    user, today = request.user, timezone.localdate()
    person = Person.objects.visible_to(user, "person.read").filter(pk=person_id).first()
    if person is None:
        persons = Person.objects.visible_to(user, "person.read")
        return redirect(get_object_or_404(persons, absorbed=person_id))
    present = person.memberships.present().select_related("person", "family")
    membership = present.first()
    entries = timeline_of(person)
    looked_at(request, membership.family if membership else person, person=str(person.pk))
    area = membership.family.area_id if membership else person.area_id
    may_survey = bool(membership) and may(user, "surveys.record_assessment", area=area)
    context = {
        "person": person,
        "membership": membership,
        "age": age(person.birth_date, today) if person.birth_date else None,
        "entries": entries,
        "asks": _asks_of(membership, entries, user, today) if membership else [],
        "may_survey": may_survey,
        "may_edit": may(user, "people.edit_person", area=area),
        "may_ask_help": may(user, "casework.hand_in", area=person.area_id),
        "may_break": may(user, "casework.break_glass", area=person.area_id),
        "reasons": reasons_for(user, person.area_id),
    }
    return render(request, "insights/person_detail.html", context)


def _asks_of(
    membership: Membership, entries: list[Entry], user: User, today: date
) -> list[Askable]:
    person = membership.person
    facts = Member(person.sex, person.birth_date, person.marital, membership.relation)
    return askable(member(membership), entries, user, today, facts)


def _age(membership: Membership, today: date) -> int | None:
    born = membership.person.birth_date
    return age(born, today) if born else None


@needs("area.find")
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: Request) -> HttpResponse:
    """Words go on to an address of their own; a number never stands in an address.

    Addresses are kept by browsers and by logs of servers in front.
    """
    text = (request.POST or request.GET).get("q", "").strip()[:LONGEST_SEARCH]
    if request.method == "POST" and not number_in(text):
        return redirect(f"{reverse('search')}?{urlencode({'q': text})}")
    found = find(request.user, text)
    if found and request.user.may_anywhere("person.find"):
        _note_search(request, text, found)
    areas = [(it, board_url(it.code)) for it in found.areas] if found else []
    context = {"text": text, "found": found, "areas": areas, "shortest": SHORTEST}
    return render(request, "insights/search.html", context)


def _note_search(request: Request, text: str, found: Found) -> None:
    """What was looked for, hidden; who looked a number up also saw whose it is."""
    said = mask_nik(text) if found.is_number else sought(text)
    looked_at(request, request.user, looked_for=said, families=len(found.families))
    if found.is_number:
        for hit in found.families:
            looked_at(request, hit.family, looked_for=said)
