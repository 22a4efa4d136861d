"""Pages on which field officers look at two records, merge them, tell them apart, part them."""

from uuid import UUID

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at
from berdaya.areas.codes import at_level, level_of
from berdaya.areas.models import Area
from berdaya.insights.actions import join_families, join_persons, part
from berdaya.insights.doubles import (
    CompareForm,
    FamiliesForm,
    ReasonForm,
    better_first,
    merge_seen_by,
    merges_in,
)
from berdaya.people.actions import tell_apart
from berdaya.people.already import words_of
from berdaya.people.duplicates import pairs_in
from berdaya.people.homes import VILLAGE, only_area
from berdaya.people.lists import places_of
from berdaya.people.models import Family, Membership, Person
from berdaya.refusal import Refusal
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

READ, CHANGE = "duplicate.read", "duplicate.change"
SHOWN = 50
VILLAGES = 100


@needs("duplicate.read")
@require_safe
def double_list(request: Request) -> HttpResponse:
    """Records of a village that may be double; where the user has several, first which."""
    asked = request.GET.get("wilayah", only_area(request.user, READ))
    if level_of(asked) < VILLAGE:
        return render(request, "insights/double_choice.html", {"villages": _villages(request)})
    village = get_object_or_404(Area, code=at_level(asked, VILLAGE))
    may_or_404(request.user, READ, area=asked)
    pairs = pairs_in(village.code, request.user)
    people = [person for it in pairs[:SHOWN] for person in (it.first, it.second)]
    prefetch_related_objects(people, "memberships")
    shown = [
        (*better_first(pair.first, pair.second), words_of(pair.likeness))
        for pair in pairs[:SHOWN]
    ]
    looked_at(request, village, pairs=len(shown))
    context = {
        "village": village,
        "pairs": shown,
        "count": len(pairs),
        "places": places_of({person.area_id for it in shown for person in it[:2]}),
        "merges": merges_in(village.code, request.user),
        "may_change": request.user.may(CHANGE, area=village.code),
    }
    return render(request, "insights/double_list.html", context)


def _villages(request: Request) -> list[Area]:
    return [
        village
        for code in sorted(request.user.areas_for(READ))
        for village in Area.objects.standing()
        .within(code)
        .filter(level=VILLAGE)
        .order_by("code")[:VILLAGES]
    ]


@needs("duplicate.change")
def double_pair(request: Request, kept_id: UUID, absorbed_id: UUID) -> HttpResponse:
    """Two persons side by side; what is chosen goes into the record that stays."""
    kept, absorbed = _person(request, kept_id), _person(request, absorbed_id)
    for person in (kept, absorbed):
        looked_at(request, person)
    form = CompareForm(request.POST or None, kept, absorbed)
    if form.is_valid():
        with refusals_in(form):
            join_persons(
                kept=kept,
                absorbed=absorbed,
                chosen=form.chosen(),
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
            messages.success(request, _("Merged. It can be undone from the list."))
            return _to_list(kept.area_id)
    ours, theirs = _home(kept), _home(absorbed)
    are_two = ours and theirs and ours.family_id != theirs.family_id
    context = {
        "form": form,
        "sides": [(kept, ours), (absorbed, theirs)],
        "places": places_of({kept.area_id, absorbed.area_id}),
        "two_families": (ours, theirs) if are_two else None,
    }
    status = 422 if form.errors else 200
    return render(request, "insights/double_pair.html", context, status=status)


@needs("duplicate.add")
@require_POST
def double_apart(request: Request, first_id: UUID, second_id: UUID) -> HttpResponse:
    """They are two people: the pair is shown no more."""
    persons = Person.objects.visible_to(request.user, "duplicate.add")
    first, second = (get_object_or_404(persons, pk=key) for key in (first_id, second_id))
    try:
        tell_apart(first=first, second=second, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted: two people."))
    if request.user.may(READ, area=first.area_id):
        return _to_list(first.area_id)
    return redirect("family_list")


@needs("duplicate.change")
def double_families(request: Request, kept_id: UUID, absorbed_id: UUID) -> HttpResponse:
    """Two families side by side, with who of one is who of the other."""
    kept, absorbed = _family(request, kept_id), _family(request, absorbed_id)
    for family in (kept, absorbed):
        looked_at(request, family)
    ours, theirs = list(kept.roster()), list(absorbed.roster())
    form = FamiliesForm(request.POST or None, kept, absorbed, ours, theirs)
    if form.is_valid():
        with refusals_in(form):
            join_families(
                kept=kept,
                absorbed=absorbed,
                same=form.same(),
                chosen=form.chosen(),
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
            messages.success(request, _("Merged. It can be undone from the list."))
            return redirect(kept)
    context = {
        "form": form,
        "sides": [(kept, ours), (absorbed, theirs)],
        "places": places_of({kept.area_id, absorbed.area_id}),
    }
    status = 422 if form.errors else 200
    return render(request, "insights/double_families.html", context, status=status)


@needs("duplicate.change")
@require_POST
def merge_undo(request: Request, merge_id: UUID) -> HttpResponse:
    """Both records stand again as they were."""
    merge = merge_seen_by(request.user, merge_id)
    if merge is None:
        raise Http404
    form = ReasonForm(request.POST)
    kept = merge.person_kept or merge.family_kept
    assert kept is not None
    if not form.is_valid():
        messages.error(request, _("Say in a few words why they are not the same."))
        return _to_list(kept.area_id)
    try:
        part(merge=merge, reason=form.cleaned_data["reason"], by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Both records stand again as they were."))
    return _to_list(kept.area_id)


def _to_list(area: str) -> HttpResponse:
    return redirect(f"{reverse('double_list')}?wilayah={at_level(area, VILLAGE)}")


def _person(request: Request, key: UUID) -> Person:
    persons = Person.objects.visible_to(request.user, CHANGE).select_related("mother")
    return get_object_or_404(persons, pk=key)


def _family(request: Request, key: UUID) -> Family:
    return get_object_or_404(Family.objects.visible_to(request.user, CHANGE), pk=key)


def _home(person: Person) -> Membership | None:
    return person.memberships.present().select_related("family").first()
