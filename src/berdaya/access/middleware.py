"""What happens to the requests of signed-in users before a page sees them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from berdaya.access.actions import NotAllowed
from berdaya.access.models import User

OPEN = ("/akun/", "/bahasa/", "/gaya/", "/healthz", "/readyz", "/static/")


class RoleMiddleware:
    """Tell someone who has no role, or none any more, whom to ask, instead of empty pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OPEN):
            user = request.user
            if isinstance(user, User) and not user.current_roles:
                return render(request, "access/no_role.html", status=403)
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            # phones are shared: after signing out, Back must ask the server again
            response["Cache-Control"] = "private, no-cache"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """What is denied looks like what does not exist, whoever noticed it first."""
        if isinstance(exception, NotAllowed):
            raise Http404 from exception
