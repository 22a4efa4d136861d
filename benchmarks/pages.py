"""How long pages take with a million families: `python -m benchmarks.pages [FAMILIES]`.

Makes a synthetic nation in the database that DATABASE_URL names (by default a SQLite file
in .data/bench), a thousand families in each of a thousand villages, and asks for pages as
signed-in users do, through Django's own request handling in one process: what is timed is
queries, templates and middleware, not the network. Prints median, p95 and the number of
queries. The data are written past the verbs, in bulk, in the form in which the verbs write
them; a second run uses the data of the first.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from uuid import UUID

RUNS = 60
FAMILIES_PER_VILLAGE = 1000
INSTRUMENT, VERSION = "keluarga-sejahtera", "1"
LEVELS = ("KPS", "KS1", "KS2", "KS3", "KS3PLUS")
SHARES = (0.2, 0.28, 0.22, 0.2, 0.1)
HOLDERS = {"KPS": "ks03", "KS1": "ks08,ks14", "KS2": "ks16", "KS3": "ks20,ks21", "KS3PLUS": ""}
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def main(families: int) -> None:
    """Fill the database if it is empty, then time the pages."""
    fill(families)
    _time_pages()


def fill(families: int) -> None:
    """Start Django on the database of the benchmark, and fill that if it is empty."""
    folder = Path(".data/bench").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/pages-{families}.sqlite3")
    os.environ.update(BERDAYA_DEMO="true", BERDAYA_DATA_DIR=str(folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.site.settings")
    from berdaya.cli.serve import prepare  # noqa: PLC0415  # the environment comes first

    prepare()
    from berdaya.people.models import Family  # noqa: PLC0415

    if not Family.objects.across_areas(why="benchmark").exists():
        started = perf_counter()
        _fill(families)
        print(f"made {families:,} families in {perf_counter() - started:.0f} s")


def _fill(families: int) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    from berdaya.areas.models import Area  # noqa: PLC0415
    from berdaya.demo.cast import make_cast  # noqa: PLC0415
    from berdaya.tallies import counting  # noqa: PLC0415

    cast = make_cast()
    villages = list(
        Area.objects.filter(level=4).exclude(code__endswith="2999").order_by("code")
    )[:: max(1, 83_000 // max(1, families // FAMILIES_PER_VILLAGE))]
    villages = [cast.village, *villages][: max(1, families // FAMILIES_PER_VILLAGE)]
    places = list(_neighbourhoods(villages))
    Area.objects.bulk_create(places, batch_size=5000, ignore_conflicts=True)
    rts = [area.code for area in places if area.level == 6]
    stages: Counter[tuple[str, str]] = Counter()
    held: Counter[tuple[str, str]] = Counter()
    living: Counter[tuple[str, str]] = Counter()
    rng = Random(7)  # data for a benchmark
    made = (_family(rng, rts[n % len(rts)], n, cast.sari.pk) for n in range(families))
    with transaction.atomic():
        while batch := list(islice(made, 20_000)):
            for table in TABLES:
                _copy(
                    connection,
                    table,
                    [row for family in batch for row in family.get(table, ())],
                )
            for family in batch:
                area, level = family["place"]
                living[area, "all"] += 1
                if level:
                    stages[area, level] += 1
                    for item in filter(None, HOLDERS[level].split(",")):
                        held[area, item] += 1
        counting.append("families", 0, living)
        counting.append(f"{INSTRUMENT}.stage", TODAY.year, stages)
        counting.append(f"{INSTRUMENT}.stage.blocked", TODAY.year, held)
    counting.fold_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _neighbourhoods(villages: Iterable[Any]) -> Iterator[Any]:
    from berdaya.areas.models import Area  # noqa: PLC0415

    for village in villages:
        for rw in range(1, 5):
            above = f"{village.code}.{rw:03}"
            yield Area(code=above, name=f"{rw:03}", level=5, kind="rw", parent_id=village.code)
            for rt in range(1, 6):
                yield Area(
                    code=f"{above}.{rt:03}",
                    name=f"{rt:03}",
                    level=6,
                    kind="rt",
                    parent_id=above,
                )


TABLES = {
    "people_family": "id area_id address phone kk_number kk_missing head_name search_name door"
    " registered_by_id registered_at ended_on",
    "people_person": "id area_id name search_name block nik nik_missing sex birth_date marital"
    " religion schooling work health_insurance",
    "people_membership": "id family_id person_id relation presence since end_reason",
    "surveys_assessment": "id family_id area_id instrument version conducted_on answers roster"
    " door by_id recorded_at reason provenance",
    "surveys_outcome": "assessment_id output level blocked_by",
    "surveys_standing": "family_id instrument year area_id assessment_id level blocked_by"
    " conducted_on",
}
NAMES = [
    "siti",
    "rina",
    "wati",
    "asep",
    "dadan",
    "ujang",
    "budi",
    "agus",
    "dewi",
    "yani",
    "hendra",
    "tatang",
    "rahmat",
    "sri",
]


def _family(rng: Random, area: str, number: int, by: Any) -> dict[str, Any]:
    """The rows of one family of three; four of five were surveyed this year."""
    from berdaya.keys import new_key  # noqa: PLC0415
    from berdaya.rules.likeness.verdict import block_of  # noqa: PLC0415
    from berdaya.sealed.fields import Number  # noqa: PLC0415

    family, assessment = new_key(), new_key()
    name = f"{rng.choice(NAMES)} {rng.choice(NAMES)} {number}"
    rows: dict[str, Any] = {
        "people_family": [
            (
                family,
                area,
                "Jl. Contoh",
                "",
                Number(f"9{number:015}", "people.family.kk_number", family).stored(),
                "",
                name.title(),
                name,
                "demo",
                by,
                NOW,
                None,
            )
        ],
        "people_person": [],
        "people_membership": [],
        "place": (area, ""),
    }
    for index, relation in enumerate(("head", "spouse", "child")):
        person = new_key()
        born = date(1975 + 30 * (index == 2), 1 + number % 12, 1 + number % 28)
        nik = Number(f"9{index}{number:014}", "people.person.nik", person).stored()
        sex = "female" if relation == "spouse" else "male"
        marital = "never" if relation == "child" else "married"
        rows["people_person"].append(
            (
                person,
                area,
                name.title(),
                name,
                block_of(name, born),
                nik,
                "",
                sex,
                born,
                marital,
                "",
                "",
                "",
                "",
            )
        )
        rows["people_membership"].append(
            (new_key(), family, person, relation, "home", date(2024, 1, 1), "")
        )
    if number % 5:
        level = rng.choices(LEVELS, SHARES)[0]
        holders = HOLDERS[level]
        answers = {f"ks{n:02}": int(f"ks{n:02}" not in holders) for n in range(1, 22)}
        day = date(2026, 1 + number % 11, 1 + number % 22)
        rows["surveys_assessment"] = [
            (
                assessment,
                family,
                area,
                INSTRUMENT,
                VERSION,
                day,
                _json(answers),
                "[]",
                "demo",
                by,
                NOW,
                "",
                "{}",
            )
        ]
        rows["surveys_outcome"] = [(assessment, "stage", level, holders)]
        rows["surveys_standing"] = [
            (family, INSTRUMENT, TODAY.year, area, assessment, level, holders, day)
        ]
        rows["place"] = (area, level)
    return rows


def _json(value: Any) -> str:
    import json  # noqa: PLC0415

    return json.dumps(value)


def _copy(connection: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Append rows the way each database takes them fastest."""
    columns = TABLES[table].split()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        plain = [tuple(_sqlite(value) for value in row) for row in rows]
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", plain
        )


def _sqlite(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return str(value) if isinstance(value, date) else value


def _time_pages() -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from berdaya.access.models import User  # noqa: PLC0415
    from berdaya.people.models import Family  # noqa: PLC0415

    village = "32.04.32.2998"
    family = (
        Family.objects.across_areas(why="benchmark").filter(area__code__within=village).first()
    )
    nik = family.roster()[0].person.nik.digits if family else ""
    pages = [
        ("sari", "/"),
        ("sari", f"/papan/{village}/"),
        ("sari", f"/papan/{village}/keluarga/"),
        ("sari", f"/papan/{village}/keluarga/?belum=1"),
        ("sari", "/keluarga/"),
        ("sari", f"/keluarga/{family.pk if family else ''}/"),
        ("sari", "/cari/?q=rina"),
        ("sari", f"/cari/?q={nik}"),
        ("dedi", f"/cari/?q={nik}"),
        ("dedi", "/cari/?q=9999999999999999"),
        ("rahma", "/cari/?q=tidakada"),
        ("nasional", "/papan/nasional/"),
        ("nasional", "/papan/32/"),
        ("nasional", "/cari/?q=baleendah"),
    ]
    print(f"{connection.vendor}: {RUNS} requests each, milliseconds")
    print(f"{'page':52}{'user':10}{'median':>8}{'p95':>8}{'queries':>9}{'status':>8}")
    for username, path in pages:
        client = Client(HTTP_HOST="localhost")
        client.force_login(User.objects.get(username=username))
        client.get(path)
        asked: list[str] = []
        with connection.execute_wrapper(counting(asked)):
            status = client.get(path).status_code
        times = [_timed(client, path) for _ in range(RUNS)]
        p95 = quantiles(times, n=20)[-1]
        shown = path.replace(nik, "(NIK)")
        print(
            f"{shown:52.52}{username:10}{median(times):8.1f}{p95:8.1f}{len(asked):9}{status:8}"
        )


def counting(asked: list[str]) -> Callable[..., Any]:
    def count(execute: Any, sql: str, *others: Any) -> Any:
        asked.append(sql)
        return execute(sql, *others)

    return count


def _timed(client: Any, path: str) -> float:
    started = perf_counter()
    client.get(path)
    return (perf_counter() - started) * 1000


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 1_000_000)
