"""`berdaya migrate`, `serve` and `worker`: the production pieces."""

import contextlib
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from berdaya.cli.setup import ready

if TYPE_CHECKING:
    from berdaya.imports.models import Worker

PAUSE = 2.0  # seconds between two folds when nothing waits
GRACE = 30  # seconds that a worker may take to finish the fold it is in


def migrate() -> None:
    """Siapkan basis data dan berkas / Prepare the database and the files; safe to repeat."""
    prepare()
    typer.echo("Siap / Ready.")


def serve(
    host: Annotated[str, typer.Option(help="alamat / address")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="porta / port")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="jumlah proses / processes")] = 2,
) -> None:
    """Sajikan halaman dan jalankan pekerja / Serve the pages and run the worker."""
    from django.conf import settings  # noqa: PLC0415  # after `ready`

    if not settings.ENVIRONMENT.secret_key and not settings.DEMO and not settings.DEBUG:
        typer.echo(
            "BERDAYA_SECRET_KEY kosong; jalankan `berdaya doctor` / is empty; run `berdaya doctor`",
            err=True,
        )
        raise typer.Exit(2)
    run(host=host, port=port, workers=workers)


def worker(parent: Annotated[int, typer.Option(hidden=True)] = 0) -> None:
    """Jumlahkan angka dan kerjakan berkas besar / Sum the counts and work on large files."""
    from django.db import DatabaseError  # noqa: PLC0415  # after `ready`

    from berdaya.imports.models import Worker  # noqa: PLC0415
    from berdaya.imports.workers import at_work  # noqa: PLC0415

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())

    def shall_end() -> bool:
        return stop.is_set() or parent not in (0, os.getppid())

    while not shall_end():
        try:
            with at_work(Worker.Kind.BACKGROUND) as me:
                _go_round(me, stop, shall_end)
        except DatabaseError as error:
            # a database that restarts is back in a moment; what waits stands in its tables
            typer.echo(f"worker: {error}", err=True)
            stop.wait(PAUSE)


def _go_round(me: "Worker", stop: threading.Event, shall_end: Callable[[], bool]) -> None:
    """Sum the counts, work on a file where one waits, and now and then forget what is old."""
    from django.db import close_old_connections  # noqa: PLC0415  # after `ready`
    from django.utils import timezone  # noqa: PLC0415

    from berdaya.access.retention import forget  # noqa: PLC0415
    from berdaya.imports.jobs import work_on  # noqa: PLC0415
    from berdaya.imports.workers import claim  # noqa: PLC0415
    from berdaya.objectives.keeping import AT_ONCE, keep_some  # noqa: PLC0415
    from berdaya.services import keeping as needs  # noqa: PLC0415
    from berdaya.tallies.counting import FOLD_AT_ONCE, fold  # noqa: PLC0415

    forgot = kept = counted = 0.0
    while not shall_end():
        close_old_connections()
        is_behind = fold() >= FOLD_AT_ONCE
        if upload := claim(me):
            # a large file takes minutes: the counts move on between its portions
            work_on(upload, me, after_each=lambda _upload: fold(), shall_end=shall_end)
            is_behind = True
        if time.time() - forgot > GRACE:
            forgot = time.time()
            forget(timezone.now())
        if time.time() - kept > GRACE and keep_some(timezone.localdate()) < AT_ONCE:
            kept = time.time()  # else there are more, a hundred at a time
        today = timezone.localdate()
        if time.time() - counted > GRACE and needs.keep_some(today) < needs.AT_ONCE:
            counted = time.time()
        if not is_behind:
            stop.wait(PAUSE)


def prepare() -> None:
    """Tables, cache, the official areas where there are none, and the static files."""
    ready()
    from django.core.management import call_command  # noqa: PLC0415  # after `ready`

    from berdaya.areas.models import Area  # noqa: PLC0415
    from berdaya.areas.official import load_official_tree  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if not Area.objects.exists():
        load_official_tree()
    call_command("collectstatic", verbosity=0, interactive=False)


def refuse_taken_port(host: str, port: int) -> None:
    """End with a word of help when another program listens there already."""
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        typer.echo(
            f"Porta {port} tidak dapat dipakai ({error.strerror}); pilih yang lain dengan "
            f"--port {port + 1} / Port {port} cannot be used; choose another with --port {port + 1}",
            err=True,
        )
        raise typer.Exit(2) from error


def run(*, host: str, port: int, workers: int) -> None:
    """Serve until SIGINT or SIGTERM, with the worker beside it."""
    refuse_taken_port(host, port)
    ready()
    # a forked process inherits Polars' threads as dead ones, and scoring would wait for ever
    multiprocessing.set_start_method("spawn", force=True)
    from granian.constants import Interfaces  # noqa: PLC0415  # only a server needs it
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    with _worker_beside():
        Server(
            "berdaya.site.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        ).serve()


@contextlib.contextmanager
def _worker_beside() -> Iterator[None]:
    """A worker process that ends with this one, however this one ends."""
    command = [sys.executable, "-m", "berdaya.cli", "worker", "--parent", str(os.getpid())]
    with subprocess.Popen(command) as process:  # noqa: S603  # our own command
        try:
            yield
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
            process.kill()
