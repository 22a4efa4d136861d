"""Django, started only by the commands that need it: `score` must not wait for it."""

import os
from pathlib import Path

import typer

from berdaya.site.environment import WrongEnvironment

SETTINGS = "berdaya.site.settings"


def ready() -> None:
    """Start Django once. A wrong environment ends in a sentence, not in a traceback.

    A second start would point the log at whatever stands for stderr just then.
    """
    import django  # noqa: PLC0415  # a tenth of a second that most commands do not need
    from django.apps import apps  # noqa: PLC0415

    if apps.ready:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except WrongEnvironment as error:
        typer.echo(f"Pengaturan salah / Wrong environment: {error}", err=True)
        raise typer.Exit(2) from None


def in_a_folder(output: Path) -> Path:
    """The callback of an argument that names a file to write: its folder has to stand."""
    if not output.absolute().parent.is_dir():
        typer.echo(f"{output.parent}: buat folder ini dulu / make this folder first", err=True)
        raise typer.Exit(2)
    return output
