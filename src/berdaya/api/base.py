"""The API object on which every room hangs its addresses."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from berdaya.access.actions import NotAllowed
from berdaya.api import describe
from berdaya.api.models import Token
from berdaya.api.problems import invalid, not_found, of_status, problem
from berdaya.api.scopes import scope_of
from berdaya.refusal import Refusal


class ScopeMissing(Exception):
    """The token stands, but not for this."""


class Bearer(HttpBearer):
    """The token that `ApiMiddleware` found, if it is for what is asked."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        found: Token | None = getattr(request, "token", None)
        if found and scope_of(request.path, str(request.method)) not in found.scopes:
            raise ScopeMissing
        return found


class Api(NinjaAPI):
    """All rooms' addresses under /api/, described in one OpenAPI document."""

    def __init__(self) -> None:
        super().__init__(
            title="Berdaya",
            version="1",
            description=describe.ABOUT,
            openapi_url="/openapi.json",
            docs_url=None,
            auth=Bearer(),
            urls_namespace="api",
        )
        self.add_exception_handler(Refusal, _refused)
        self.add_exception_handler(NotAllowed, lambda request, error: not_found())
        self.add_exception_handler(Http404, lambda request, error: not_found())
        self.add_exception_handler(ValidationError, _invalid)
        self.add_exception_handler(AuthenticationError, _unknown)
        self.add_exception_handler(ScopeMissing, _scope_missing)
        self.add_exception_handler(
            HttpError,
            lambda request, error: of_status(error.status_code),  # type: ignore[misc]  # an instance
        )

    def get_openapi_schema(self, **options: Any) -> Any:
        return describe.completed(super().get_openapi_schema(**options))


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    key = refusal.params.get("key")
    faults = [{"pointer": f"#{key}", "detail": str(refusal)}] if key else []
    return problem(422, refusal.code, str(refusal), faults)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return invalid(error.errors)


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    answer = problem(
        401,
        "token-unknown",
        _(
            "Send a token that stands: Authorization: Bearer berdaya_…  Make one in your account."
        ),
    )
    answer["WWW-Authenticate"] = 'Bearer realm="berdaya"'
    return answer


def _scope_missing(request: HttpRequest, error: Any) -> HttpResponse:
    scope = scope_of(request.path, str(request.method))
    return problem(
        403, "scope-missing", _("This token is not for %(scope)s.") % {"scope": scope}
    )
