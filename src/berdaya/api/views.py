"""One's own tokens: make one, see them, end them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.api.actions import end_token, issue_token
from berdaya.api.forms import TokenForm
from berdaya.api.scopes import scopes
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("token.read")
@require_safe
def token_list(request: Request) -> HttpResponse:
    words = dict(scopes())
    today = timezone.localdate()
    tokens = request.user.tokens.select_related("area").order_by("-issued_at")
    rows = [
        (it, [words.get(scope, scope) for scope in it.scopes], it.expires_on < today)
        for it in tokens
    ]
    context = {
        "standing": [row for row in rows if not (row[0].ended_at or row[2])],
        "past": [row for row in rows if row[0].ended_at or row[2]],
    }
    return render(request, "api/token_list.html", context)


@never_cache
@needs("token.add")
def token_new(request: Request) -> HttpResponse:
    """The secret is on the answer to the form and nowhere else."""
    form = TokenForm(request.POST or None, by=request.user)
    if form.is_valid():
        with refusals_in(form):
            token, secret = issue_token(by=request.user, **form.asked())
            context = {"token": token, "secret": secret}
            return render(request, "api/token_once.html", context)
    status = 422 if form.errors else 200
    return render(request, "api/token_new.html", {"form": form}, status=status)


@needs("token.end")
@require_POST
def token_end(request: Request, token_id: UUID) -> HttpResponse:
    token = get_object_or_404(request.user.tokens, pk=token_id)
    end_token(token=token, by=request.user)
    messages.success(request, _("The token “%(name)s” has ended.") % {"name": token.name})
    return redirect("token_list")
