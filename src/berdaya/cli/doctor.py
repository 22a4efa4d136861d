"""`berdaya doctor`: what is wrong with a deployment, and how to mend it."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import typer

from berdaya.cli.setup import ready
from berdaya.site.environment import Environment, WrongEnvironment, variable

SECRET = {"secret_key", "old_secret_keys", "identity_keys", "index_key", "database_url"}
SECRET_LENGTH = 50
FREE_BYTES = 2**30
OLDEST_POSTGRESQL = 140_000  # as the server numbers itself
OLDEST_SQLITE = (3, 38, 0)
VILLAGES = 80_000
BEHIND = 1_000  # changes that may wait before somebody should look


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `mend` says what to do, in Indonesian and English; empty: well."""

    what: str
    found: str
    mend: str = ""


def doctor() -> None:
    """Periksa pemasangan / Check a deployment, say what is wrong and how to mend it."""
    try:
        environment = Environment.read()
    except WrongEnvironment as error:
        _say(
            Finding(
                "pengaturan / environment", str(error), "betulkan variabel ini / correct it"
            )
        )
        raise typer.Exit(1) from None
    _say_settings(environment)
    ready()
    sick = 0
    for check in CHECKS:
        try:
            for finding in check():
                _say(finding)
                sick += bool(finding.mend)
        except Exception as error:  # a check that cannot be made is itself a finding
            _say(Finding(check.__name__.strip("_"), str(error), "lihat di atas / see above"))
            sick += 1
    typer.echo(
        f"\n{sick} hal perlu dibetulkan / to mend" if sick else "\nSemua baik / All is well"
    )
    raise typer.Exit(int(sick > 0))


def _say(finding: Finding) -> None:
    mark = typer.style("✗", fg="red") if finding.mend else typer.style("✓", fg="green")
    typer.echo(f"{mark} {finding.what}: {finding.found}")
    if finding.mend:
        typer.echo(f"    → {finding.mend}")


def _say_settings(environment: Environment) -> None:
    """Every setting as it is read; secrets only as set or not set."""
    for item in fields(environment):
        name, value = variable(item.name), getattr(environment, item.name)
        if item.name in SECRET:
            given = name in os.environ or f"{name}_FILE" in os.environ
            value = "(diisi / set)" if given else "(bawaan / default)"
        typer.echo(f"  {name}={value}")
    typer.echo()


def _secret() -> Iterator[Finding]:
    from django.conf import settings  # noqa: PLC0415  # after `ready`

    make = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
    length = len(settings.ENVIRONMENT.secret_key)
    weak = length < SECRET_LENGTH and not settings.DEMO
    yield Finding(
        "kunci rahasia / secret key",
        f"{length} huruf / characters",
        f"isi / set BERDAYA_SECRET_KEY: {make}" if weak else "",
    )


def _identity_keys() -> Iterator[Finding]:
    from berdaya.cli.keys_health import KEPT_LONGEST, keys_health  # noqa: PLC0415  # after `ready`
    from berdaya.sealed.keyring import WrongKeys  # noqa: PLC0415

    what = "kunci nomor identitas / keys of identity numbers"
    try:
        health = keys_health()
    except WrongKeys as error:
        yield Finding(what, "–", str(error))
        return
    mend = ""
    if health.age is None or health.age > KEPT_LONGEST:
        mend = "ganti kunci / change the key: berdaya keys rotate"
    age = "umur tidak diketahui / age unknown" if health.age is None else f"{health.age.days} d"
    yield Finding(what, f"{health.count}, {age}", mend)
    for file in health.open_files:
        yield Finding(what, f"{file} dapat dibaca orang lain / others can read it", "chmod 600")
    for file in health.beside_data:
        yield Finding(
            what,
            f"{file}: di folder data / in the data folder",
            "pindahkan, supaya cadangan data tidak memuat kuncinya / move it: a backup of the "
            "data must not hold the key",
        )
    yield Finding(
        "nomor dan berkas tersegel / sealed numbers and files",
        f"{health.sealed:,}; {health.waiting:,} dengan kunci lama / under older keys",
        "berdaya keys reseal" if health.waiting else "",
    )
    if health.lost:
        yield Finding(
            "tidak dapat dibuka / cannot be opened",
            f"{health.lost:,}",
            "cari kunci lama, tambahkan di belakang / find the old key, add it behind: "
            "BERDAYA_IDENTITY_KEYS",
        )


def _door() -> Iterator[Finding]:
    from django.conf import settings  # noqa: PLC0415  # after `ready`

    hosts = settings.ALLOWED_HOSTS
    yield Finding(
        "nama host / hosts",
        ", ".join(hosts),
        "sebut nama situs di BERDAYA_HOSTS / name the site there" if "*" in hosts else "",
    )
    yield Finding(
        "galat di layar / errors on screen",
        "ya / yes" if settings.DEBUG else "tidak / no",
        "matikan / turn off BERDAYA_DEBUG" if settings.DEBUG else "",
    )


def _database() -> Iterator[Finding]:
    from django.db import connection  # noqa: PLC0415  # after `ready`

    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            [mode] = cursor.fetchone()
        old = sqlite3.sqlite_version_info < OLDEST_SQLITE
        yield Finding(
            "basis data / database",
            f"SQLite {sqlite3.sqlite_version}",
            f"perbarui Python / update Python: SQLite {OLDEST_SQLITE}" if old else "",
        )
        yield Finding(
            "catatan tulis dahulu / write-ahead log",
            mode,
            "" if mode == "wal" else "letakkan di cakram lokal / keep it on a local disk",
        )
        return
    number = getattr(connection, "pg_version", 0)
    yield Finding(
        "basis data / database",
        f"PostgreSQL {number // 10_000}.{number % 10_000}",
        "" if number >= OLDEST_POSTGRESQL else "perlu / needs PostgreSQL 14",
    )


def _tables() -> Iterator[Finding]:
    from django.conf import settings  # noqa: PLC0415  # after `ready`
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    cache = settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()
    yield Finding(
        "tabel / tables",
        f"{waiting} migrasi menunggu / migrations wait" if waiting else "lengkap / complete",
        "" if not waiting and cache else "berdaya migrate",
    )


def _files() -> Iterator[Finding]:
    from django.conf import settings  # noqa: PLC0415  # after `ready`

    folder = Path(settings.DATA)
    free = shutil.disk_usage(folder).free
    yield Finding(
        "ruang cakram / disk space",
        f"{free / 2**30:.1f} GiB {folder.absolute()}",
        "kosongkan ruang / make room" if free < FREE_BYTES else "",
    )
    writable = os.access(folder, os.W_OK)
    yield Finding(
        "folder data / data folder",
        "dapat ditulis / writable" if writable else "tidak dapat ditulis / not writable",
        "" if writable else f"beri hak tulis / allow writing: {folder.absolute()}",
    )
    static = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    yield Finding(
        "berkas tampilan / static files",
        "terkumpul / collected" if static else "belum / not yet",
        "" if static or settings.DEBUG else "berdaya migrate",
    )


def _messages() -> Iterator[Finding]:
    sources = list(Path(__file__).parents[1].glob("*/locale/id/LC_MESSAGES/django.po"))
    stale = [
        path
        for path in sources
        if not (mo := path.with_suffix(".mo")).exists()
        or mo.stat().st_mtime < path.stat().st_mtime
    ]
    yield Finding(
        "kata bahasa Indonesia / Indonesian words",
        f"{len(sources) - len(stale)}/{len(sources)}",
        "make messages" if stale else "",
    )


def _areas() -> Iterator[Finding]:
    from berdaya.areas.models import Area  # noqa: PLC0415  # after `ready`

    villages = Area.objects.filter(level=Area.Level.VILLAGE).count()
    yield Finding(
        "desa dan kelurahan / villages",
        str(villages),
        "" if villages >= VILLAGES else "berdaya areas load",
    )


def _own_instruments() -> Iterator[Finding]:
    from berdaya.instruments.shelf import present  # noqa: PLC0415  # after `ready`

    for one in present():
        yield Finding(
            "instrumen milik kantor / own instrument",
            f"{one.name} {one.version}",
            "; ".join(map(str, one.faults)),
        )


def _people() -> Iterator[Finding]:
    from berdaya.access.models import Role  # noqa: PLC0415  # after `ready`

    count = Role.objects.filter(kind=Role.Kind.ADMINISTRATOR, until=None).count()
    yield Finding(
        "pengelola / administrators",
        str(count),
        "" if count else "berdaya administrator NAMA / NAME",
    )


def _worker() -> Iterator[Finding]:
    from berdaya.imports.models import Worker  # noqa: PLC0415  # after `ready`
    from berdaya.imports.workers import gone  # noqa: PLC0415
    from berdaya.tallies.models import Change  # noqa: PLC0415

    waiting = Change.objects.count()
    silent = not Worker.objects.filter(kind=Worker.Kind.BACKGROUND).exclude(gone()).exists()
    found = f"{waiting} perubahan menunggu / changes wait"
    if silent:
        found += "; tidak bekerja / not running"
    yield Finding(
        "pekerja / worker",
        found,
        "berdaya serve, atau / or berdaya worker" if silent or waiting > BEHIND else "",
    )


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _secret,
    _identity_keys,
    _door,
    _database,
    _tables,
    _files,
    _messages,
    _areas,
    _own_instruments,
    _people,
    _worker,
)
