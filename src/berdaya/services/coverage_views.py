"""The report on where services are missing."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import may_or_404, needs
from berdaya.access.models import NATION
from berdaya.areas.models import Area
from berdaya.rules.casework.needs import needs as rules
from berdaya.services import actions, vocabulary
from berdaya.services.coverage import Coverage, Covered, coverage_of
from berdaya.ui import exports
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

NATION_SLUG = "nasional"
STEP, WIDE, LARGEST = 46, 150, 19  # of the picture: between circles, for words, a radius


@needs("service-coverage.count")
@require_safe
def coverage_board(request: Request) -> HttpResponse:
    """To the area of the user's own."""
    codes = sorted(request.user.areas_for("service-coverage.count"))
    return redirect("coverage_area", codes[0][: len("32.04.32.1001")] or NATION_SLUG)


@needs("service-coverage.count")
@require_safe
def coverage_area(request: Request, code: str) -> HttpResponse:
    area = _area_or_404(request, code, "service-coverage.count")
    here = area.code if area else NATION
    found = coverage_of(here, timezone.localdate().year)
    rows = [(vocabulary.field_name(field), cells) for field, cells in found.rows]
    below = Area.objects.standing().children_of(here).filter(level__lte=Area.Level.VILLAGE)
    context = {
        "code": code,
        "here": here,
        "title": area.label if area else _("Indonesia"),
        "found": found,
        "rows": rows,
        "holes": [_named(it) for it in found.holes],
        "functions": [name for _code, name in vocabulary.functions()],
        "picture": picture(found),
        "rules": rules(),
        "crumbs": _crumbs(request, area),
        "below": [it for it in below if request.user.sees(it.code, "service-coverage.count")],
        "may_export": request.user.sees(here, "services.export_coverage"),
    }
    return render(request, "services/coverage_area.html", context)


@needs("service-coverage.export")
@require_safe
def coverage_export(request: Request, code: str, ending: str) -> HttpResponseBase:
    area = _area_or_404(request, code, "services.export_coverage")
    here, today = area.code if area else NATION, timezone.localdate()
    actions.export_coverage(area=area, by=request.user)
    found = coverage_of(here, today.year)
    table = exports.Table(
        name=f"cakupan-layanan-{here or NATION_SLUG}-{today}",
        title=f"{_('Coverage of services')}: {area.label if area else _('Indonesia')}",
        notes=[said(rules().not_recorded), _("Needs of fewer than five are not shown.")],
        head=[_("Field"), _("Function"), _("Services for the whole area"),
              _("Services for a part"), _("At least so many may need it"), _("Counted by")],
        rows=[_exported(it) for it in found.cells],
        texts=frozenset({0, 1, 5}),
    )  # fmt: skip
    return exports.answer(table, ending)


def _exported(it: Covered) -> list[object]:
    field, function = vocabulary.field_name(it.field), vocabulary.function_name(it.function)
    count, why = (it.most.count, said(it.most.rule.title)) if it.most else (None, "")
    return [field, function, it.whole, it.part, count, why]


def _named(it: Covered) -> tuple[Covered, str, str]:
    return it, vocabulary.field_name(it.field), vocabulary.function_name(it.function)


def picture(found: Coverage) -> dict[str, Any]:
    """A circle for each cell, as large as the need; full where a service is there."""
    top = max((it.most.count or 0 for it in found.cells if it.most), default=0)
    circles = []
    for row, (_field, cells) in enumerate(found.rows):
        for column, it in enumerate(cells):
            count = (it.most.count or 0) if it.most else 0
            radius = 3 + round((LARGEST - 3) * (count / top) ** 0.5) if count else 3
            x, y = WIDE + STEP * column + STEP // 2, STEP * row + STEP // 2
            circles.append({"x": x, "y": y, "r": radius, "state": it.state})
    names = [(vocabulary.field_name(field), STEP * row + STEP // 2 + 4)
             for row, (field, _cells) in enumerate(found.rows)]  # fmt: skip
    heads = [(name, WIDE + STEP * column + STEP // 2)
             for column, (_code, name) in enumerate(vocabulary.functions())]  # fmt: skip
    high = STEP * len(found.rows)
    return {"circles": circles, "names": names, "heads": heads, "high": high + 30,
            "foot": high + 18, "wide": WIDE + STEP * len(heads) + 20}  # fmt: skip


def _area_or_404(request: Request, code: str, deed: str) -> Area | None:
    """The area down to the village, None for the nation."""
    here = NATION if code == NATION_SLUG else code
    may_or_404(request.user, deed, area=here)
    if not here:
        return None
    return get_object_or_404(Area, pk=here, level__lte=Area.Level.VILLAGE)


def _crumbs(request: Request, area: Area | None) -> list[tuple[str, str]]:
    if area is None:
        return []
    path = list(Area.objects.path_to(area.code))
    seen = [it for it in path if request.user.sees(it.code, "service-coverage.count")]
    links = [(it.label, reverse("coverage_area", args=[it.code])) for it in seen[:-1]]
    return [*links, (area.label, "")] if links else []
