"""Who works on which upload: the row of the upload is the queue, and a claim is one UPDATE.

What is here is bookkeeping behind which nobody stands; what it leads to are verbs. Safety does
not rest on it: each portion locks the upload and looks whether it is still its turn.
"""

import contextlib
import os
import socket
import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F, Q
from django.utils import timezone

from berdaya.imports.models import Upload, Uploads, Worker

BEAT_EVERY = 5.0  # seconds
SILENT = timedelta(seconds=40)  # without a beat a worker counts as dead
MOST_ATTEMPTS = 3  # without a portion getting done in between


@contextlib.contextmanager
def at_work(kind: str) -> Iterator[Worker]:
    """A worker with a pulse, for as long as this process is at it."""
    now = timezone.now()
    host = socket.gethostname()[:100]
    worker = Worker.objects.create(kind=kind, host=host, pid=os.getpid(), beat_at=now)
    ended = threading.Event()
    pulse = threading.Thread(target=_beat, args=(worker, ended), name="pulse", daemon=True)
    pulse.start()
    try:
        yield worker
    finally:
        ended.set()
        pulse.join()
        Worker.objects.filter(pk=worker.pk).update(ended_at=timezone.now())


def _beat(worker: Worker, ended: threading.Event) -> None:
    while not ended.wait(BEAT_EVERY):
        close_old_connections()
        # a database that restarts is back in a moment
        with contextlib.suppress(DatabaseError):
            Worker.objects.filter(pk=worker.pk).update(beat_at=timezone.now())
    connection.close()


def gone() -> Q:
    """Which workers do not work any more: ended, or silent for too long."""
    return Q(ended_at__isnull=False) | Q(beat_at__lt=timezone.now() - SILENT)


def bury() -> None:
    """Note of workers of this machine whose process is no more that they have ended."""
    now, host = timezone.now(), socket.gethostname()[:100]
    for worker in Worker.objects.filter(ended_at=None, host=host):
        if not _is_running(worker.pid):
            Worker.objects.filter(pk=worker.pk).update(ended_at=now)
    Worker.objects.filter(ended_at__lt=now - timedelta(days=1), uploads=None).delete()


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # of somebody else, but there
        return True
    return True


def claim(worker: Worker, only: Upload | None = None) -> Upload | None:
    """The oldest upload that waits, or whose worker is gone, as the work of `worker`."""
    bury()
    waiting = _uploads().to_be_worked_on().light()
    waiting = waiting.filter(Q(worker=None) | Q(worker__in=Worker.objects.filter(gone())))
    if only:
        waiting = waiting.filter(pk=only.pk)
    for upload in waiting[:10]:
        if upload.attempts >= MOST_ATTEMPTS:
            fail(upload, "import.gave_up")
            continue
        # of two that want it, the second finds that the worker is another by now
        same = _uploads().filter(pk=upload.pk, state=upload.state, worker=upload.worker_id)
        now = timezone.now()
        if same.update(
            worker=worker,
            begun_at=now,
            begun_from=F("cursor"),
            attempts=F("attempts") + 1,
        ):
            return _uploads().select_related("area", "by", "taken_by").get(pk=upload.pk)
    return None


def let_go(upload: Upload, worker: Worker) -> None:
    """Leave the rest to whoever comes next."""
    _uploads().filter(pk=upload.pk, worker=worker).update(worker=None)


def fail(upload: Upload, code: str, params: Mapping[str, str] | None = None) -> None:
    """Note that work on `upload` cannot go on, and why; what came in stays."""
    running = _uploads().filter(pk=upload.pk, state__in=Upload.WORKED_ON)
    failure = {"code": code, "params": dict(params or {})}
    running.update(state=Upload.State.FAILED, failure=failure, worker=None)


def _uploads() -> Uploads:
    return Upload.objects.across_areas(why="a worker serves all offices")
