"""`berdaya score`: what the answers in files add up to, for one village or for the nation.

No Django here, and Polars is imported only once there is work: the whole process is timed.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import polars as pl

    from berdaya.rules.instruments.tables import Table

ALL_GOOD, NOTHING_DONE, SOME_LEFT_OUT = 0, 2, 3
WRITTEN = (".csv", ".parquet")
BAR_WIDTH = 30


class Area(StrEnum):
    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"


class Engine(StrEnum):
    POLARS = "polars"
    DUCKDB = "duckdb"


class NothingDone(Exception):
    """Why the command stops before it has written anything, in both languages."""


def score(
    instrument: Annotated[
        str,
        typer.Argument(metavar="ID", help="instrumen / instrument, `berdaya instruments list`"),
    ],
    source: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT", help=".csv, .parquet, atau folder berisi itu / or a folder of them"
        ),
    ],
    output: Annotated[
        Path, typer.Argument(metavar="OUTPUT", help="berkas .csv atau .parquet / file to write")
    ],
    by: Annotated[
        Area | None, typer.Option(help="jumlah per wilayah / counts per area instead of rows")
    ] = None,
    engine: Annotated[Engine, typer.Option(help="mesin hitung / engine")] = Engine.POLARS,
) -> None:
    """Nilai jawaban dalam berkas / Judge the answers in files.

    Kolom: family_id, area_code, dan satu kolom per kode butir (1 ya, 0 tidak, 2 tidak berlaku,
    kosong belum dijawab); person_id, group_id dan seterusnya untuk instrumen tentang orang,
    kelompok dan seterusnya. Baris yang salah dicatat di OUTPUT.errors.csv dan tidak dihitung.
    Status keluar: 0 semua baik, 3 ada baris dilewati, 2 tidak ada yang dikerjakan.

    Columns: family_id, area_code and one per item code (1 yes, 0 no, 2 does not apply, blank
    unanswered); person_id, group_id and so on for instruments about those. A bad row is reported in OUTPUT.errors.csv and left out. Exit status: 0 all
    good, 3 some rows left out, 2 nothing done.
    """
    try:
        left_out = run(instrument, source, output, by, engine)
    except NothingDone as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(NOTHING_DONE) from refusal
    raise typer.Exit(SOME_LEFT_OUT if left_out else ALL_GOOD)


def run(instrument: str, source: Path, output: Path, by: Area | None, engine: Engine) -> int:
    """Score the files and return how many rows were left out; NothingDone says why not."""
    _refuse_output(source, output)
    with _errors_of_engines():
        table = _open(instrument, source)
        errors = output.with_name(f"{output.name}.errors.csv")
        with _kept_only_if_whole(output) as half, _kept_only_if_whole(errors) as half_errors:
            left_out = _score(table, half, output.suffix, by, engine)
            if left_out:
                write(_faults(table), half_errors, ".csv")
            else:
                errors.unlink(missing_ok=True)  # of an earlier run: it would mislead
        if left_out:
            typer.echo(
                f"{left_out} baris dilewati, alasannya di {errors} / "
                f"{left_out} rows left out, reasons in {errors}",
                err=True,
            )
    return left_out


def _refuse_output(source: Path, output: Path) -> None:
    if output.suffix not in WRITTEN:
        raise NothingDone(
            f"{output}: akhiran harus .csv atau .parquet / must end in .csv or .parquet"
        )
    if not output.absolute().parent.is_dir():
        raise NothingDone(f"{output.parent}: buat folder ini dulu / make this folder first")
    if source.is_dir() and source.resolve() in output.resolve().parents:
        raise NothingDone(
            f"{output}: tulis di luar folder {source} / write outside the folder {source}"
        )


def _open(instrument: str, source: Path) -> "Table":
    from berdaya.rules.instruments.definition import (  # noqa: PLC0415  # only for work
        UnknownInstrument,
        load,
    )
    from berdaya.rules.instruments.tables import open_table  # noqa: PLC0415

    try:
        return open_table(source, load(instrument))
    except UnknownInstrument as unknown:
        raise NothingDone(
            f"{instrument}: tidak dikenal; lihat `berdaya instruments list` / "
            "unknown; see `berdaya instruments list`"
        ) from unknown


@contextmanager
def _errors_of_engines() -> Iterator[None]:
    """A file that turns out broken half-way is a message, not a stack trace."""
    import polars as pl  # noqa: PLC0415  # only for work

    from berdaya.rules.instruments.tables import Unusable  # noqa: PLC0415

    try:
        yield
    except Unusable as unusable:
        raise NothingDone(str(unusable)) from unusable
    except (pl.exceptions.PolarsError, OSError) as error:
        raise NothingDone(f"berkas tidak terbaca / cannot be read: {error}") from error


@contextmanager
def _kept_only_if_whole(target: Path) -> Iterator[Path]:
    """A path to write to; it takes its name at the end, so that no half file is mistaken."""
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        yield half
        if half.exists():
            half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def _score(table: "Table", half: Path, suffix: str, by: Area | None, engine: Engine) -> int:
    if engine is Engine.DUCKDB:
        from berdaya.rules.instruments import duck  # noqa: PLC0415  # only where asked for

        with shown_progress(None):
            return duck.write(table, half, suffix, by.value if by else None)
    from berdaya.rules.instruments.tables import counted, scored  # noqa: PLC0415

    with shown_progress(table.rows()) as seen:
        if by:
            counts, left_out = counted(table, by.value, seen)
            write(counts.lazy(), half, suffix)
            return left_out
        good, bad = scored(table, seen)
        return write(good, half, suffix, beside=bad)


def _faults(table: "Table") -> "pl.LazyFrame":
    from berdaya.rules.instruments.tables import faults  # noqa: PLC0415

    return faults(table)


def write(
    rows: "pl.LazyFrame", path: Path, suffix: str, beside: "pl.LazyFrame | None" = None
) -> int:
    """Stream `rows` to a file; `beside` is one number worked out in the same pass."""
    import polars as pl  # noqa: PLC0415

    sink = (
        rows.sink_parquet(path, lazy=True)
        if suffix == ".parquet"
        else rows.sink_csv(path, lazy=True)
    )
    queries = [sink] if beside is None else [sink, beside]
    done = pl.collect_all(queries, engine="streaming")
    return 0 if beside is None else int(done[1].item())


@contextmanager
def shown_progress(total: int | None) -> Iterator[Callable[[int], None]]:
    """Draw progress on standard error; what it yields is told of rows as they go by."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        TextColumn("menilai / scoring"),
        BarColumn(BAR_WIDTH),
        TextColumn("{task.completed:,.0f} baris / rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=4) as progress:
        task = progress.add_task("", total=total)
        yield lambda rows: progress.advance(task, rows)
