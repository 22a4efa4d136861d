"""`berdaya import`: the file of an office, taken in by an operator."""

import gc
import signal
import threading
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from django.utils import timezone, translation
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from berdaya.access.models import User
from berdaya.access.operator import operator
from berdaya.areas.codes import common_ancestor
from berdaya.areas.models import Area
from berdaya.cli.group_list import load_groups
from berdaya.imports.actions import NothingToTake, check_file, go_on, import_file, stop
from berdaya.imports.book import villages_named
from berdaya.imports.jobs import work_on
from berdaya.imports.models import Upload, Worker
from berdaya.imports.words import text_of
from berdaya.imports.work import digest_of
from berdaya.imports.workers import at_work, claim
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.refusal import Refusal

ALL_GOOD, NOTHING_DONE, SOME_LEFT_OUT, INTERRUPTED = 0, 2, 3, 4
State = Upload.State


class What(StrEnum):
    FAMILIES = "families"
    PERSONS = "persons"
    ANSWERS = "answers"
    GROUPS = "groups"


def load(
    what: Annotated[What, typer.Argument(help="isi tiap baris / what a row is")],
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help=".xlsx .xls .ods .csv .parquet")
    ],
    village: Annotated[
        str,
        typer.Option(
            "--village",
            "--area",
            help="kode desa, atau wilayah di atasnya bila tiap baris menyebut kode desa / "
            "village code, or a wider area where each row names its village",
        ),
    ] = "",
    by: Annotated[
        str, typer.Option(help="nama masuk yang bertanggung jawab / who answers for it")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="periksa saja / check only, take nothing in")
    ] = False,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="hari pendataan / survey day")
    ] = None,
) -> None:
    """Masukkan berkas; yang terhenti dilanjutkan / Take in a file; what was cut short goes on."""
    say = Console(stderr=True)
    content = _content(file)
    user = User.objects.filter(username=by).first() if by else operator()
    if what is What.GROUPS and user:
        raise typer.Exit(load_groups(file, user, dry_run=dry_run, say=say))
    area = _area(village, content, _name(file), what)
    if not user:
        say.print(f"tidak ada pengguna {by} / there is no user {by}")
    elif not area:
        say.print("sebutkan desa yang ada dengan --village / name a village with --village")
    if not user or not area:
        raise typer.Exit(NOTHING_DONE)
    day = on.date() if on else timezone.localdate()
    # nearly all that is made here lives until the end: looking for garbage would only cost
    gc.disable()
    with translation.override("id"):
        try:
            upload = _begun(area, what, content, user, say)
            upload = upload or _new(area, what, file, content, day, user, dry_run=dry_run)
            upload = _to_the_end(upload, user, say)
        except Refusal as refusal:
            say.print(str(refusal))
            raise typer.Exit(NOTHING_DONE) from None
        _report(upload, file, say)
    raise typer.Exit(_status(upload))


def _area(code: str, content: bytes, name: str, what: What) -> Area | None:
    """The area that was named, or the narrowest one around the villages that rows name."""
    if not code:
        named = villages_named(content, name, what.value, timezone.localdate())
        code = common_ancestor(sorted(named)) if named else ""
    return Area.objects.filter(code=code, level__lte=Area.Level.VILLAGE).first()


def _begun(area: Area, what: What, content: bytes, by: User, say: Console) -> Upload | None:
    """The same file, where an earlier command did not get to its end."""
    mine = Upload.objects.visible_to(by).filter(by=by, door=Door.COMMAND, area=area)
    upload = mine.filter(
        digest=digest_of(content),
        kind=what.value,
        taken_by__isnull=False,
        state__in=[State.TAKING, State.STOPPED, State.FAILED],
    ).last()
    if not upload:
        return None
    say.print("dilanjutkan / going on where it stopped")
    return go_on(upload=upload, by=by)


def _new(
    area: Area, what: What, file: Path, content: bytes, day: date, by: User, *, dry_run: bool
) -> Upload:
    sent: dict[str, Any] = {
        "area": area,
        "kind": what.value,
        "filename": _name(file),
        "content": content,
        "surveyed_on": day,
        "key": new_key(),
        "by": by,
    }
    return check_file(**sent, door=Door.COMMAND) if dry_run else import_file(**sent)


def _to_the_end(upload: Upload, by: User, say: Console) -> Upload:
    """Work on it here; a first Ctrl-C ends after the portion at hand."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=say, transient=True) as bar:
        task = bar.add_task(upload.filename, total=None)
        with at_work(Worker.Kind.COMMAND) as worker:
            if claimed := claim(worker, only=upload):
                _work(claimed, worker, bar, task)
    return Upload.objects.visible_to(by).get(pk=upload.pk)


def _work(upload: Upload, worker: Worker, bar: Progress, task: TaskID) -> None:
    interrupted = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: interrupted.set())

    def shown(upload: Upload) -> None:
        bar.update(task, completed=upload.cursor, total=upload.total)

    try:
        work_on(upload, worker, after_each=shown, shall_end=interrupted.is_set)
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupted.is_set():
        stop(upload=upload, by=upload.taken_by or upload.by)


def _status(upload: Upload) -> int:
    if upload.state == State.FAILED or (upload.state == State.DONE and not _brought(upload)):
        return NOTHING_DONE
    if upload.state not in (State.DONE, State.CHECKED):
        return INTERRUPTED
    return SOME_LEFT_OUT if upload.left_out else ALL_GOOD


def _brought(upload: Upload) -> bool:
    return bool(upload.report["families"] or upload.report["answers"])


def _name(file: Path) -> str:
    return f"{file.stem}.csv" if file.suffix == ".parquet" else file.name


def _content(file: Path) -> bytes:
    """Parquet is read as the table it would be in a .csv."""
    if file.suffix == ".parquet":
        return pl.read_parquet(file).write_csv().encode()
    return file.read_bytes()


def _report(upload: Upload, file: Path, say: Console) -> None:
    if upload.state == State.FAILED:
        say.print(text_of(upload.failure["code"], upload.failure["params"]))
    if upload.state not in (State.DONE, State.CHECKED):
        say.print(
            f"terhenti: {upload.cursor} dari {upload.total} keluarga sudah masuk; ulangi perintah "
            f"yang sama untuk melanjutkan / stopped: {upload.cursor} of {upload.total} families "
            "are in; give the same command again to go on"
        )
        return
    if upload.state == State.DONE and not _brought(upload):
        say.print(str(NothingToTake()))
    _tell_problems(upload, say)
    report = upload.report
    say.print(
        f"keluarga / families {report['families']} · orang / persons {report['persons']} · "
        f"pendataan / surveys {report['answers']} · ditolak / left out {report['left_out']}"
    )
    if upload.left_out:
        mend = file.with_name(f"{file.stem}.perbaiki.xlsx")
        mend.write_bytes(bytes(upload.left_out))
        say.print(f"perbaiki / mend: {mend}")


def _tell_problems(upload: Upload, say: Console) -> None:
    for problem in upload.report["problems"]:
        first = problem["rows"][0]
        rows = ", ".join(str(row["row"]) for row in problem["rows"])
        more = " …" if problem["count"] > len(problem["rows"]) else ""
        sentence = text_of(problem["code"], first["params"])
        say.print(
            f"[{problem['severity']}] {problem['count']} × {sentence} ({rows}{more})",
            markup=False,
        )
