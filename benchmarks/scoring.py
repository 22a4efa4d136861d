"""What scoring a nation costs: `python -m benchmarks.scoring [--rows N] [--big N]`.

Makes synthetic answers (labelled so, sorted by village) as Parquet in .data/bench and times whole
processes, several times in turn, of which the middle one counts:

- *read*: Polars decodes the area and the 21 answers of every row and counts rows per village;
- *berdaya*: `berdaya score keluarga-sejahtera … --by village`;
- *by hand*: the same rule written in Polars for this one instrument, blanks included;
- *row loop*: plain Python over a sample, as many programs do it, stretched to all rows.

Ratios say more than seconds: they hold on other machines. With `--big`, the memory that scoring
so many rows takes at most.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import polars as pl

FOLDER = Path(".data/bench")
INSTRUMENT = "keluarga-sejahtera"
ITEMS = [f"ks{number:02}" for number in range(1, 22)]
CONDITIONAL = (5, 6, 13, 14)
FAMILIES_PER_VILLAGE = 850
PER_FILE = 5_000_000
SAMPLE = 200_000
TIMES = 7
KIB = 1024

SCORE = "from berdaya.cli import main; main()"

READ = """
import sys, polars as pl
items = [f"ks{n:02}" for n in range(1, 22)]
rows = pl.scan_parquet(sys.argv[1] + "/*.parquet").select("area_code", *items)
whole = rows.map_batches(lambda batch: batch, streamable=True)  # or unused columns are skipped
whole.group_by("area_code").len().sink_parquet(sys.argv[2], engine="streaming")
"""

BY_HAND = """
import sys, polars as pl
items = [f"ks{n:02}" for n in range(1, 22)]
rungs = {"KPS": items[:6], "KS1": items[6:14], "KS2": items[14:19], "KS3": items[19:]}
stage = pl.when(pl.any_horizontal(pl.col(items).is_null())).then(pl.lit("incomplete"))
for name, held in rungs.items():
    stage = stage.when(pl.any_horizontal(pl.col(held) == 0)).then(pl.lit(name))
rows = pl.scan_parquet(sys.argv[1] + "/*.parquet")
village = pl.col("area_code").str.head(13)
staged = rows.select(village, stage.otherwise(pl.lit("KS3PLUS")).alias("stage"))
staged.group_by("area_code", "stage").len().sink_parquet(sys.argv[2], engine="streaming")
"""

ROW_LOOP = """
import sys, polars as pl
from collections import Counter
items = [f"ks{n:02}" for n in range(1, 22)]
rungs = [("KPS", items[:6]), ("KS1", items[6:14]), ("KS2", items[14:19]), ("KS3", items[19:])]
def stage(row):
    if any(row[item] is None for item in items):
        return "incomplete"
    for name, held in rungs:
        if any(row[item] == 0 for item in held):
            return name
    return "KS3PLUS"
rows = pl.read_parquet(sys.argv[1] + "/*.parquet").to_dicts()
print(len(Counter((row["area_code"][:13], stage(row)) for row in rows)))
"""


class Run(NamedTuple):
    seconds: float
    peak_mib: float


def main() -> None:
    """Make the files, run all, print the table."""
    options = argparse.ArgumentParser(description="Time `berdaya score` against reading.")
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--big", type=int, default=0, metavar="ROWS")
    options.add_argument("--times", type=int, default=TIMES)
    chosen = options.parse_args()
    files = synthetic(chosen.rows)
    _compare(files, chosen.rows, chosen.times)
    if chosen.big:
        _measure_big(synthetic(chosen.big), chosen.big)


def synthetic(rows: int) -> Path:
    """A folder of invented answers; the same number of rows gives the same ones."""
    folder = (FOLDER / f"synthetic-answers-{rows}").absolute()
    if (folder / "READY").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part, start in enumerate(range(0, rows, PER_FILE)):
        count = min(PER_FILE, rows - start)
        _drawn(start, count).write_parquet(folder / f"SYNTHETIC-{part:03}.parquet")
    (folder / "READY").touch()
    return folder


def _drawn(start: int, count: int) -> pl.DataFrame:
    """Families who live 850 to a village; luck is a hash, so that no generator is needed."""
    number = pl.col("number")
    village = number // FAMILIES_PER_VILLAGE
    two = [village // 250 % 10 + 1, village // 10 % 25 + 1]
    area = pl.format(
        "{}.{}.{}.{}",
        village // 2500 + 11,
        *(part.cast(pl.String).str.zfill(2) for part in two),
        village % 10 + 1001,
    )
    rows = pl.select(number=pl.int_range(start, start + count))
    return rows.select(
        pl.format("SYNTHETIC-{}", number).alias("family_id"),
        area.alias("area_code"),
        *(_answer(item) for item in range(1, 22)),
    )


def _answer(item: int) -> pl.Expr:
    def luck(salt: int) -> pl.Expr:
        return pl.col("number").hash(salt) % 10_000

    met = luck(item) < (9_600 if item < 20 else 5_000)
    answer = pl.when(met).then(pl.lit(1, pl.Int8)).otherwise(pl.lit(0, pl.Int8))
    if item in CONDITIONAL:
        answer = pl.when(luck(100 + item) < 1_500).then(pl.lit(2, pl.Int8)).otherwise(answer)
    return pl.when(luck(200 + item) >= 5).then(answer).alias(f"ks{item:02}")


def run(code: str, *arguments: str) -> Run:
    """A Python process from start to end: seconds, and the most memory it held."""
    started = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {arguments}")
    return Run(perf_counter() - started, usage.ru_maxrss / KIB)


def _compare(files: Path, rows: int, times: int) -> None:
    out = str(FOLDER / "out.parquet")
    contenders = {
        "read": (READ, str(files), out),
        "berdaya": (SCORE, "score", INSTRUMENT, str(files), out, "--by", "village"),
        "by hand": (BY_HAND, str(files), out),
    }
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for _ in range(times):  # in turn, so that a busy machine is busy for all
        for name, command in contenders.items():
            runs[name].append(run(*command))
    sample = min(SAMPLE, rows)
    loop = run(ROW_LOOP, str(synthetic(sample)))
    seconds = {name: median(one.seconds for one in done) for name, done in runs.items()}
    seconds["row loop (stretched)"] = loop.seconds * rows / sample
    print(f"{rows:,} synthetic families, 21 answers, counts by village; median of {times}")
    for name, taken in seconds.items():
        print(f"  {name:22} {taken:8.2f} s   {taken / seconds['read']:7.2f} x read")
    print(f"  berdaya / by hand: {seconds['berdaya'] / seconds['by hand']:.2f}")


def _measure_big(files: Path, rows: int) -> None:
    out = str(FOLDER / "out.parquet")
    read = run(READ, str(files), out)
    done = run(SCORE, "score", INSTRUMENT, str(files), out, "--by", "village")
    print(f"{rows:,}: {done.seconds:.1f} s, {done.seconds / read.seconds:.2f} x read, ", end="")
    print(f"peak {done.peak_mib / KIB:.2f} GiB (reading alone {read.peak_mib / KIB:.2f} GiB)")


if __name__ == "__main__":
    main()
