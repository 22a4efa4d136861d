"""`berdaya export opensid`: the stages of a village, as a file that its OpenSID reads."""

import os
from pathlib import Path

import typer
from django.utils import timezone, translation
from rich.console import Console

from berdaya.access.models import User
from berdaya.access.operator import operator
from berdaya.areas.models import Area
from berdaya.insights.actions import WhyExport, export_opensid
from berdaya.insights.asked import asked
from berdaya.insights.opensid import counted, workbook
from berdaya.refusal import Refusal

NOTHING_DONE = 2


def write_opensid(output: Path, *, area: str, year: int, by: str) -> None:
    """Write the file, readable for its owner alone: it holds whole KK numbers."""
    say = Console(stderr=True)
    village = Area.objects.filter(code=area, level=Area.Level.VILLAGE).first()
    user = User.objects.filter(username=by).first() if by else operator()
    if output.suffix != ".xlsx" or not village or not user:
        say.print(
            "sebutkan berkas .xlsx, desa dengan --area, dan pengguna yang ada / "
            "name an .xlsx file, a village with --area, and a user who exists"
        )
        raise typer.Exit(NOTHING_DONE)
    ask = asked({"tahun": str(year)}, timezone.localdate().year)
    with translation.override("id"):
        try:
            export_opensid(village=village, year=ask.year, why=WhyExport.OPENSID, by=user)
        except Refusal as refusal:
            say.print(str(refusal))
            raise typer.Exit(NOTHING_DONE) from None
        content, found = workbook(user, village, ask), counted(user, village, ask)
    half = output.with_name(f".{output.name}.half")
    half.touch(mode=0o600)
    half.write_bytes(content)
    os.replace(half, output)
    say.print(
        f"{found.listed} keluarga, {found.unnumbered} tanpa nomor KK / families, "
        f"{found.unnumbered} without KK number → {output}"
    )
