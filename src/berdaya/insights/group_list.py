"""The groups that one sees: one by one, and counted by area, state and stage."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Count
from django.db.models.functions import Left
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from berdaya.access.doors import may_or_404, needs
from berdaya.areas.codes import ancestors, level_of
from berdaya.areas.models import Area
from berdaya.groups.lists import page_of_groups, shown
from berdaya.groups.models import Group
from berdaya.groups.models.group import Groups
from berdaya.people.homes import areas_to_choose, only_area
from berdaya.readiness.kept import UNKNOWN, stage_kept, stages, stages_of
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

CELL = "group.read"
NOT_KNOWN = gettext_lazy("Not assessed yet")
TONES = ("KS1", "KS2", "KS3PLUS")  # colours of the welfare ladder, from pale to full


class FilterForm(forms.Form):
    """What the list is narrowed to; the answers stand in the address."""

    wilayah = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    q = forms.CharField(label=gettext_lazy("Name of the group"), max_length=60, required=False)
    keadaan = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    tahap = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level.code, said(level.label)) for level in stages()]
        choices: dict[str, Any] = {
            "wilayah": areas,
            "keadaan": [("", gettext_lazy("All that stand")), *Group.State.choices],
            "tahap": [("", gettext_lazy("All stages")), *levels, (UNKNOWN, NOT_KNOWN)],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]  # a ChoiceField


@needs(CELL)
@require_safe
def group_list(request: Request) -> HttpResponse:
    """The groups that one sees, by name; narrowed by area, name, state and stage."""
    area, path = _area_asked(request)
    choices = areas_to_choose(area, request.user, CELL)
    filters = FilterForm({**request.GET.dict(), "wilayah": area}, areas=choices)
    filters.is_valid()
    answers = {name: filters.cleaned_data.get(name) for name in ("q", "keadaan", "tahap")}
    rows = _narrowed(_groups_in(request, area), **answers)
    page = page_of_groups(rows, request.GET.get("page", ""))
    known = stages_of([group.pk for group in page.rows])
    context = {
        "filters": filters,
        "page": page,
        "rows": [(row, known.get(row.group.pk)) for row in shown(page.rows)],
        "count": rows.count(),
        "is_narrowed": any(answers.values()),
        "may_register": request.user.may_anywhere("group.add"),
        **_frame(area, path, "group_list"),
    }
    return render(request, "insights/group_list.html", context)


def _groups_in(request: Request, area: str) -> Groups:
    rows = Group.objects.visible_to(request.user, CELL)
    return rows.filter(area__code__within=area) if area else rows


def _narrowed(rows: Groups, *, q: str | None, keadaan: str | None, tahap: str | None) -> Groups:
    rows = rows.filter(state=keadaan) if keadaan else rows.living()
    if q:
        rows = rows.named_like(q)
    return rows.alias(stage=stage_kept()).filter(stage=tahap) if tahap else rows


@dataclass(slots=True)
class Part:
    """The groups of one part of an area, counted by state and by stage."""

    label: str
    code: str = ""  # "" where the part is no area of its own
    url: str = ""
    states: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)

    @property
    def groups(self) -> int:
        return self.states.total()

    @property
    def drawn(self) -> list[tuple[str, int, str]]:
        """For <c-stacked-bar>: those of known stages, and the others."""
        levels = [
            (said(level.label), self.stages[level.code], tone)
            for level, tone in zip(stages(), TONES, strict=True)
        ]
        return [*levels, (str(NOT_KNOWN), self.stages[UNKNOWN], "incomplete")]

    @property
    def cells(self) -> list[tuple[str, int]]:
        return [(label, count) for label, count, _tone in self.drawn]


@needs(CELL)
@require_safe
def group_areas(request: Request) -> HttpResponse:
    """How many groups each part of an area has, in which state and on which stage."""
    area, path = _area_asked(request)
    whole, parts = counted(_groups_in(request, area).living(), _parts(request, area))
    for part in parts:
        if part.code:
            is_wide = level_of(part.code) < Area.Level.VILLAGE
            part.url = _address("group_areas" if is_wide else "group_list", part.code)
    context = {
        "whole": whole,
        "parts": [part for part in parts if part.groups],
        "without": [part for part in parts if not part.groups],
        **_frame(area, path, "group_areas"),
    }
    return render(request, "insights/group_areas.html", context)


def counted(rows: Groups, areas: list[Area]) -> tuple[Part, list[Part]]:
    """All groups of `rows`, and those of each area; a last part has who is in none. One query."""
    parts = {area.code: Part(area.label, area.code) for area in areas}
    loose, whole = Part(_("Not placed more closely")), Part("")
    longest = max(map(len, parts), default=1)
    found = rows.annotate(part=Left("area_id", longest), stage=stage_kept())
    counts = found.values_list("part", "state", "stage").annotate(n=Count("pk"))
    for code, state, stage, n in counts.order_by():
        of_it = next(
            (parts[it] for it in (code, *reversed(ancestors(code))) if it in parts), loose
        )
        for part in (of_it, whole):
            part.states[state] += n
            part.stages[stage] += n
    return whole, [*parts.values(), *([loose] if loose.groups else [])]


def _parts(request: Request, area: str) -> list[Area]:
    """What stands within an area; without one, the user's own areas."""
    if area:
        return list(Area.objects.standing().children_of(area))
    return list(Area.objects.filter(pk__in=request.user.areas_for(CELL)).order_by("pk"))


def _area_asked(request: Request) -> tuple[str, list[Area]]:
    """The area of the address, else the user's only one; and the way to it that they see."""
    user = request.user
    area = request.GET.get("wilayah") or only_area(user, CELL)
    if not area:
        return "", []
    may_or_404(user, CELL, area=area)
    path = [it for it in Area.objects.path_to(area) if user.sees(it.code, CELL)]
    if not path or path[-1].code != area:
        raise Http404
    return area, path


def _address(name: str, area: str) -> str:
    return reverse(name) + (f"?{urlencode({'wilayah': area})}" if area else "")


def _frame(area: str, path: list[Area], current: str) -> dict[str, Any]:
    """What both pages say of where one is, and how to come to the other."""
    tabs = [
        {"label": label, "url": _address(name, area), "is_current": name == current}
        for label, name in ((_("One by one"), "group_list"), (_("By area"), "group_areas"))
    ]
    return {"area": path[-1] if path else None, "path": path, "tabs": tabs}
