"""What happens to the requests of signed-in users before a page sees them."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from berdaya.access.actions import NotAllowed
from berdaya.access.idle import was_idle_too_long
from berdaya.access.looking import keep_after
from berdaya.access.models import User
from berdaya.access.second_factor import is_missing

OPEN = ("/akun/", "/bahasa/", "/gaya/", "/healthz", "/readyz", "/static/", "/undangan/")


class RoleMiddleware:
    """Instead of a page: whom to ask for a role, what to set up first, or to sign in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not request.path.startswith(OPEN):
            if not user.current_roles:
                return render(request, "access/no_role.html", status=403)
            if was_idle_too_long(user, request.session):
                return _sign_in_again(request)
            if is_missing(user, request.session):
                return redirect("mfa_activate_totp")
        response = self.get_response(request)
        keep_after(request, response)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            # phones are shared: after signing out, Back must ask the server again
            response["Cache-Control"] = "private, no-cache"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """What is denied looks like what does not exist, whoever noticed it first."""
        if isinstance(exception, NotAllowed):
            raise Http404 from exception


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("You did nothing for a while. Please sign in again."))
    # what was being sent is gone; a page that only takes what is sent cannot be gone back to
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect_to_login(back)
