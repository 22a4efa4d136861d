"""`berdaya export`: answers and results for analysis, and stages for the village system."""

import csv
import hashlib
import hmac
import os
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from django.conf import settings
from django.db.models.functions import Coalesce
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from berdaya.cli.instruments import load_or_stop
from berdaya.cli.opensid import write_opensid
from berdaya.cli.setup import in_a_folder
from berdaya.consents.questions import only_allowed
from berdaya.rules.instruments.definition import Instrument
from berdaya.surveys.models import Assessment

BATCH = 5_000
# a family recorded twice is one in a file
STANDING_FOR = Coalesce("person__merged_into", "person", "family__merged_into", "family")


class What(StrEnum):
    ASSESSMENTS = "assessments"
    OPENSID = "opensid"


def export(
    what: Annotated[What, typer.Argument(help="apa yang diekspor / what to export")],
    output: Annotated[
        Path,
        typer.Argument(help="berkas .csv atau .parquet / file to write", callback=in_a_folder),
    ],
    area: Annotated[str, typer.Option(help="kode wilayah / area code")] = "",
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="sejak tanggal / from this day on"),
    ] = None,
    instrument: Annotated[
        str, typer.Option(help="instrumen / instrument")
    ] = "keluarga-sejahtera",
    pseudonymous: Annotated[
        bool, typer.Option(help="ganti kunci keluarga dengan samaran / replace family keys")
    ] = False,
    year: Annotated[int, typer.Option(help="opensid: tahun pendataan / survey year")] = 0,
    by: Annotated[
        str,
        typer.Option(help="opensid: nama masuk yang bertanggung jawab / who answers for it"),
    ] = "",
) -> None:
    """Tulis jawaban dan hasil, atau tahap untuk OpenSID, ke berkas.

    Write answers and results, or stages for OpenSID, to a file.
    """
    if what is What.OPENSID:
        write_opensid(output, area=area, year=year, by=by)
        return
    if output.suffix not in (".csv", ".parquet"):
        raise typer.BadParameter(
            "akhiran harus .csv atau .parquet / must end in .csv or .parquet"
        )
    definition = load_or_stop(instrument)
    rows = _rows(instrument, area, since, pseudonymous)
    written = _write(output, definition, rows, pseudonymous)
    Console(stderr=True).print(f"{written} baris / rows → {output}")


def _rows(instrument: str, area: str, since: datetime | None, pseudonymous: bool) -> Any:
    """The surveys that stand; under a mask only those of who agreed to research."""
    rows = Assessment.objects.across_areas(why="an operator exports").standing()
    rows = rows.filter(instrument=instrument)
    if area:
        rows = rows.filter(area__code__within=area)
    if since:
        rows = rows.filter(conducted_on__gte=since.date())
    if pseudonymous:
        everything = rows
        rows = only_allowed(
            rows,
            "research",
            timezone.localdate(),
            person="person",
        )
        left_out = everything.count() - rows.count()
        Console(stderr=True).print(
            f"{left_out} baris tidak ikut: keluarganya belum setuju untuk penelitian / "
            f"{left_out} rows left out: these families have not agreed to research"
        )
    return rows.annotate(standing_for=STANDING_FOR).prefetch_related("outcomes")


def _write(output: Path, definition: Instrument, rows: Any, pseudonymous: bool) -> int:
    """Write beside the target and rename at the end, so that no half file is ever mistaken."""
    half = output.with_name(f".{output.name}.half.csv")
    names = [one.name for one in definition.outputs]
    columns = [part for name in names for part in (name, f"{name}_blocked_by")]
    items = [item.code for item in definition.items]
    written = 0
    with half.open("w", newline="") as file, Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=rows.count())
        writer = csv.writer(file)
        known = [definition.id_column, "area_code", "conducted_on", "version"]
        writer.writerow([*known, *items, *columns])
        for row in rows.order_by("pk").iterator(chunk_size=BATCH):
            writer.writerow(_cells(row, items, names, pseudonymous))
            written += 1
            progress.advance(task)
    if output.suffix == ".parquet":
        types = {"area_code": pl.String, **_types(definition)}
        second = output.with_name(f".{output.name}.half")
        pl.scan_csv(half, schema_overrides=types).sink_parquet(second)
        half.unlink()
        half = second
    os.replace(half, output)
    return written


def _types(definition: Instrument) -> dict[str, Any]:
    return {item.code: pl.Int64 if item.scored else pl.String for item in definition.items}


def _cells(
    row: Assessment, items: list[str], outputs: list[str], pseudonymous: bool
) -> Iterator[object]:
    subject: Any = row.standing_for  # type: ignore[attr-defined]  # annotated
    yield _pseudonym(str(subject)) if pseudonymous else subject
    yield (
        row.area_id[:13] if pseudonymous else row.area_id
    )  # a village, never an RT, under a mask
    yield row.conducted_on
    yield row.version
    yield from (row.answers.get(item) for item in items)
    found = {outcome.output: outcome for outcome in row.outcomes.all()}
    for name in outputs:
        outcome = found.get(name)
        yield (outcome.level or outcome.score) if outcome else None
        yield outcome.blocked_by if outcome else ""


def _pseudonym(key: str) -> str:
    """The same subject gets the same name every time, which only this site's secret can trace."""
    digest = hmac.new(settings.SECRET_KEY.encode(), key.encode(), hashlib.sha256)
    return digest.hexdigest()[:24]
