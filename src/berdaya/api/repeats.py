"""A call that comes again under its key is carried out once."""

from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from berdaya.api.models import Answer, Token
from berdaya.api.problems import problem
from berdaya.sealed.boxes import fingerprint

KEPT = timedelta(days=2)  # a phone that was off the net for a weekend may still repeat itself


def answer_once(
    request: HttpRequest, token: Token, key: str, handle: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    """Carry a call out, or answer again what it was answered the first time.

    The key is written first, in the transaction of the deed: of two equal calls at once the
    second waits, and nothing is done that is not remembered.
    """
    said = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    digest = fingerprint(said, "api.answer.call").hex()  # keyed: a short body holds a NIK
    try:
        with transaction.atomic():
            Answer.objects.filter(at__lt=timezone.now() - KEPT).delete()
            answer = Answer.objects.create(token=token, key=key, digest=digest)
            response = handle(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)  # mended, it may come again under its key
                return response
            answer.status, answer.body = response.status_code, response.content.decode()
            answer.save(update_fields=["status", "body"])
            return response
    except IntegrityError:
        first = Answer.objects.filter(token=token, key=key).first()
    if first is None or first.digest != digest:
        return problem(
            422,
            "idempotency-key-reused",
            _("This Idempotency-Key was used for another call. Make a new key."),
        )
    again = HttpResponse(first.body, status=first.status, content_type="application/json")
    again["Idempotency-Replayed"] = "true"
    return again
