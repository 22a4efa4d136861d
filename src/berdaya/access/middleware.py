"""What happens to the requests of signed-in users before a page sees them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
