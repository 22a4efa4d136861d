"""The ecomap: the client and what is around, and how they stand to it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, form_page
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.psychosocial import actions
from berdaya.psychosocial.drawing import ecomap_svg
from berdaya.psychosocial.forms import SystemForm
from berdaya.psychosocial.legend import ecomap_legend
from berdaya.psychosocial.models import System
from berdaya.psychosocial.pages import noted, row_for
from berdaya.rules.casework import ecomap
from berdaya.ui.requests import Request


@needs("case-system.read")
@require_safe
def case_ecomap(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "case-system.read")
    systems = systems_of(case)
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "case_assessment"),
        "systems": systems,
        "picture": picture_of(case, systems),
        "legend": ecomap_legend(),
        "may_change": may(request.user, "psychosocial.add_system", case)
        and case.state == Case.State.OPEN,
    }
    return render(request, "psychosocial/case_ecomap.html", context)


def systems_of(case: Case) -> list[System]:
    rows = System.objects.across_areas(why="of a case that was found").of(case)
    return list(rows.standing().in_order())


def picture_of(case: Case, systems: list[System]) -> str:
    """The picture with its name and what it shows; empty where there are no systems."""
    if not systems:
        return ""
    drawn = ecomap.draw(
        case.called,
        tuple(
            ecomap.System(str(it.pk), str(it.name), it.strength, it.flow, it.is_stressful)
            for it in systems
        ),
    )
    desc = ngettext(
        "%(n)s system around the client. Each is listed in words below.",
        "%(n)s systems around the client. Each is listed in words below.",
        len(systems),
    )
    title = _("Ecomap of %(name)s") % {"name": case.called}
    return ecomap_svg(drawn, title, desc % {"n": len(systems)})


def ecomap_url(case: Case) -> str:
    return reverse("case_ecomap", args=[case.pk])


@needs("case-system.add")
def system_new(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "psychosocial.add_system")
    form = SystemForm(request.POST or None)
    return form_page(
        request,
        form,
        case=case,
        ask=_("What is around the client?"),
        back=ecomap_url(case),
        deed=lambda said: actions.add_system(
            case=case, key=said["key"], told=form.told(), by=request.user
        ),
    )


@needs("case-system.change")
def system_edit(request: Request, system_id: UUID) -> HttpResponse:
    """How the client stands to it now; what was noted before is kept."""
    system = row_for(request, System, system_id, "psychosocial.change_system")
    names = ("name", "strength", "flow", "is_stressful", "note")
    form = SystemForm(
        request.POST or None, initial={name: getattr(system, name) for name in names}
    )
    return form_page(
        request,
        form,
        case=system.case,
        ask=str(system.name),
        back=ecomap_url(system.case),
        template="psychosocial/system_edit.html",
        system=system,
        deed=lambda said: actions.change_system(
            system=system, key=said["key"], told=form.told(), by=request.user
        ),
    )


@needs("case-system.end")
@require_POST
def system_off(request: Request, system_id: UUID) -> HttpResponse:
    system = row_for(request, System, system_id, "psychosocial.take_off_system")
    noted(request, lambda: actions.take_off_system(system=system, by=request.user))
    return redirect(ecomap_url(system.case))
