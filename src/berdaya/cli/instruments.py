"""`berdaya instruments`: what the catalogue holds, checks of new ones, code books and forms."""

import json
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from berdaya.cli.setup import in_a_folder, ready

if TYPE_CHECKING:
    from collections.abc import Mapping

    from berdaya.rules.instruments.definition import Instrument

ALL_GOOD, NOTHING_DONE, FAULTS_FOUND = 0, 2, 1

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Instrumen: kuesioner sebagai data / Questionnaires as data.",
)
Id = Annotated[str, typer.Argument(metavar="ID", help="instrumen / instrument")]


@app.command("list")
def list_all(
    own: Annotated[
        bool, typer.Option("--own", help="milik kantor saja / those that offices made")
    ] = False,
) -> None:
    """Daftar instrumen / All instruments."""
    from berdaya.rules.instruments.definition import catalogue  # noqa: PLC0415  # help stays quick

    if own:
        ready()
        from berdaya.cli.own_instruments import list_own  # noqa: PLC0415

        list_own()
        return
    for one in catalogue():
        typer.echo(f"{one.id}  {one.version}  {one.subject}  {one.status}")
        typer.echo(f"    {_both(one.title)}")


@app.command()
def show(
    instrument: Id,
    as_json: Annotated[bool, typer.Option("--json", help="seluruhnya / all of it")] = False,
) -> None:
    """Isi sebuah instrumen / What an instrument holds."""
    found = load_or_stop(instrument)
    if as_json:
        typer.echo(json.dumps(asdict(found), default=_plain, ensure_ascii=False, indent=1))
        return
    typer.echo(f"{_both(found.title)}  ({found.id} {found.version})")
    typer.echo(f"{found.subject}, {found.status}")
    for text in (found.purpose, found.not_for):
        typer.echo("\n" + "\n".join(words.strip() for words in text.values()))
    for group in found.groups:
        typer.echo(f"\n{_both(group.title)}")
        for item in group.items:
            typer.echo(f"  {item.code}  " + "\n        ".join(item.text.values()))
    for output in found.outputs:
        typer.echo(f"\n{output.name}  {_both(output.title)}")
        for level in output.levels:
            typer.echo(f"  {level.code}  {_both(level.name)}")


@app.command()
def check(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE")],
    language: Annotated[str, typer.Option(help="id | en")] = "id",
) -> None:
    """Periksa berkas instrumen / Check a definition.

    Status keluar: 0 tidak ada kesalahan, 1 ada / exit status: 0 no fault, 1 some.
    """
    from berdaya.rules.instruments.checker import examine  # noqa: PLC0415
    from berdaya.rules.instruments.shelf import is_own  # noqa: PLC0415

    if language not in ("id", "en"):
        raise typer.BadParameter("id | en", param_hint="--language")
    data, faults = examine(file.read_bytes(), file, language)
    for fault in faults:
        typer.echo(str(fault))
    if not faults:
        typer.echo(f"{file}: baik / good")
    if data and not is_own(data["id"]):
        typer.echo(
            "untuk ditambahkan di kantor, id harus diawali own- / "
            "to be added by an office its id has to begin with own-"
        )
    raise typer.Exit(FAULTS_FOUND if faults else ALL_GOOD)


@app.command()
def add(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE")],
    by: Annotated[
        str, typer.Option(help="pengelola yang bertanggung jawab / who answers for it")
    ],
    area: Annotated[
        str, typer.Option(help="kode wilayah; kosong: semua / where; blank: everywhere")
    ] = "",
) -> None:
    """Tambahkan instrumen milik kantor, setelah diperiksa / Add one of your own, once checked.

    Berkas yang sama sekali lagi tidak mengubah apa pun / the same file again changes nothing.
    """
    ready()
    from berdaya.cli.own_instruments import add_file  # noqa: PLC0415

    raise typer.Exit(add_file(file, area, by))


@app.command()
def schema() -> None:
    """Skema JSON berkas instrumen / JSON Schema of a definition."""
    from berdaya.rules.instruments.checker import SCHEMA  # noqa: PLC0415

    typer.echo(SCHEMA.read_text("utf-8"), nl=False)


@app.command()
def codebook(
    instrument: Id,
    output: Annotated[Path, typer.Argument(metavar="OUT.md|.csv", callback=in_a_folder)],
    language: Annotated[str, typer.Option(help="id | en")] = "id",
) -> None:
    """Tulis buku kode / Write the code book."""
    from berdaya.rules.instruments import codebook as books  # noqa: PLC0415

    found = load_or_stop(instrument)
    if language not in found.languages:
        raise typer.BadParameter(" | ".join(found.languages), param_hint="--language")
    written = {".md": books.as_markdown, ".csv": books.as_csv}.get(output.suffix)
    if not written:
        raise typer.BadParameter("akhiran harus .md atau .csv / must end in .md or .csv")
    output.write_text(written(found, language), "utf-8")


@app.command()
def xlsform(
    instrument: Id,
    output: Annotated[Path, typer.Argument(metavar="OUT.xlsx", callback=in_a_folder)],
) -> None:
    """Tulis formulir XLSForm untuk ODK Collect / Write the XLSForm for ODK Collect."""
    from berdaya.rules.instruments.form import write_xlsform  # noqa: PLC0415

    if output.suffix != ".xlsx":
        raise typer.BadParameter("akhiran harus .xlsx / must end in .xlsx")
    write_xlsform(load_or_stop(instrument), output)


@app.command()
def rescore(
    instrument: Id,
    from_version: Annotated[
        str, typer.Option("--from", metavar="VERSION", help="versi lama / older version")
    ],
    year: Annotated[int, typer.Option(help="tahun pendataan / year of the surveys")],
    by: Annotated[
        str, typer.Option(help="nama masuk yang bertanggung jawab / who answers for it")
    ] = "",
) -> None:
    """Nilai ulang hasil setahun dengan versi sekarang / Judge a year again by the present version.

    Hasil lama tetap ada. Bila terhenti, jalankan lagi: diteruskan dari tempat berhenti.

    Old results stand. If it is stopped, run it again: it goes on where it was.
    """
    ready()
    from berdaya.cli.rescoring import rescore_year  # noqa: PLC0415

    raise typer.Exit(rescore_year(instrument, from_version, year, by))


def load_or_stop(instrument: str) -> "Instrument":
    from berdaya.rules.instruments.definition import UnknownInstrument, load  # noqa: PLC0415
    from berdaya.rules.instruments.shelf import is_own  # noqa: PLC0415

    if is_own(instrument):
        ready()
    try:
        return load(instrument)
    except UnknownInstrument as unknown:
        typer.echo(
            f"{instrument}: tidak dikenal; lihat `berdaya instruments list` / "
            "unknown; see `berdaya instruments list`",
            err=True,
        )
        raise typer.Exit(NOTHING_DONE) from unknown


def _both(text: "Mapping[str, str]") -> str:
    """In each of its languages: an office may write in Indonesian alone."""
    return " / ".join(text.values())


def _plain(value: object) -> str:
    """Dates and exact shares as they are written."""
    if isinstance(value, date | Fraction):
        return str(value)
    raise TypeError(type(value))
