"""The register of groups: new, change, papers and the turns of a group's life."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.areas.codes import at_level, level_of
from berdaya.areas.models import Area
from berdaya.groups import actions
from berdaya.groups.actions.founding import NewGroup
from berdaya.groups.actions.register import NewPaper
from berdaya.groups.forms import (
    EndForm,
    GroupForm,
    MergeForm,
    NewGroupForm,
    PaperForm,
    SplitForm,
    TurnForm,
)
from berdaya.groups.models import Group, Member, Paper
from berdaya.groups.pages import form_page, group_of
from berdaya.groups.sight import may
from berdaya.groups.tabs import tabs_of
from berdaya.people.homes import homes_in, only_area, villages_of
from berdaya.people.models import Door
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

VILLAGE = Area.Level.VILLAGE


@needs("group.add")
def group_new(request: Request) -> HttpResponse:
    """A new group; where the user has several villages, first which one."""
    village = at_level(
        request.GET.get("wilayah", only_area(request.user, "group.add")), VILLAGE
    )
    if level_of(village) < VILLAGE:
        text = request.GET.get("q", "").strip()
        villages = villages_of(request.user, text, "group.add")
        return render(request, "groups/village_choice.html", {"villages": villages, "q": text})
    homes = list(reversed(homes_in(village, request.user, "groups.register_group")))
    if not homes:
        raise Http404
    form = NewGroupForm(request.POST or None, areas=homes)
    if form.is_valid():
        with refusals_in(form):
            group = actions.register_group(
                group=NewGroup(**form.cleaned_data), door=Door.WEB, by=request.user
            )
            messages.success(request, _("The group is registered. Now add its members."))
            return redirect("member_list", group.pk)
    return answer(request, "groups/group_new.html", {}, form)


@needs("group.change")
def group_edit(request: Request, group_id: UUID) -> HttpResponse:
    group = group_of(request, group_id, "groups.edit_group")
    first = {name: getattr(group, name) for name in ("name", "number", "address", "meets")}
    form = GroupForm(request.POST or None, initial=first)
    if form.is_valid():
        with refusals_in(form):
            actions.edit_group(group=group, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(group)
    return answer(request, "groups/group_edit.html", {"group": group}, form)


@needs("group.read")
@require_safe
def group_papers(request: Request, group_id: UUID) -> HttpResponse:
    """Decrees and legal papers, and what happened to the group over the years."""
    group = group_of(request, group_id, "group.read")
    looked_at(request, group)
    context = {
        "group": group,
        "tabs": tabs_of(group, request.user, "group_papers"),
        "papers": group.papers.order_by("withdrawn_on", "-issued_on", "pk"),
        "turns": group.turns.select_related("other", "by").order_by("-on", "-recorded_at"),
        "today": timezone.localdate(),
        "may_paper": may(request.user, "groups.add_paper", group),
        "turn_kinds": _kinds_for(group) if may(request.user, "groups.end_group", group) else [],
    }
    return render(request, "groups/group_papers.html", context)


@needs("group-paper.add")
def paper_new(request: Request, group_id: UUID) -> HttpResponse:
    group = group_of(request, group_id, "groups.add_paper")
    return form_page(
        request,
        PaperForm(request.POST or None),
        group=group,
        ask=_("A new paper"),
        back=_papers(group),
        deed=lambda said: actions.add_paper(
            paper=NewPaper(group=group, **said), by=request.user
        ),
    )


@needs("group-paper.end")
def paper_withdraw(request: Request, paper_id: UUID) -> HttpResponse:
    papers = Paper.objects.visible_to(request.user, "groups.withdraw_paper")
    paper = get_object_or_404(papers.select_related("group"), pk=paper_id)
    return form_page(
        request,
        EndForm(request.POST or None),
        group=paper.group,
        ask=_("This paper no longer holds"),
        lead=f"{paper.get_kind_display()} · {paper.number}",
        back=_papers(paper.group),
        deed=lambda said: actions.withdraw_paper(
            paper=paper, on=said["until"], by=request.user
        ),
    )


def _papers(group: Group) -> str:
    return reverse("group_papers", args=[group.pk])


TURNS: dict[str, tuple[Callable[..., Group], Promise]] = {
    "istirahat": (actions.put_to_rest, gettext_lazy("Put the group to rest")),
    "hidup-lagi": (actions.revive, gettext_lazy("Revive the group")),
    "gabung": (actions.merge_groups, gettext_lazy("Merge with another group")),
    "pecah": (actions.split_group, gettext_lazy("Members found a group of their own")),
    "bubar": (actions.end_group, gettext_lazy("End the group")),
}


def _kinds_for(group: Group) -> list[tuple[str, Promise]]:
    """The turns that a group in its present state can take."""
    if group.state == Group.State.ENDED:
        return []
    left_out = "hidup-lagi" if group.state == Group.State.ACTIVE else "istirahat"
    return [(slug, label) for slug, (_verb, label) in TURNS.items() if slug != left_out]


@needs("group.end")
def group_turn(request: Request, group_id: UUID, kind: str) -> HttpResponse:
    """Rest, revival, merging, splitting, end: each with its day and reason."""
    group = group_of(request, group_id, "groups.end_group")
    if kind not in dict(_kinds_for(group)):
        raise Http404
    verb, label = TURNS[kind]
    form, told = _turn_form(request, group, kind)
    if form.is_valid():
        with refusals_in(form):
            stands = verb(by=request.user, **told(form))
            messages.success(request, _("Noted."))
            return redirect("group_papers", stands.pk)
    context = {"group": group, "kind": kind, "label": label}
    return answer(request, "groups/group_turn.html", context, form)


def _turn_form(
    request: Request, group: Group, kind: str
) -> tuple[Any, Callable[[Any], dict[str, Any]]]:
    """The form of a turn, and what it tells the verb."""
    data = request.POST or None
    if kind == "gabung":
        near = at_level(group.area_id, VILLAGE)
        others = Group.objects.visible_to(request.user, "groups.merge_groups").living()
        others = others.filter(area__code__within=near).exclude(pk=group.pk).order_by("name")
        merge = MergeForm(data, groups=others)
        return merge, lambda form: {
            "group": group,
            "into": form.groups[form.cleaned_data["into"]],
            "on": form.cleaned_data["on"],
            "reason": form.cleaned_data["reason"],
        }
    if kind == "pecah":
        homes = homes_in(at_level(group.area_id, VILLAGE), request.user, "group.add")
        members = group.members.present().select_related("person").order_by("person__name")
        return SplitForm(data, areas=homes, members=members), lambda form: _split(group, form)
    return TurnForm(data), lambda form: {"group": group, **form.cleaned_data}


def _split(group: Group, form: SplitForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    going: list[Member] = [form.members[key] for key in said.pop("going")]
    reason = said.pop("reason")
    return {
        "group": group,
        "new": NewGroup(**said),
        "going": going,
        "reason": reason,
        "door": Door.WEB,
    }
