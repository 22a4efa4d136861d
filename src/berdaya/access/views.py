"""Pages on which administrators look after users, and everyone's own account."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.actions import (
    NotAllowed,
    add_user,
    end_role,
    give_role,
    leaving_roles,
    remove_second_factor,
    set_password,
)
from berdaya.access.doors import needs
from berdaya.access.forms import FilterForm, RoleForm, UserForm
from berdaya.access.models import Role, User
from berdaya.access.passwords import new_password
from berdaya.access.register import invitations_under, users_under, with_roles
from berdaya.access.second_factor import has_one
from berdaya.refusal import Refusal
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

MOST_INVITATIONS = 20  # beside the list of users; the others have run out by then


@needs("user.list")
@require_safe
def user_list(request: Request) -> HttpResponse:
    filters = FilterForm(request.GET or None)
    users = with_roles(users_under(request.user))
    if filters.is_valid() and (text := filters.cleaned_data["q"]):
        users = users.filter(Q(first_name__icontains=text) | Q(username__icontains=text))
    page = page_of(users, request.GET.get("page", ""), order=("first_name", "pk"))
    waiting = invitations_under(request.user).filter(
        used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    context = {
        "page": page,
        "filters": filters,
        "invitations": waiting.order_by("-made_at")[:MOST_INVITATIONS],
        "may_add": request.user.may_anywhere("user.add"),
    }
    return render(request, "access/user_list.html", context)


@needs("user.add")
@never_cache
def user_new(request: Request) -> HttpResponse:
    form = UserForm(request.POST or None, by=request.user)
    if form.is_valid():
        password = new_password()
        with refusals_in(form):
            user = add_user(password=password, by=request.user, **form.cleaned_data)
            return _show_once(request, user, password)
    status = 422 if form.errors else 200
    return render(request, "access/user_new.html", {"form": form}, status=status)


@needs("user.read")
def user_detail(request: Request, user_id: UUID) -> HttpResponse:
    """A user's roles; sending the form gives another one."""
    user = _user_or_404(request, user_id)
    if request.method == "POST" and not request.user.may_anywhere("role.add"):
        raise Http404
    form = RoleForm(request.POST or None, by=request.user)
    if form.is_valid():
        with refusals_in(form):
            give_role(user=user, by=request.user, **form.cleaned_data)
            messages.success(request, _("The role was given."))
            return redirect("user_detail", user.pk)
    roles = list(user.roles.select_related("area").order_by("since"))
    context = {
        "person": user,
        "form": form,
        "held": [role for role in roles if not role.until],
        "past": [role for role in roles if role.until],
        "has_second_factor": has_one(user),
        "may_give": request.user.may_anywhere("role.add"),
        "may_change": request.user.may_anywhere("user.change"),
        "may_let_go": user.is_active and bool(leaving_roles(user, request.user)),
    }
    status = 422 if form.errors else 200
    return render(request, "access/user_detail.html", context, status=status)


@needs("user.change")
@never_cache
@require_POST
def user_password(request: Request, user_id: UUID) -> HttpResponse:
    """Make a new password and show it this once."""
    user = _user_or_404(request, user_id)
    password = new_password()
    try:
        set_password(user=user, password=password, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("user_detail", user.pk)
    return _show_once(request, user, password)


@needs("user.change")
@require_POST
def user_second_factor(request: Request, user_id: UUID) -> HttpResponse:
    """Take the second step of signing in away from somebody who lost their telephone."""
    user = _user_or_404(request, user_id)
    try:
        remove_second_factor(user=user, by=request.user)
        messages.success(request, _("The second step is taken away."))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("user_detail", user.pk)


@needs("role.end")
@require_POST
def role_end(request: Request, role_id: UUID) -> HttpResponse:
    role = get_object_or_404(Role, pk=role_id, user__in=users_under(request.user))
    try:
        end_role(role=role, at=timezone.now(), by=request.user)
        messages.success(request, _("The role has ended."))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("user_detail", role.user_id)


@login_required
@require_safe
def own_account(request: Request) -> HttpResponse:
    context = {
        "held": request.user.current_roles,
        "may_issue_tokens": request.user.may_anywhere("token.read"),
    }
    return render(request, "access/own_account.html", context)


def _show_once(request: Request, user: User, password: str) -> HttpResponse:
    context = {"person": user, "password": password}
    return render(request, "access/password_once.html", context)


def _user_or_404(request: Request, user_id: UUID) -> User:
    return get_object_or_404(users_under(request.user), pk=user_id)
