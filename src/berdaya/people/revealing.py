"""A NIK or KK number in full: asked for on purpose, shown once, on a page that nothing keeps."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from berdaya.access.actions import may
from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.people.actions import reveal_number
from berdaya.people.actions.revealing import WhyReveal
from berdaya.people.models import Family, Person
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

CELL = "identity-number.reveal"
GROUP = 4  # digits that are read in one breath


def reasons_for(user: User, area: str) -> "list[tuple[str, Promise | str]]":
    """What a number may be shown for; nothing to who may not see one here."""
    return [*WhyReveal.choices] if may(user, "people.reveal_number", area=area) else []


class WhyForm(forms.Form):
    why = forms.ChoiceField(
        label=_("What for?"),
        choices=WhyReveal,
        error_messages={
            "required": _("Choose what the number is for."),
            "invalid_choice": _("Choose what the number is for."),
        },
    )


@needs(CELL)
@require_POST
@never_cache
def person_number(request: Request, person_id: UUID) -> HttpResponse:
    """The NIK of one person."""
    persons = Person.objects.visible_to(request.user, CELL)
    return _shown(request, get_object_or_404(persons, pk=person_id))


@needs(CELL)
@require_POST
@never_cache
def family_number(request: Request, family_id: UUID) -> HttpResponse:
    """The KK number of one family."""
    families = Family.objects.visible_to(request.user, CELL)
    return _shown(request, get_object_or_404(families, pk=family_id))


def _shown(request: Request, of: Person | Family) -> HttpResponse:
    form, digits = WhyForm(request.POST), ""
    if form.is_valid():
        with refusals_in(form):
            digits = reveal_number(of=of, why=form.cleaned_data["why"], by=request.user)
    if isinstance(of, Person):
        kind, name = "NIK", of.name
        present = of.memberships.present().select_related("family").first()
        looked_at(request, present.family if present else of, number=kind, person=str(of.pk))
    else:
        kind, name = str(_("KK number")), of.head_name
        looked_at(request, of, number="KK")
    context = {
        "of": of,
        "kind": kind,
        "name": name,
        "form": form,
        "why": dict(WhyReveal.choices).get(request.POST.get("why", ""), ""),
        "reasons": WhyReveal.choices,
        "groups": [digits[at : at + GROUP] for at in range(0, len(digits), GROUP)],
    }
    status = 200 if digits else 422
    return render(request, "people/number_shown.html", context, status=status)
