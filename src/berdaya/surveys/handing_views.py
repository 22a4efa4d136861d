"""The page on which a volunteer who leaves hands areas and drafts over."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berdaya.access.actions import leaving_roles
from berdaya.access.doors import needs
from berdaya.access.models import NATION, Role, User, within_any
from berdaya.access.register import users_under
from berdaya.people.models import Family
from berdaya.surveys.actions import hand_over as pass_on
from berdaya.surveys.actions.handing_over import open_drafts
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

MOST_SUCCESSORS = 200


class SuccessorForm(forms.Form):
    """Who may take over: those who work in the giver's areas, and the giver."""

    successor = forms.ChoiceField(
        label=gettext_lazy("Areas and drafts pass to"), widget=forms.RadioSelect
    )

    def __init__(self, *args: object, people: dict[str, User]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the data, or nothing
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, str(user)) for key, user in people.items()]


@needs("user.end")
def hand_over(request: Request, user_id: UUID) -> HttpResponse:
    """Who takes over, what passes, done: three steps on one page."""
    leaver = get_object_or_404(users_under(request.user), pk=user_id)
    roles = leaving_roles(leaver, request.user)
    if not roles or leaver == request.user:
        raise Http404
    people = _successors(request.user, leaver, roles)
    form = SuccessorForm(request.POST or None, people=people)
    if form.is_valid():
        with refusals_in(form):
            successor = people[form.cleaned_data["successor"]]
            pass_on(leaver=leaver, successor=successor, at=timezone.now(), by=request.user)
            said = _("Done. %(name)s takes over. Thank you, %(leaver)s.")
            messages.success(request, said % {"name": successor, "leaver": leaver})
            return redirect(
                "user_detail", successor.pk if successor != request.user else leaver.pk
            )
    areas = {role.area_id or NATION for role in roles}
    context = {
        "leaver": leaver,
        "roles": roles,
        "form": form,
        "families": Family.objects.across_areas(why="a count in areas that are looked after")
        .living_here()
        .filter(within_any("area__code", areas))
        .count(),
        "drafts": open_drafts(leaver, areas),
        "ends_sign_in": leaver.roles.filter(until=None).count() == len(roles),
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/hand_over.html", context, status=status)


def _successors(by: User, leaver: User, roles: list[Role]) -> dict[str, User]:
    """Others with a like role whom `by` looks after, near ones first; and `by`. Two queries."""
    kinds = {role.kind for role in roles}
    like = users_under(by).filter(is_active=True, roles__until=None, roles__kind__in=kinds)
    others = like.exclude(pk__in=(leaver.pk, by.pk)).distinct().order_by("first_name", "pk")
    found = [*others[:MOST_SUCCESSORS]]
    if all(by.may("assessment.add", area=role.area_id or NATION) for role in roles):
        found.append(by)
    return {str(user.pk): user for user in found}
