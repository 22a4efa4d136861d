"""What was spent of granted money, with its receipts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.capital import actions
from berdaya.capital.actions.uses import NewUse
from berdaya.capital.forms import TakeBackForm, UseForm
from berdaya.capital.models import Application, Line, Use
from berdaya.ui.answers import answer
from berdaya.ui.attachments import attachment
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("capital-use.add")
def use_new(request: Request, line_id: UUID) -> HttpResponse:
    rows = Line.objects.visible_to(request.user, "capital.report_use")
    line = get_object_or_404(rows.select_related("application__group"), pk=line_id)
    if line.application.state != Application.State.GRANTED:
        raise Http404
    form = UseForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_in(form):
            use = NewUse(line=line, **form.cleaned_data)
            actions.report_use(use=use, by=request.user)
            messages.success(request, _("Noted."))
            return redirect(line.application)
    context = {"group": line.application.group, "line": line, "it": line.application}
    return answer(request, "capital/use_new.html", context, form)


@needs("capital-application.read")
@require_safe
def use_file(request: Request, use_id: UUID) -> HttpResponse:
    """The photo of a receipt, for those who may read the application."""
    rows = Use.objects.visible_to(request.user).select_related("line__application__group")
    use = get_object_or_404(rows, pk=use_id)
    if not use.media:
        raise Http404
    looked_at(request, use.line.application.group, use=str(use.pk))
    return attachment(bytes(use.content), use.media, use.proof)


@needs("capital-use.add")
def use_take_back(request: Request, use_id: UUID) -> HttpResponse:
    rows = Use.objects.visible_to(request.user, "capital.take_back_use").light()
    use = get_object_or_404(rows.select_related("line__application__group"), pk=use_id)
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            because = form.cleaned_data["because"]
            actions.take_back_use(use=use, because=because, by=request.user)
            messages.success(request, _("Taken back."))
            return redirect(use.line.application)
    it = use.line.application
    context = {"group": it.group, "it": it, "use": use}
    return answer(request, "capital/use_take_back.html", context, form)
