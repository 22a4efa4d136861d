"""What was promised in a partnership, and its papers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.partners import actions
from berdaya.partners.actions.documents import NewDocument
from berdaya.partners.forms import DocumentForm, ObligationForm, SettleForm, WithdrawForm
from berdaya.partners.models import Document, Obligation, Partnership
from berdaya.partners.partnership_views import partnership_or_404
from berdaya.ui.answers import answer
from berdaya.ui.attachments import attachment
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("partnership.change")
def obligation_new(request: Request, partnership_id: UUID) -> HttpResponse:
    it = partnership_or_404(request, partnership_id, "partners.add_obligation")
    form = ObligationForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.add_obligation(partnership=it, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect(it)
    return _answer(request, "partners/obligation_new.html", it, form)


@needs("partnership.change")
def obligation_settle(request: Request, obligation_id: UUID) -> HttpResponse:
    rows = Obligation.objects.visible_to(request.user, "partners.settle_obligation")
    related = ("partnership__group", "partnership__partner")
    obligation = get_object_or_404(rows.select_related(*related), pk=obligation_id)
    form = SettleForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.settle_obligation(
                obligation=obligation, by=request.user, **form.cleaned_data
            )
            messages.success(request, _("Noted."))
            return redirect(obligation.partnership)
    template = "partners/obligation_settle.html"
    return _answer(request, template, obligation.partnership, form, obligation=obligation)


@needs("partnership-document.add")
def document_new(request: Request, partnership_id: UUID) -> HttpResponse:
    it = partnership_or_404(request, partnership_id, "partners.attach_document")
    form = DocumentForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_in(form):
            document = NewDocument(partnership=it, **form.cleaned_data)
            actions.attach_document(document=document, by=request.user)
            messages.success(request, _("The paper is attached."))
            return redirect(it)
    return _answer(request, "partners/document_new.html", it, form)


@needs("partnership-document.read")
@require_safe
def document_file(request: Request, document_id: UUID) -> HttpResponse:
    """The file itself, for those who may read the group."""
    rows = Document.objects.visible_to(request.user).select_related("partnership__group")
    document = get_object_or_404(rows, pk=document_id)
    if document.withdrawn_on:
        raise Http404
    looked_at(request, document.partnership.group, document=str(document.pk))
    return attachment(bytes(document.content), document.media, document.title)


@needs("partnership-document.end")
def document_withdraw(request: Request, document_id: UUID) -> HttpResponse:
    rows = Document.objects.visible_to(request.user, "partners.withdraw_document").light()
    related = ("partnership__group", "partnership__partner")
    document = get_object_or_404(rows.select_related(*related), pk=document_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            because = form.cleaned_data["because"]
            actions.withdraw_document(document=document, because=because, by=request.user)
            messages.success(request, _("The file is gone; that it was here stays to be read."))
            return redirect(document.partnership)
    template = "partners/document_withdraw.html"
    return _answer(request, template, document.partnership, form, document=document)


def _answer(
    request: Request, template: str, it: Partnership, form: Any, **more: Any
) -> HttpResponse:
    return answer(request, template, {"it": it, "group": it.group, **more}, form)
