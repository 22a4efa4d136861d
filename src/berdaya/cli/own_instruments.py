"""The work of `berdaya instruments add` and `list --own`: what an office made."""

from pathlib import Path

import typer
from django.utils import translation

from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.instruments.actions import add_own
from berdaya.instruments.shelf import present
from berdaya.refusal import Refusal

ALL_GOOD, REFUSED, NOTHING_DONE = 0, 1, 2


def add_file(file: Path, area: str, by: str) -> int:
    """Add a definition; the exit status of the command."""
    user = User.objects.filter(username=by).first()
    where = Area.objects.filter(code=area).first() if area else None
    if user is None or (area and where is None):
        what = f"pengguna {by} / user" if user is None else f"wilayah {area} / area"
        typer.echo(f"tidak ada {what}", err=True)
        return NOTHING_DONE
    with translation.override("id"):
        try:
            made = add_own(content=file.read_bytes(), area=where, by=user)
        except Refusal as refusal:
            typer.echo(str(refusal), err=True)
            return REFUSED
    typer.echo(f"{made}: bisa dipakai dalam kasus / can be asked in cases")
    return ALL_GOOD


def list_own() -> None:
    """Each with its state; what cannot be offered says why."""
    for one in present():
        status = one.definition.status if one.definition else "–"
        typer.echo(f"{one.name}  {one.version}  {one.area or '*'}  {status}")
        if one.definition:
            typer.echo("    " + " / ".join(one.definition.title.values()))
        for fault in one.faults:
            typer.echo(f"    {fault}")
