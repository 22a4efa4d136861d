"""How long a year of a nation's results takes to judge again: `python -m benchmarks.rescoring [N]`.

Writes N synthetic families with one result each by version 2026.0 of Keluarga Sejahtera into the
database that DATABASE_URL names (by default a fresh SQLite file), lets a new version come, and
times `berdaya instruments rescore` as a process of its own. Then it looks whether every result
was judged once, as the rule says, and whether the old ones stand.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter
from uuid import UUID

import polars as pl

ITEMS = [f"ks{number:02}" for number in range(1, 22)]
BAR = 60.0  # seconds, for 1,000,000 families on two cores
DAY = date(2026, 3, 1)
INSTRUMENT, OLD, NEW = "keluarga-sejahtera", "2026.0", "2026.1"
AT_ONCE = 50_000

COMMAND = """
import sys
from pathlib import Path
from berdaya.rules.instruments import definition
definition.CATALOGUE = Path(sys.argv[1])
sys.argv = ["berdaya", *sys.argv[2:]]
from berdaya.cli import main
main()
"""


def main(families: int) -> int:
    """Write the results, time the command, look at what it wrote; 1 where the bar is missed."""
    with tempfile.TemporaryDirectory(prefix="berdaya-rescoring-") as name:
        folder = Path(name)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/rescoring.sqlite3")
        os.environ.update(BERDAYA_DEMO="true", BERDAYA_DATA_DIR=str(folder))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.site.settings")
        catalogue = two_versions(folder)
        started = perf_counter()
        write(families)
        print(f"{families:,} results written in {perf_counter() - started:.1f} s")
        words = ["instruments", "rescore", INSTRUMENT, "--from", OLD, "--year", str(DAY.year)]
        command = [sys.executable, "-c", COMMAND, str(catalogue), *words]
        started = perf_counter()
        code = subprocess.run(command, check=False).returncode  # our own
        seconds = perf_counter() - started
        used = getrusage(RUSAGE_CHILDREN)  # of the command alone, which is the only child
        print(
            f"exit status {code}, {seconds:.1f} s, {families / seconds:,.0f} results a second, "
            f"{used.ru_utime + used.ru_stime:.1f} s of a processor"
        )
        return int(code != 0 or not judged_rightly(families) or seconds > BAR)


def two_versions(folder: Path) -> Path:
    """A catalogue whose older version of the stages asks for the floor (ks10) among basic needs."""
    from berdaya.rules.instruments.definition import CATALOGUE  # noqa: PLC0415

    catalogue = folder / "catalogue"
    shutil.copytree(CATALOGUE, catalogue)
    text = (catalogue / f"{INSTRUMENT}.yaml").read_text("utf-8")
    old = text.replace(f'version: "{NEW}"', f'version: "{OLD}"')
    old = old.replace("ks05, ks06]}", "ks05, ks06, ks10]}").replace("ks09, ks10,", "ks09,")
    (catalogue / f"{INSTRUMENT}@{OLD}.yaml").write_text(old, "utf-8")
    return catalogue


def write(families: int) -> None:
    """Families with a result each, in the manner of the verbs, without their checks."""
    from berdaya.cli.serve import prepare  # noqa: PLC0415  # the environment comes first

    prepare()
    from django.db import connections, transaction  # noqa: PLC0415

    from berdaya.demo.cast import make_cast  # noqa: PLC0415

    cast = make_cast()
    for begun in range(0, families, AT_ONCE):
        with transaction.atomic():
            write_some(cast.rt.code, cast.sari.pk, begun, min(AT_ONCE, families - begun))
    with connections["default"].cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database does that has had these results for a year
    connections.close_all()


def write_some(area: str, by: UUID, begun: int, count: int) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from berdaya.keys import new_key  # noqa: PLC0415
    from berdaya.people.models import Family  # noqa: PLC0415
    from berdaya.rows import insert_frame, written  # noqa: PLC0415
    from berdaya.surveys.models import Assessment, Outcome  # noqa: PLC0415

    now = timezone.now().strftime("%Y-%m-%d %H:%M:%S+00:00")
    keys = written(new_key() for _ in range(count))
    [surveyor] = written([by])
    unmet = [(begun + place) % 22 for place in range(count)]  # 0: every item is met
    texts = {
        n: "{" + ", ".join(f'"{code}": {int(code != f"ks{n:02}")}' for code in ITEMS) + "}"
        for n in range(22)
    }
    rows = pl.DataFrame({"id": keys, "unmet": unmet})
    same = {"area_id": area, "door": "demo"}
    named = {"address": "", "phone": "", "kk_missing": "unknown", "head_name": "Sintetis"}
    insert_frame(Family, _with(rows.select("id"), same | named | {
        "search_name": "sintetis", "registered_by_id": surveyor, "registered_at": now,
    }))  # fmt: skip
    answers = pl.Series("answers", [texts[n] for n in unmet])
    insert_frame(Assessment, _with(rows.select("id", family_id="id").with_columns(answers), same | {
        "instrument": INSTRUMENT, "version": OLD, "conducted_on": DAY.isoformat(),
        "roster": "[]", "provenance": "{}", "by_id": surveyor, "recorded_at": now, "reason": "",
    }))  # fmt: skip
    old = pl.Series("level", [_old_level(n) for n in unmet])
    held = pl.Series("blocked_by", [f"ks{n:02}" if n else "" for n in unmet])
    judged = rows.select(assessment_id="id").with_columns(old, held)
    insert_frame(Outcome, _with(judged, {"output": "stage"}))


def _with(rows: pl.DataFrame, same: dict[str, object]) -> pl.DataFrame:
    return rows.with_columns(pl.lit(value).alias(name) for name, value in same.items())


def _old_level(unmet: int) -> str:
    if unmet in (1, 2, 3, 4, 5, 6, 10):
        return "KPS"
    return _level(unmet)


def _level(unmet: int) -> str:
    tops = ((0, "KS3PLUS"), (6, "KPS"), (14, "KS1"), (19, "KS2"), (21, "KS3"))
    return next(level for top, level in tops if unmet <= top)


def judged_rightly(families: int) -> bool:
    """Whether each result was judged once and rightly, and the old ones stand as they stood."""
    from collections import Counter  # noqa: PLC0415

    from django.db.models import Count  # noqa: PLC0415

    from berdaya.surveys.models import Outcome, RescoredOutcome  # noqa: PLC0415

    wanted = [Counter(rule(n % 22) for n in range(families)) for rule in (_old_level, _level)]
    found = [
        Counter(dict(model.objects.values_list("level").annotate(n=Count("pk"))))
        for model in (Outcome, RescoredOutcome)
    ]
    print("old results stand, each judged once:", found == wanted)
    return found == wanted


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
