"""`berdaya demo`: a populated system on SQLite, with its address and sign-ins printed."""

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from berdaya.cli.setup import ready

FOLDER = Path("berdaya-demo")
DONE = "ready"  # written last: a demo that was interrupted is made anew, never half-used


def demo(
    fresh: Annotated[
        bool, typer.Option("--fresh", help="mulai dari awal / start anew")
    ] = False,
    families: Annotated[
        int, typer.Option(min=12, max=5000, help="jumlah keluarga / families")
    ] = 400,
    port: Annotated[int, typer.Option(help="porta / port")] = 8000,
    serve: Annotated[bool, typer.Option(help="sajikan setelah siap / serve when ready")] = True,
) -> None:
    """Sistem contoh berisi data sintetis / A populated system with synthetic data."""
    folder = FOLDER.absolute()
    for name in ("DATABASE_URL", "DATABASE_URL_FILE"):
        os.environ.pop(name, None)
    os.environ.update(BERDAYA_DEMO="true", BERDAYA_DATA_DIR=str(folder))
    ready()
    from berdaya.cli.serve import prepare, refuse_taken_port, run  # noqa: PLC0415  # after `ready`

    if serve:
        refuse_taken_port("127.0.0.1", port)  # before a minute is spent on the villages
    is_new = fresh or not (folder / DONE).exists()
    if is_new:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    prepare()  # also what a newer version brings to an example that stands
    if is_new:
        _populate(families)
        (folder / DONE).touch()
    _say_sign_ins(port)
    if serve:
        run(host="127.0.0.1", port=port, workers=1)


def _populate(families: int) -> None:
    """The cast and their villages."""
    from django.utils import timezone, translation  # noqa: PLC0415  # after setup

    from berdaya.demo.cast import make_cast  # noqa: PLC0415
    from berdaya.demo.village import fill  # noqa: PLC0415

    with translation.override("id"):
        fill(make_cast(), families=families, today=timezone.localdate(), say=typer.echo)


def _say_sign_ins(port: int) -> None:
    from rich.console import Console  # noqa: PLC0415  # keeps `berdaya --help` quick
    from rich.table import Table  # noqa: PLC0415

    from berdaya.demo.people import OF_CASES, PASSWORD, SIGN_INS  # noqa: PLC0415

    table = Table(title="Berdaya · DATA SINTETIS / SYNTHETIC DATA")
    for heading in ("masuk / sign in", "nama / name", "peran / role", "wilayah / area"):
        table.add_column(heading)
    for person in (*SIGN_INS, *OF_CASES):
        table.add_row(
            person.username, person.name, person.shown_role, person.area or "nasional / nation"
        )
    console = Console()
    console.print(table)
    console.print(f"kata sandi / password: [bold]{PASSWORD}[/bold]")
    console.print(f"[bold]http://127.0.0.1:{port}/[/bold]   (Ctrl+C: berhenti / stop)")
