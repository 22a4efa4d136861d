"""The list of families, and the look at a number while it is typed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at, sought
from berdaya.areas.codes import level_of
from berdaya.areas.models import Area
from berdaya.people.faults import fault_text
from berdaya.people.forms import FilterForm
from berdaya.people.homes import VILLAGE, areas_to_choose, only_area
from berdaya.people.lists import page_of_families, shown
from berdaya.people.models import Family, Person
from berdaya.people.numbers import families_by_kk, persons_by_nik
from berdaya.rules.indonesia import (
    NumberFault,
    check_kk,
    check_nik,
    repair_number,
    told_by_nik,
)
from berdaya.tallies.counting import totals
from berdaya.ui.fields import DateField
from berdaya.ui.requests import Request

DIGITS = 16


@needs("family.list")
@require_safe
def family_list(request: Request) -> HttpResponse:
    area = request.GET.get("wilayah") or only_area(request.user, "family.list")
    if area:
        may_or_404(request.user, "family.list", area=area)
    text, sort = request.GET.get("q", "").strip(), request.GET.get("urut", "")
    families = Family.objects.visible_to(request.user, "family.list").living_here()
    if area:
        families = families.filter(area__code__within=area)
    if text:
        families = families.named_like(text)
    page = page_of_families(families, request.GET.get("page", ""), sort, area)
    path = [
        it for it in Area.objects.path_to(area) if request.user.sees(it.code, "family.list")
    ]
    if area and not path:
        raise Http404
    asked = {"looked_for": sought(text)} if text else {}
    looked_at(request, path[-1] if path else request.user, families=len(page.rows), **asked)
    context = {
        "filters": _filters(request, area),
        "page": page,
        "rows": shown(page.rows, area),
        "path": path,
        "area": path[-1] if path else None,
        "can_sort": level_of(area) >= VILLAGE,
        "count": totals("families", 0, [area])[area]["all"] if area else None,
        "is_narrowed": bool(text),
        "may_register": request.user.may_anywhere("family.add"),
    }
    return render(request, "people/family_list.html", context)


def _filters(request: Request, area: str) -> FilterForm:
    form = FilterForm({**request.GET.dict(), "wilayah": area})
    choices = areas_to_choose(area, request.user)
    form.fields["wilayah"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
    if level_of(area) < VILLAGE:
        del form.fields["urut"]
    return form


@needs("identity-number.check")
@require_POST
def nik_check(request: Request) -> HttpResponse:
    """What can be said of a NIK while it is typed."""
    nik = repair_number(request.POST.get("nik", ""))
    today = timezone.localdate()
    faults = check_nik(
        nik,
        born=_day(request.POST.get("birth_date", "")),
        sex=request.POST.get("sex") or None,
        today=today,
    )
    owner = persons_by_nik([nik]).get(nik) if nik.isdecimal() else None
    if owner and str(owner.pk) == request.POST.get("person"):
        owner = None
    told = (
        None if any(it.severity == "error" for it in faults) else told_by_nik(nik, today=today)
    )
    sexes = dict(Person.Sex.choices)
    context = {
        "told": told,
        "sex": sexes.get(told.sex) if told else "",
        "compared": "nik_compared",
    }
    return _about_number(request, nik, faults, owner, context)


@needs("identity-number.check")
@require_POST
def kk_check(request: Request) -> HttpResponse:
    """What can be said of a KK number while it is typed."""
    kk_number = repair_number(request.POST.get("kk_number", ""))
    owner = families_by_kk([kk_number]).get(kk_number) if kk_number.isdecimal() else None
    if owner and str(owner.pk) == request.POST.get("family"):
        owner = None
    return _about_number(
        request, kk_number, check_kk(kk_number), owner, {"compared": "kk_compared"}
    )


def _about_number(
    request: Request,
    number: str,
    faults: list[NumberFault],
    owner: Person | Family | None,
    context: dict[str, Any],
) -> HttpResponse:
    """Nobody is told off for a number that is still being typed."""
    is_short = number.isdecimal() and len(number) < DIGITS
    in_sight = owner if owner and request.user.sees(owner.area_id, "family.read") else None
    if in_sight:
        looked_at(request, in_sight)
    severities = {it.severity for it in faults}
    context |= {
        "must_compare": not is_short and severities == {"warning"},
        "number": number,
        "missing": DIGITS - len(number) if is_short else 0,
        "faults": [] if is_short else [(it.severity, fault_text(it)) for it in faults],
        "owner": in_sight,
        "is_elsewhere": owner is not None and in_sight is None,
    }
    return render(request, "people/number_check.html", context)


def _day(text: str) -> date | None:
    try:
        return DateField(required=False).clean(text)  # type: ignore[no-any-return]  # untyped
    except ValidationError:
        return None
