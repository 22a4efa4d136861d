"""The genogram: the picture, everybody in words, and people added by their relation."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, form_page
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.psychosocial import actions
from berdaya.psychosocial.actions import kin as relations
from berdaya.psychosocial.actions.kin import household, parents_of
from berdaya.psychosocial.drawing import genogram_svg
from berdaya.psychosocial.forms import CoupleForm, KinForm, NewKinForm, RelateForm
from berdaya.psychosocial.kinship import Kinship, called, kinship_of, readings
from berdaya.psychosocial.legend import genogram_legend
from berdaya.psychosocial.models import Couple, Kin, KinTie, ParentLink
from berdaya.psychosocial.pages import noted, row_for
from berdaya.rules.casework.genogram import draw
from berdaya.ui.requests import Request

Asks = dict[str, tuple[str, Promise, Promise]]
# what stands in the address: the relation, how the page asks, what the link says
RELATIONS: Asks = {
    "orang-tua": (
        relations.PARENT,
        gettext_lazy("A parent of %(name)s"),
        gettext_lazy("parent"),
    ),
    "pasangan": (
        relations.PARTNER,
        gettext_lazy("A husband, wife or partner of %(name)s"),
        gettext_lazy("partner"),
    ),
    "anak": (relations.CHILD, gettext_lazy("A child of %(name)s"), gettext_lazy("child")),
    "saudara": (
        relations.SIBLING,
        gettext_lazy("A brother or sister of %(name)s"),
        gettext_lazy("brother or sister"),
    ),
    "kembar": (relations.TWIN, gettext_lazy("A twin of %(name)s"), gettext_lazy("twin")),
}
ROWS: dict[str, Any] = {"pasangan": Couple, "anak": ParentLink, "hubungan": KinTie}


@needs("kin.read")
@require_safe
def case_genogram(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "kin.read")
    kinship = kinship_of(case, timezone.localdate().year)
    works = may(request.user, "psychosocial.add_kin", case) and case.state == Case.State.OPEN
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "case_assessment"),
        "kinship": kinship,
        "picture": picture_of(kinship),
        "people": readings(kinship),
        "relations": [(slug, words) for slug, (_kind, _ask, words) in RELATIONS.items()],
        "legend": genogram_legend(),
        "may_change": works,
        "may_seed": works and kinship.is_empty and bool(household(case)),
    }
    return render(request, "psychosocial/case_genogram.html", context)


def picture_of(kinship: Kinship) -> str:
    """The picture with its name and what it shows; empty where nobody stands in it."""
    if kinship.is_empty:
        return ""
    count = len(kinship.kin)
    desc = ngettext(
        "%(n)s person. Everybody is listed in words below.",
        "%(n)s people. Everybody is listed in words below.",
        count,
    )
    index = next((called(one) for one in kinship.kin if one.is_index), "")
    title = _("Genogram of %(name)s") % {"name": index} if index else _("Genogram")
    return genogram_svg(draw(kinship.family), title, desc % {"n": count})


def genogram_url(case: Case) -> str:
    return reverse("case_genogram", args=[case.pk])


@needs("kin.add")
@require_POST
def kin_seed(request: Request, case_id: UUID) -> HttpResponse:
    """Take the family over from the register, by one press."""
    case = case_for(request, case_id, "psychosocial.seed_kin")
    noted(request, lambda: actions.seed_kin(case=case, by=request.user))
    return redirect(genogram_url(case))


@needs("kin.add")
def kin_first(request: Request, case_id: UUID) -> HttpResponse:
    """The person whom the case is about, where the register has nobody."""
    case = case_for(request, case_id, "psychosocial.add_kin")
    form = NewKinForm(request.POST or None, relation=relations.INDEX)
    return form_page(
        request,
        form,
        case=case,
        ask=_("Whom is the case about?"),
        back=genogram_url(case),
        deed=lambda _said: actions.add_kin(case=case, new=form.new(None), by=request.user),
    )


@needs("kin.add")
def kin_add(request: Request, kin_id: UUID, relation: str) -> HttpResponse:
    """Somebody who is related to a person of the genogram."""
    if relation not in RELATIONS:
        raise Http404
    kind, ask, _words = RELATIONS[relation]
    beside = row_for(request, Kin, kin_id, "psychosocial.add_kin")
    form = NewKinForm(
        request.POST or None,
        relation=kind,
        partners=_partners(beside) if kind == relations.CHILD else (),
        parents=parents_of(beside) if kind == relations.PARENT else (),
    )
    return form_page(
        request,
        form,
        case=beside.case,
        ask=str(ask) % {"name": called(beside)},
        back=genogram_url(beside.case),
        deed=lambda _said: actions.add_kin(
            case=beside.case, new=form.new(beside), by=request.user
        ),
    )


def _partners(kin: Kin) -> list[Kin]:
    """With whom somebody is or was together, the last first."""
    rows = Couple.objects.across_areas(why="of a case that was found").of(kin.case).standing()
    both = rows.select_related("a", "b").order_by("-recorded_at", "-pk")
    return [it.b if it.a == kin else it.a for it in both if kin in (it.a, it.b)]


@needs("kin.change")
def kin_edit(request: Request, kin_id: UUID) -> HttpResponse:
    """Correct what is known of somebody, or take them off."""
    kin = row_for(request, Kin, kin_id, "psychosocial.edit_kin")
    known = {name: getattr(kin, name) for name in ("name", "sex", "born", "died", "is_dead")}
    form = KinForm(request.POST or None, initial={**known, "note": kin.note})
    return form_page(
        request,
        form,
        case=kin.case,
        ask=called(kin),
        back=genogram_url(kin.case),
        template="psychosocial/kin_edit.html",
        kin=kin,
        deed=lambda _said: actions.edit_kin(kin=kin, told=form.told(), by=request.user),
    )


@needs("kin.end")
@require_POST
def kin_off(request: Request, kin_id: UUID) -> HttpResponse:
    kin = row_for(request, Kin, kin_id, "psychosocial.take_off_kin")
    noted(request, lambda: actions.take_off_kin(kin=kin, by=request.user))
    return redirect(genogram_url(kin.case))


@needs("kin.change")
def kin_relate(request: Request, case_id: UUID) -> HttpResponse:
    """Relate two who are both there: as a couple, by descent, or how they stand."""
    case = case_for(request, case_id, "psychosocial.relate_kin")
    rows = Kin.objects.across_areas(why="of a case that was found").of(case).standing()
    people = [(str(one.pk), called(one)) for one in rows.in_order()]
    form = RelateForm(
        request.POST or None, people=people, initial={"one": request.GET.get("dari", "")}
    )
    return form_page(
        request,
        form,
        case=case,
        ask=_("How are two of them related?"),
        back=genogram_url(case),
        deed=lambda _said: actions.relate_kin(case=case, by=request.user, **form.told()),
    )


@needs("kin.change")
def couple_edit(request: Request, couple_id: UUID) -> HttpResponse:
    """Whether two are married, since when, and whether it has ended."""
    couple = row_for(request, Couple, couple_id, "psychosocial.change_couple", "a", "b")
    known: dict[str, Any] = {
        name: getattr(couple, name) for name in ("kind", "since", "end", "until")
    }
    form = CoupleForm(request.POST or None, initial=known)
    return form_page(
        request,
        form,
        case=couple.case,
        ask=_("%(one)s and %(other)s") % {"one": called(couple.a), "other": called(couple.b)},
        back=genogram_url(couple.case),
        deed=lambda said: actions.change_couple(couple=couple, by=request.user, **said),
    )


@needs("kin.end")
@require_POST
def relation_off(request: Request, kind: str, relation_id: UUID) -> HttpResponse:
    """Take a relation off; both people stay."""
    if kind not in ROWS:
        raise Http404
    row: Any = row_for(request, ROWS[kind], relation_id, "psychosocial.take_off_relation")
    noted(request, lambda: actions.take_off_relation(relation=row, by=request.user))
    return redirect(genogram_url(row.case))
