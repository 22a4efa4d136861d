"""The page on which an office decides about KK numbers with two heads."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.actions import may
from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at
from berdaya.imports.actions import NoSuchHead, decide_heads
from berdaya.imports.actions.heads import open_to
from berdaya.imports.models import Doubt, Upload
from berdaya.imports.seen import upload_or_404
from berdaya.people.models import Membership
from berdaya.refusal import Refusal
from berdaya.ui.requests import Request

MOST = 50  # on one page; the next ones come up when these are decided
Decision = Doubt.Decision


class HeadForm(forms.Form):
    """One question. Each answer is a button of its own value: `one:12`, `apart:14`, `later:`."""

    answer = forms.ChoiceField(error_messages={"required": "", "invalid_choice": ""})

    def __init__(self, data: Any, question: Doubt) -> None:
        super().__init__(data)
        choices = [(f"{decision}:{head or ''}", "") for decision, head in open_to(question)]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


@needs("import.read")
@require_safe
def import_heads(request: Request, upload_id: UUID) -> HttpResponse:
    """The questions of a file, those first that nobody has answered."""
    upload = upload_or_404(request.user, upload_id)
    may_decide = may(request.user, "imports.decide_heads", area=upload.area_id)
    asked = upload.doubts.filter(kind=Doubt.Kind.SECOND_HEAD)
    shown = asked.select_related("family", "heir", "decided_by").order_by("decision", "row")
    questions = list(shown[:MOST])
    rosters = _rosters(questions)
    looked_at(request, upload, heads=len(questions))
    is_open = upload.state == Upload.State.CHECKED and may_decide
    context = {
        "upload": upload,
        "is_open": is_open,
        "waiting": asked.filter(decision="").count(),
        "questions": [
            (it, _members(it), rosters.get(it.family_id, []), _answers(it)) for it in questions
        ],
    }
    return render(request, "imports/import_heads.html", context)


@needs("import.change")
@require_POST
def import_heads_decide(request: Request, upload_id: UUID, question_id: UUID) -> HttpResponse:
    upload = upload_or_404(request.user, upload_id)
    may_or_404(request.user, "imports.decide_heads", area=upload.area_id)
    question = get_object_or_404(
        Doubt.objects.visible_to(request.user).select_related("upload"),
        pk=question_id,
        upload=upload,
        kind=Doubt.Kind.SECOND_HEAD,
    )
    form = HeadForm(request.POST, question)
    if not form.is_valid():
        messages.error(request, str(NoSuchHead()))
        return redirect("import_heads", upload.pk)
    decision, _sign, head = form.cleaned_data["answer"].partition(":")
    row = int(head) if head else None
    try:
        decide_heads(question=question, decision=decision, head=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("import_heads", upload.pk)


def _rosters(questions: list[Doubt]) -> dict[UUID | None, list[Membership]]:
    """The members on record of the families that are asked about. One query."""
    keys = {question.family_id for question in questions if question.family_id}
    found: dict[UUID | None, list[Membership]] = {}
    rows = Membership.objects.present().filter(family__in=keys).in_order()
    for membership in rows.select_related("person"):
        found.setdefault(membership.family_id, []).append(membership)
    return found


def _members(question: Doubt) -> list[dict[str, Any]]:
    words = dict(Membership.Relation.choices)
    return [{**one, "relation": words[one["relation"]]} for one in question.said["rows"]]


def _answers(question: Doubt) -> list[tuple[str, str, bool]]:
    """Value, words and whether it was chosen, of each answer that fits."""
    names = {one["row"]: one["name"] for one in question.said["rows"]}
    return [
        (
            f"{decision}:{head or ''}",
            _words(question, decision, names.get(head or 0, "")),
            (decision, head) == (question.decision, question.head),
        )
        for decision, head in open_to(question)
    ]


def _words(question: Doubt, decision: str, name: str) -> str:
    if decision == Decision.ONE:
        return _("One family: %(name)s is its head") % {"name": name}
    if decision == Decision.CHANGED:
        return _("The same family: %(name)s is its head now") % {"name": question.heir.name}  # type: ignore[union-attr]  # open only with an heir
    if decision == Decision.APART and question.family_id:
        return _("Another family: this KK number is not theirs")
    if decision == Decision.APART:
        return _("Families of their own: %(name)s keeps the KK number") % {"name": name}
    return str(Decision.LATER.label)
