"""The library of materials, and the coverage of an area."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.models import NATION
from berdaya.areas.models import Area
from berdaya.groups.models import Group
from berdaya.kie import actions
from berdaya.kie.actions.materials import NewMaterial
from berdaya.kie.coverage import groups_with, table_of
from berdaya.kie.files import ENDINGS
from berdaya.kie.forms import ContentForm, MaterialFilterForm, MaterialForm
from berdaya.kie.models import Edition, Material
from berdaya.rules.kie.topics import topic, topics, topics_on
from berdaya.ui.answers import answer
from berdaya.ui.languages import said
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("kie-material.read")
@require_safe
def material_list(request: Request) -> HttpResponse:
    """All materials in use, narrowed by topic. They are open to every group, wherever it is."""
    filters = MaterialFilterForm(request.GET, topics=topics())
    filters.is_valid()
    rows = Material.objects.in_use()
    if asked := filters.cleaned_data.get("topik"):
        rows = rows.filter(topic=asked)
    page = page_of(rows, request.GET.get("page", ""), order=("title", "pk"), size=50)
    context = {
        "filters": filters,
        "page": page,
        "rows": [(it, said(topic(it.topic).title)) for it in page.rows],
        "may_add": request.user.may_anywhere("kie-material.add"),
    }
    return render(request, "kie/material_list.html", context)


@needs("kie-material.read")
@require_safe
def material_detail(request: Request, material_id: UUID) -> HttpResponse:
    """A material with all its versions, the newest first."""
    material = get_object_or_404(Material, pk=material_id)
    editions = material.editions.defer("file").select_related("by").order_by("-number")
    current, *older = editions
    context = {
        "material": material,
        "topic": topic(material.topic),
        "current": current,
        "older": older,
        "may_change": _may_change(request, material) and not material.ended_on,
    }
    return render(request, "kie/material_detail.html", context)


@needs("kie-material.add")
def material_new(request: Request) -> HttpResponse:
    form = MaterialForm(request.POST or None, request.FILES or None, topics=topics())
    if form.is_valid():
        with refusals_in(form):
            data = form.cleaned_data
            names = ("key", "title", "topic", "language")
            kept = NewMaterial(area=_own_area(request), **{name: data[name] for name in names})
            made = actions.add_material(material=kept, content=form.content(), by=request.user)
            messages.success(request, _("The material is in the library."))
            return redirect(made)
    return answer(request, "kie/material_new.html", {}, form)


@needs("kie-material.change")
def edition_new(request: Request, material_id: UUID) -> HttpResponse:
    """A new version; the old one stays readable."""
    material = _changeable(request, material_id)
    form = ContentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_in(form):
            actions.add_edition(material=material, content=form.content(), by=request.user)
            messages.success(request, _("The new version holds from now on."))
            return redirect(material)
    context = {"material": material}
    return answer(request, "kie/edition_new.html", context, form)


@needs("kie-material.change")
@require_POST
def material_end(request: Request, material_id: UUID) -> HttpResponse:
    material = _changeable(request, material_id)
    actions.end_material(material=material, by=request.user)
    messages.success(request, _("It is no longer offered. Whoever used it still finds it."))
    return redirect(material)


@needs("kie-material.read")
@require_safe
def edition_file(request: Request, edition_id: UUID) -> HttpResponse:
    """The file of a version, to be kept: a browser does not run what it saves."""
    edition = get_object_or_404(Edition.objects.exclude(file_type=""), pk=edition_id)
    answer = HttpResponse(bytes(edition.file), content_type=edition.file_type)
    name = f"materi-{edition.pk}.{ENDINGS[edition.file_type]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs("kie.count")
@require_safe
def kie_coverage(request: Request) -> HttpResponse:
    """Groups and topics of the areas one answers for: what was had when, what never."""
    today, area = timezone.localdate(), request.GET.get("wilayah", "")
    groups = Group.objects.visible_to(request.user, "kie.count").living()
    if area:
        groups = groups.filter(area__code__within=area)
    page = page_of(groups, request.GET.get("page", ""), order=("search_name", "pk"))
    have = groups_with(groups)
    context = {
        "page": page,
        "rows": table_of(page.rows, today),
        "totals": [(one, have.get(one.code, 0)) for one in topics_on(today)],
        "groups": groups.count(),
        "place": Area.objects.filter(code=area).first() if area else None,
    }
    return render(request, "kie/coverage.html", context)


def _own_area(request: Request) -> str:
    """The widest area in which the user may add: theirs is the material."""
    return min(request.user.areas_for("kie-material.add"), key=lambda it: (len(it), it))


def _may_change(request: Request, material: Material) -> bool:
    return request.user.may("kie-material.change", area=material.area_id or NATION)


def _changeable(request: Request, material_id: UUID) -> Material:
    material = get_object_or_404(Material, pk=material_id, ended_on=None)
    if not _may_change(request, material):
        raise Http404
    return material
