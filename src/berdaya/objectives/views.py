"""The objectives of a group, and of an area with its parts."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.actions import may
from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at
from berdaya.access.models import NATION, User
from berdaya.areas.codes import level_of
from berdaya.areas.models import Area
from berdaya.groups.models import Group
from berdaya.groups.tabs import tabs_of
from berdaya.objectives.actions import export_objectives
from berdaya.objectives.drawn import KNOWN, MONTH, QUARTER, YEAR
from berdaya.objectives.models import Reckoned
from berdaya.objectives.reading import (
    Row,
    cells_of,
    groups_in,
    in_order,
    is_village,
    of_area,
    of_group,
    panels,
    parts_of,
)
from berdaya.rules.objectives.definition import definition
from berdaya.ui.days import long_date, long_month
from berdaya.ui.exports import Table, answer
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

NATION_SLUG, VILLAGE = "nasional", Area.Level.VILLAGE


@needs("objective.read")
@require_safe
def group_objectives(request: Request, group_id: UUID) -> HttpResponse:
    """The six objectives of one group over time."""
    rows = Group.objects.visible_to(request.user, "objective.read")
    group = get_object_or_404(rows, pk=group_id)
    looked_at(request, group)
    reckoned = Reckoned.objects.filter(pk=group.pk).first()
    context = {
        "group": group,
        "tabs": tabs_of(group, request.user, "group_objectives"),
        "reckoned_on": reckoned.on if reckoned else None,
        **_drawn(request, of_group(group)),
    }
    return render(request, "objectives/group_objectives.html", context)


@needs("objective.count")
@require_safe
def objective_board(request: Request) -> HttpResponse:
    """To the user's area; a choice where there are several."""
    codes = sorted(
        it for it in request.user.areas_for("objective.count") if level_of(it) <= VILLAGE
    )
    if len(codes) == 1:
        return redirect("objective_area", codes[0] or NATION_SLUG)
    areas = Area.objects.filter(pk__in=codes).order_by("pk")
    return render(request, "objectives/objective_choice.html", {"areas": areas})


@needs("objective.count")
@require_safe
def objective_area(request: Request, code: str) -> HttpResponse:
    """The six objectives of an area over time, and its parts beside each other."""
    user, area = request.user, _area_or_404(request.user, code, "objective.count")
    over_time, groups = of_area(area.code if area else NATION)
    leading = [it.leading for it in definition().objectives]
    rows = cells_of(_rows(area, over_time, user), leading)
    context = {
        "area": area,
        "code": code,
        "title": area.label if area else _("Indonesia"),
        "groups": groups,
        "month": over_time[-1][0] if over_time else None,
        "rows": in_order(rows, request.GET.get("urut", "nama")),
        "columns": leading,
        "is_village": is_village(area),
        "may_export": may(user, "objectives.export_objectives", area=area.code if area else ""),
        "crumbs": _crumbs(user, area),
        **_drawn(request, over_time),
    }
    return render(request, "objectives/objective_area.html", context)


@needs("objective.export")
@require_safe
def objective_export(request: Request, code: str, ending: str) -> HttpResponseBase:
    """Every indicator of the parts of an area: part, whole and what is not known."""
    area = _area_or_404(request.user, code, "objective.export")
    export_objectives(area=area, what=f"objectives.{ending}", by=request.user)
    over_time, _groups = of_area(area.code if area else NATION)
    whole = definition()
    head = [_("Name"), _("Groups")]
    for it in whole.indicators:
        title = said(it.title)
        head += [title, _("%(title)s: of") % {"title": title}]
        head += [_("%(title)s: not known") % {"title": title}]
    month = over_time[-1][0] if over_time else timezone.localdate()
    title = _("Objectives of the groups of %(area)s, %(month)s") % {
        "area": area.label if area else _("Indonesia"),
        "month": long_month(month),
    }
    rows = cells_of(_rows(area, over_time, request.user), whole.indicators)
    table = Table(
        name=f"tujuan-{code}-{month:%Y-%m}",
        title=title,
        notes=[
            _("As of %(day)s") % {"day": long_date(timezone.localdate())},
            said(whole.not_for),
            _("Left blank: not known, or about so few that it is not shown."),
        ],
        head=head,
        rows=[_cells(row, cells) for row, cells in rows],
    )
    return answer(table, ending)


def _cells(row: Row, cells: list[Any]) -> list[object]:
    found: list[object] = [row.label, row.groups]
    for it in cells:
        is_shown = it.state == KNOWN
        found += [it.measure.part, it.measure.whole] if is_shown else [None, None]
        found.append(it.measure.unknown)
    return found


def _rows(area: Area | None, over_time: list[tuple[date, Any]], user: User) -> list[Row]:
    if not over_time:
        return []
    month = over_time[-1][0]
    if area and is_village(area):
        return groups_in(area, month, user)
    return parts_of(area, month)


def _drawn(request: Request, over_time: Any) -> dict[str, Any]:
    """What both pages show: the panels, by the period that the address names."""
    names = {MONTH: _("By month"), QUARTER: _("By quarter"), YEAR: _("By year")}
    per = request.GET.get("per", MONTH)
    per = per if per in names else MONTH
    query = request.GET.copy()
    tabs = []
    for key, label in names.items():
        query["per"] = key
        url = f"?{query.urlencode()}"
        tabs.append({"label": label, "url": url, "is_current": key == per})
    return {
        "periods": tabs,
        "panels": panels(over_time, per, timezone.localdate()) if over_time else [],
        "definition": definition(),
    }


def _area_or_404(user: User, code: str, cell: str) -> Area | None:
    """The area down to the village, None for the nation."""
    here = NATION if code == NATION_SLUG else code
    may_or_404(user, cell, area=here)
    if not here:
        return None
    return get_object_or_404(Area, pk=here, level__lte=VILLAGE)


def _crumbs(user: User, area: Area | None) -> list[tuple[str, str]]:
    if area is None:
        return []
    seen = [
        it for it in Area.objects.path_to(area.code) if user.sees(it.code, "objective.count")
    ]
    path = [(it.label, reverse("objective_area", args=[it.code])) for it in seen[:-1]]
    if user.sees(NATION, "objective.count"):
        path = [(_("Indonesia"), reverse("objective_area", args=[NATION_SLUG])), *path]
    return [*path, (area.label, "")] if path else []
