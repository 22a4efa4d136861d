"""Finding an area, and the RT and RW of a village."""

from collections import defaultdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.actions import may
from berdaya.access.doors import may_or_404, needs
from berdaya.access.models import User
from berdaya.areas.actions import add_neighbourhood
from berdaya.areas.codes import level_of
from berdaya.areas.forms import NeighbourhoodForm
from berdaya.areas.models import Area
from berdaya.areas.search import search
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

LONGEST_TEXT = 80


@needs("area.find")
@require_safe
def area_search(request: Request) -> HttpResponse:
    """What `q` may mean. With `field`, as choices for that field of a form (htmx)."""
    field = request.GET.get("field", "")
    text = request.GET.get(f"{field}_text" if field else "q", "")[:LONGEST_TEXT].strip()
    level = request.GET.get("level", "")
    hits = search(
        text,
        within=request.user.area_codes if request.GET.get("for") == "mine" else None,
        near=request.user.area_codes,
        level=int(level) if level in ("1", "2", "3", "4") else None,
    )
    if field:
        choices = {"field": field, "hits": hits, "text": text, "is_answer": True}
        return render(request, "areas/area_choices.html", choices)
    rows = [
        (
            hit,
            request.user.sees(hit.code, "board.read"),
            level_of(hit.code) == Area.Level.VILLAGE,
        )
        for hit in hits
    ]
    template = "areas/area_search.html"
    if request.htmx.target == "hits":
        template += "#hits"
    return render(request, template, {"rows": rows, "text": text})


@needs("neighbourhood.read")
def neighbourhoods(request: Request, code: str) -> HttpResponse:
    may_or_404(request.user, "neighbourhood.read", area=code)
    village = get_object_or_404(Area, code=code, level=Area.Level.VILLAGE)
    if request.method == "POST":
        may_or_404(request.user, "neighbourhood.add", area=code)
    form = NeighbourhoodForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            area = add_neighbourhood(village=village, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(area)s stands in the list.") % {"area": area.label})
            return redirect("neighbourhoods", code)
    context = {
        "village": village,
        "form": form,
        "groups": _by_upper(village),
        "crumbs": _crumbs(village, request.user),
        "is_allowed": may(request.user, "areas.add_neighbourhood", area=code),
    }
    status = 422 if form.errors else 200
    return render(request, "areas/neighbourhoods.html", context, status=status)


def _by_upper(village: Area) -> list[tuple[Area, list[Area]]]:
    """Each RW, hamlet or RT right below the village, with the RT below it."""
    below = defaultdict(list)
    for area in Area.objects.within(village.code).exclude(pk=village.pk).order_by("code"):
        below[area.parent_id].append(area)
    return [(upper, below[upper.code]) for upper in below[village.code]]


def _crumbs(village: Area, user: User) -> list[tuple[str, str]]:
    """The way down from the province; what the user does not see is named and no link."""
    path = [
        (
            area.label,
            reverse("board_area", args=[area.code])
            if user.sees(area.code, "board.read")
            else "",
        )
        for area in Area.objects.path_to(village.code)
    ]
    return [*path, (_("RT and RW"), "")]
