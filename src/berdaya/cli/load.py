"""`berdaya import`: the file of an office, taken in by an operator."""

import gc
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from django.utils import timezone, translation
from rich.console import Console

from berdaya.access.models import User
from berdaya.access.operator import operator
from berdaya.areas.models import Area
from berdaya.imports.actions import check_file, import_file
from berdaya.imports.models import Upload
from berdaya.imports.plan import village_named
from berdaya.imports.words import text_of
from berdaya.keys import new_key
from berdaya.refusal import Refusal

ALL_GOOD, NOTHING_DONE, SOME_LEFT_OUT = 0, 2, 3


class What(StrEnum):
    FAMILIES = "families"
    PERSONS = "persons"
    ANSWERS = "answers"


def load(
    what: Annotated[What, typer.Argument(help="isi tiap baris / what a row is")],
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help=".xlsx .xls .ods .csv .parquet")
    ],
    village: Annotated[
        str, typer.Option(help="kode desa bila tidak ada di berkas / village code if not in it")
    ] = "",
    by: Annotated[
        str, typer.Option(help="nama masuk yang bertanggung jawab / who answers for it")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="periksa saja / check only, keep nothing")
    ] = False,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="hari pendataan / survey day")
    ] = None,
) -> None:
    """Masukkan berkas desa; baris yang ditolak kembali / Take in a file; rejected rows come back."""
    say = Console(stderr=True)
    content, name = _content(file), _name(file)
    code = village or village_named(content, name, what.value, timezone.localdate())
    place = Area.objects.filter(code=code, level=Area.Level.VILLAGE).first()
    if not place:
        say.print("sebutkan desa yang ada dengan --village / name a village with --village")
        raise typer.Exit(NOTHING_DONE)
    user = User.objects.filter(username=by).first() if by else operator()
    if not user:
        say.print(f"tidak ada pengguna {by} / there is no user {by}")
        raise typer.Exit(NOTHING_DONE)
    verb = check_file if dry_run else import_file
    # nearly all that is made here lives until the end: looking for garbage would only cost
    gc.disable()
    with translation.override("id"), say.status(file.name):
        try:
            upload = verb(
                village=place,
                kind=what.value,
                filename=name,
                content=content,
                surveyed_on=on.date() if on else timezone.localdate(),
                key=new_key(),
                by=user,
            )
        except Refusal as refusal:
            say.print(str(refusal))
            raise typer.Exit(NOTHING_DONE) from None
        _report(upload, file, say)
    raise typer.Exit(SOME_LEFT_OUT if upload.left_out else ALL_GOOD)


def _name(file: Path) -> str:
    return f"{file.stem}.csv" if file.suffix == ".parquet" else file.name


def _content(file: Path) -> bytes:
    """Parquet is read as the table it would be in a .csv."""
    if file.suffix == ".parquet":
        return pl.read_parquet(file).write_csv().encode()
    return file.read_bytes()


def _report(upload: Upload, file: Path, say: Console) -> None:
    report = upload.report
    for problem in report["problems"]:
        first = problem["rows"][0]
        rows = ", ".join(str(row["row"]) for row in problem["rows"])
        more = " …" if problem["count"] > len(problem["rows"]) else ""
        sentence = text_of(problem["code"], first["params"])
        say.print(
            f"[{problem['severity']}] {problem['count']} × {sentence} ({rows}{more})",
            markup=False,
        )
    say.print(
        f"keluarga / families {report['families']} · orang / persons {report['persons']} · "
        f"pendataan / surveys {report['answers']} · ditolak / left out {report['left_out']}"
    )
    if upload.left_out:
        mend = file.with_name(f"{file.stem}.perbaiki.xlsx")
        mend.write_bytes(bytes(upload.left_out))
        say.print(f"perbaiki / mend: {mend}")
