"""Inviting somebody by a link, and the page that the link opens."""

from urllib.parse import urlencode
from uuid import UUID

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.actions import (
    NotAllowed,
    invite,
    invite_back,
    withdraw_invitation,
)
from berdaya.access.doors import needs
from berdaya.access.forms import InviteForm, JoinForm, PasswordForm
from berdaya.access.joining import choose_password, join
from berdaya.access.links import invitation_of, picture_of, token_of
from berdaya.access.models import Invitation, User
from berdaya.access.register import invitations_under, users_under
from berdaya.refusal import Refusal
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

WHATSAPP = "https://wa.me/?"


@needs("invitation.add")
def invitation_new(request: Request) -> HttpResponse:
    """Say who comes, as what and where; the link is made at once."""
    form = InviteForm(request.POST or None, by=request.user)
    if form.is_valid():
        with refusals_in(form):
            invitation = invite(by=request.user, **form.cleaned_data)
            return redirect("invitation_detail", invitation.pk)
    status = 422 if form.errors else 200
    return render(request, "access/invitation_new.html", {"form": form}, status=status)


@needs("invitation.add")
@require_POST
def user_invite_back(request: Request, user_id: UUID) -> HttpResponse:
    """A link for somebody who forgot the password."""
    user = get_object_or_404(users_under(request.user), pk=user_id)
    try:
        return redirect("invitation_detail", invite_back(user=user, by=request.user).pk)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("user_detail", user.pk)


@needs("invitation.read")
@never_cache
@require_safe
def invitation_detail(request: Request, invitation_id: UUID) -> HttpResponse:
    """The link, ready to be sent or shown; and what became of it."""
    invitation = get_object_or_404(invitations_under(request.user), pk=invitation_id)
    link = request.build_absolute_uri(reverse("invitation_open", args=[token_of(invitation)]))
    said = _what_it_says(invitation, link)
    context = {
        "invitation": invitation,
        "is_open": is_open(invitation),
        "link": link,
        "picture": picture_of(link),
        "whatsapp": WHATSAPP + urlencode({"text": said}),
    }
    return render(request, "access/invitation_detail.html", context)


def _what_it_says(invitation: Invitation, link: str) -> str:
    day = timezone.localtime(invitation.expires_at).strftime("%d/%m/%Y %H.%M")
    values = {"name": invitation.name, "day": day, "link": link}
    if invitation.back:
        return (
            _(
                "Hello %(name)s, with this link you choose a new password for Berdaya. "
                "It works once, until %(day)s: %(link)s"
            )
            % values
        )
    return (
        _(
            "Hello %(name)s, this is your invitation to Berdaya. Open the link on your phone. "
            "It works once, until %(day)s: %(link)s"
        )
        % values
    )


@needs("invitation.end")
@require_POST
def invitation_withdraw(request: Request, invitation_id: UUID) -> HttpResponse:
    invitation = get_object_or_404(invitations_under(request.user), pk=invitation_id)
    try:
        withdraw_invitation(invitation=invitation, by=request.user)
        messages.success(request, _("The link no longer works."))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("user_list")


def is_open(invitation: Invitation) -> bool:
    unused = invitation.used_at is None and invitation.withdrawn_at is None
    return unused and invitation.expires_at > timezone.now()


@never_cache
def invitation_open(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the link opens, for anybody who has it: a name and a password, and one is in."""
    invitation = invitation_of(token)
    if invitation is None:
        raise Http404
    if request.user.is_authenticated:
        return render(request, "access/invitation_signed_in.html")
    if not is_open(invitation):
        return render(request, "access/invitation_spent.html", status=410)
    form = _form_for(invitation, request)
    if form.is_valid():
        with refusals_in(form):
            return _let_in(request, invitation, form)
    context = {"form": form, "invitation": invitation}
    status = 422 if form.errors else 200
    return render(request, "access/invitation_open.html", context, status=status)


def _form_for(invitation: Invitation, request: HttpRequest) -> JoinForm | PasswordForm:
    if invitation.back:
        return PasswordForm(request.POST or None, about=invitation.back)
    return JoinForm(request.POST or None, about=User(), initial={"name": invitation.name})


def _let_in(
    request: HttpRequest, invitation: Invitation, form: JoinForm | PasswordForm
) -> HttpResponseBase:
    """Through the same door as everybody, so that a second step is asked for there."""
    enter = choose_password if invitation.back else join
    user = enter(invitation=invitation, **form.cleaned_data)
    answer: HttpResponseBase = perform_login(request, user, email_verification="none")
    return answer
