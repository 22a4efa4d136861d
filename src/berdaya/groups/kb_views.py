"""How members stand to KB: asked by a volunteer or officer, shown to no member."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.consents.questions import may_process
from berdaya.groups import actions
from berdaya.groups.actions.kb import PURPOSE
from berdaya.groups.forms import day_asked
from berdaya.groups.kb import Kb, kb_counts, kb_on
from berdaya.groups.models import Group, Member
from berdaya.rules.kb.statuses import statuses, to_check
from berdaya.ui.answers import answer
from berdaya.ui.days import long_date
from berdaya.ui.fields import DateField
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


class KbForm(forms.Form):
    """One choice for each member who is asked; blank: not asked, or does not want to say."""

    on = DateField(label=gettext_lazy("Day"), initial=timezone.localdate)

    def __init__(
        self, *args: Any, members: list[Member], known: Mapping[UUID, Kb], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        blank = ("", gettext_lazy("Not asked"))
        choices = [blank, *((one.code, said(one.title)) for one in statuses())]
        for member in members:
            self.fields[f"kb_{member.pk}"] = forms.ChoiceField(
                label=member.person.name,
                choices=choices,
                required=False,
                help_text=_told_before(known[member.pk]),
            )

    def told(self) -> dict[UUID, str]:
        data = ((it.pk, self.cleaned_data[f"kb_{it.pk}"]) for it in self.members)
        return {key: status for key, status in data if status}


def _told_before(kb: Kb) -> str:
    """What stands of a member, and since when; blank where nothing was noted."""
    if not kb.noted_on:
        return ""
    name = next(said(one.title) for one in statuses() if one.code == kb.status)
    return _("%(name)s since %(day)s") % {"name": name, "day": long_date(kb.noted_on)}


@needs("group-kb.add")
def member_kb(request: Request, group_id: UUID) -> HttpResponse:
    """What is known of each member who agrees to be asked, and what they say now."""
    groups = Group.objects.visible_to(request.user, "groups.note_kb").living()
    group = get_object_or_404(groups, pk=group_id)
    today = timezone.localdate()
    day = day_asked(request.POST.get("on", ""), today)
    members = list(group.members.on(day).select_related("person").order_by("person__name"))
    agree = may_process([it.person_id for it in members], PURPOSE, today)
    asked = [it for it in members if it.person_id in agree]
    form = KbForm(request.POST or None, members=asked, known=kb_on(asked, day))
    if form.is_valid():
        with refusals_in(form):
            on, told = form.cleaned_data["on"], form.told()
            count = actions.note_kb(group=group, on=on, told=told, by=request.user)
            messages.success(request, _("Noted for %(n)s members.") % {"n": count})
            return redirect("member_list", group.pk)
    looked_at(request, group, members=len(asked))
    context = {
        "group": group,
        "fields": [form[f"kb_{member.pk}"] for member in asked],
        "not_asked": len(members) - len(asked),
        "counts": kb_counts([group.pk], day)[group.pk],
        "statuses": statuses(),
        "to_check": to_check(),
    }
    return answer(request, "groups/member_kb.html", context, form)
