"""What happens to a call before and after its operation: language, token, repetition, problems."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from berdaya.api.problems import MEDIA_TYPE, of_status, problem
from berdaya.api.repeats import answer_once
from berdaya.api.tokens import token_of

ROOT = "/api/"
LONGEST_KEY = 100

Handler = Callable[[HttpRequest], HttpResponse]


class ApiMiddleware:
    """Serves calls under /api/; every other request passes by untouched."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        language = translation.get_language_from_request(request)
        if not request.headers.get("Accept-Language"):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            response = self._answer(request)
            if response.status_code >= 400 and response["Content-Type"] != MEDIA_TYPE:
                response = _as_problem(response)
        response["Content-Language"] = language
        response["Cache-Control"] = "no-store"
        response["Vary"] = "Authorization, Accept-Language"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        token = token_of(secret.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            return self.get_response(request)
        request.token = token  # type: ignore[attr-defined]  # read by `base.Bearer`
        request.user = token.user
        key = request.headers.get("Idempotency-Key", "")
        if request.method != "POST" or not key:
            return self.get_response(request)
        if len(key) > LONGEST_KEY:
            return problem(
                400, "idempotency-key-too-long", _("An Idempotency-Key has 100 signs at most.")
            )
        return answer_once(request, token, key, self.get_response)


def _as_problem(response: HttpResponse) -> HttpResponse:
    """The same refusal for a program: Django answers some of them with a page."""
    answer = of_status(response.status_code)
    if "Allow" in response:
        answer["Allow"] = ", ".join(sorted(response["Allow"].split(", ")))
    if "Retry-After" in response:
        answer["Retry-After"] = response["Retry-After"]
    return answer
