"""How long the file of a district takes to come in: `python -m benchmarks.imports [FAMILIES]`.

Writes a synthetic OpenSID file of persons with the answers ks01..ks21 beside each head, then
runs `berdaya import persons` on it as a process of its own, in the database that DATABASE_URL
names (by default a fresh SQLite file), and prints the seconds of the whole process. With
`--kill` that process is killed half-way, by a signal that nobody can catch, and the same
command given again: then the seconds are those of both.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, sleep

import xlsxwriter

from berdaya.demo.people import VILLAGE
from berdaya.rules.tables.columns import OPENSID_HEADINGS

TODAY = date(2026, 11, 23)
ITEMS = [f"ks{number:02}" for number in range(1, 22)]
BAR, BAR_OF = 60.0, 100_000  # seconds, for so many families on two cores
SYLLABLES = [
    "su",
    "di",
    "ra",
    "ni",
    "wa",
    "ti",
    "hen",
    "dra",
    "mul",
    "ya",
    "nur",
    "ha",
    "sa",
    "i",
    "man",
    "lis",
    "tri",
    "pur",
    "de",
    "wi",
    "eka",
    "sri",
]
NAMES = 600  # different words of names: families have some hundred thousand different names
HEAD, WIFE, CHILD = 1, 3, 4  # codes of OpenSID
MARRIED, SINGLE = 2, 1


def main(families: int, *, kill: bool) -> int:
    """Write the file, prepare the database, time the command; 1 where the bar is missed."""
    with tempfile.TemporaryDirectory(prefix="berdaya-imports-") as name:
        folder = Path(name)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/imports.sqlite3")
        os.environ.update(BERDAYA_DEMO="true", BERDAYA_DATA_DIR=str(folder))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.site.settings")
        file = folder / "penduduk.xlsx"
        rows = write(file, families)
        print(f"{families:,} families, {rows:,} rows, {file.stat().st_size / 2**20:.1f} MiB")
        _prepare()
        started = perf_counter()
        if kill:
            _kill_half_way(file, families)
            print(f"killed after {perf_counter() - started:.1f} s")
        code = subprocess.run(_command(file), check=False).returncode  # our own
        seconds = perf_counter() - started
        used = getrusage(RUSAGE_CHILDREN)
        print(
            f"exit status {code}, {seconds:.1f} s ({used.ru_utime + used.ru_stime:.1f} s of a "
            f"processor, {used.ru_maxrss / 2**10:.0f} MiB), {rows / seconds:,.0f} rows a second"
        )
        bar = BAR * families / BAR_OF
        return int(code != 0 or not _all_stand(families, rows) or seconds > bar)


def _kill_half_way(file: Path, families: int) -> None:
    """Start the command, and kill it as soon as half of the families are in."""
    from django.db import connection  # noqa: PLC0415

    from berdaya.people.models import Family  # noqa: PLC0415

    standing = Family.objects.across_areas(why="benchmark")
    with subprocess.Popen(_command(file)) as process:
        while standing.count() < families // 2 and process.poll() is None:
            sleep(0.2)
        process.kill()
    print(f"{standing.count():,} families were in")
    connection.close()


def write(file: Path, families: int) -> int:
    """Write the file; return how many rows of persons it has."""
    draw = Random(7)  # data for a benchmark
    count = 0
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data Penduduk")
        sheet.write_row(0, 0, [*OPENSID_HEADINGS, *ITEMS])
        for row in _rows(families, draw):
            count += 1
            sheet.write_row(count, 0, row)
    return count


def _rows(families: int, draw: Random) -> Iterator[list[object]]:
    words = ["".join(draw.sample(SYLLABLES, draw.choice((2, 3)))) for _name in range(NAMES)]
    for number in range(families):
        home = {
            "dusun": f"DUSUN {number % 10 + 1}",
            "rw": f"{number % 10 + 1:03}",
            "rt": f"{number // 10 % 8 + 1:03}",
            "no_kk": _number(TODAY - timedelta(days=400 + number // 9), number),
        }
        for place, (sex, age, relation, marital) in enumerate(_members(draw)):
            # the place in the family keeps two numbers of one day apart
            born = TODAY - timedelta(days=365 * age + number // 40 % 364 + 1)
            person = home | {
                "alamat": f"Kp. Contoh No. {number % 200 + 1}",
                "nama": f"{draw.choice(words)} {draw.choice(words)}".upper(),
                "nik": _number(born, number, woman=sex == WOMAN),
                "sex": sex,
                "tempatlahir": "BANDUNG",
                "tanggallahir": f"{born:%Y-%m-%d}",
                "agama_id": 1,
                "pendidikan_kk_id": draw.randint(3, 8),
                "pekerjaan_id": 1,
                "status_kawin": marital,
                "kk_level": relation,
                "warganegara_id": 1,
                "status_dasar": 1,
            }
            answers = [int(draw.random() < 0.9) for _item in ITEMS] if place == 0 else []
            yield [*(person.get(heading, "") for heading in OPENSID_HEADINGS), *answers]


MAN, WOMAN = 1, 2
AGES = (45, 41, 14, 9, 4)  # far enough apart that no two of a family share a date of birth


def _members(draw: Random) -> list[tuple[int, int, int, int]]:
    children = [(draw.choice((MAN, WOMAN)), age, CHILD, SINGLE) for age in AGES[2:]]
    couple = [(MAN, AGES[0], HEAD, MARRIED), (WOMAN, AGES[1], WIFE, MARRIED)]
    return [*couple, *children[: draw.randint(0, 3)]]


def _number(day: date, serial: int, *, woman: bool = False) -> str:
    return f"320432{day.day + 40 * woman:02}{day:%m%y}{serial % 9999 + 1:04}"


def _prepare() -> None:
    from berdaya.cli.serve import prepare  # noqa: PLC0415  # the environment comes first

    prepare()
    from django.db import connections  # noqa: PLC0415

    from berdaya.demo.cast import make_cast  # noqa: PLC0415

    make_cast()
    connections.close_all()


def _command(file: Path) -> list[str]:
    berdaya = [sys.executable, "-m", "berdaya.cli"]
    return [*berdaya, "import", "persons", str(file), "--village", VILLAGE, "--by", "tuti"]


def _all_stand(families: int, rows: int) -> bool:
    from berdaya.people.models import Family, Person  # noqa: PLC0415
    from berdaya.surveys.models import Assessment  # noqa: PLC0415

    why = "benchmark"
    found = [
        model.objects.across_areas(why=why).count() for model in (Family, Person, Assessment)
    ]
    print("families {:,}, persons {:,}, surveys {:,}".format(*found))
    return found == [families, rows, families]


if __name__ == "__main__":
    counts = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    raise SystemExit(main(*counts or [BAR_OF], kill="--kill" in sys.argv))
