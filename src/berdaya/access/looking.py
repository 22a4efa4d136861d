"""Who looked at what: noted after the answer has gone out, so that nobody waits for it.

A page says what it shows by `looked_at`. The note is written when the server closes the
answer. Under `berdaya serve` a thread of the process collects notes for a moment and writes
them together; a process that is killed loses that moment. Elsewhere they are written at once.
"""

import logging
import threading
import time
from queue import Empty, SimpleQueue
from typing import Any

from django.db import DatabaseError, close_old_connections, models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from berdaya.access.actions import area_of, name_of
from berdaya.access.models import Look, User
from berdaya.sealed.boxes import fingerprint

MOMENT = 0.5  # seconds in which notes are collected
AT_ONCE = 500

log = logging.getLogger(__name__)
_waiting: SimpleQueue[Look] = SimpleQueue()
_keeper: threading.Thread | None = None


def looked_at(
    request: HttpRequest, subject: models.Model, *, cell: str = "", **detail: Any
) -> None:
    """Note that the answer now being made shows `subject`; the cell is the page's own.

    A call of the API is no page of its own and names its cell.
    """
    assert isinstance(request.user, User)
    match = request.resolver_match
    look = Look(
        by=request.user,
        cell=cell or (getattr(match.func, "cell", "") if match else ""),
        subject=name_of(subject),
        area=area_of(subject, request.user),
        detail=detail,
    )
    request.__dict__.setdefault("looks", []).append(look)


def sought(text: str) -> str:
    """Words that were looked for, as a note keeps them: who reads notes may not read names.

    Equal words are seen to be equal, so that a name looked for again and again is noticed.
    """
    return fingerprint(text.casefold().encode(), "look.sought").hex()[:12]


def keep_after(request: HttpRequest, response: HttpResponseBase) -> None:
    """Write what `request` noted, once `response` is closed. An error page showed nothing."""
    looks: list[Look] = request.__dict__.get("looks", [])
    if not looks or response.status_code >= 400:  # where errors begin
        return
    close = response.close

    def close_and_keep() -> None:
        try:
            _keep(looks)
        finally:
            close()

    response.close = close_and_keep  # type: ignore[method-assign]  # the one place after all


def _keep(looks: list[Look]) -> None:
    if _keeper is None:
        _write(looks)
        return
    for look in looks:
        _waiting.put(look)


def _write(looks: list[Look]) -> None:
    """In one statement. A reader who was answered is not told that the note failed: the log is."""
    try:
        Look.objects.bulk_create(looks)
    except DatabaseError:
        log.exception("%s notes of who looked at what were not kept", len(looks))


def begin() -> None:
    """From now on collect notes and write them from a thread of their own."""
    global _keeper  # noqa: PLW0603  # one for each process
    if _keeper is None:
        _keeper = threading.Thread(target=_work, name="looks", daemon=True)
        _keeper.start()


def _work() -> None:
    while True:
        looks = [_waiting.get()]
        time.sleep(MOMENT)
        while len(looks) < AT_ONCE:
            try:
                looks.append(_waiting.get_nowait())
            except Empty:
                break
        close_old_connections()
        _write(looks)
