"""Tables of answers as files hold them: read, made clean, judged row by row.

A row is left out where an answer is something else than a code of its item, or where its area
is missing. What is blank is not a fault: it makes a result incomplete.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from berdaya.rules.instruments.definition import Instrument, Item
from berdaya.rules.instruments.rule import Compiled, Rule, compile_rule, outside
from berdaya.rules.instruments.scoring import (
    column_type,
    judged,
    label,
    level_code,
    number,
    outputs_of,
    test,
)

AREA = "area_code"
PREFIX = {"province": 2, "regency": 5, "district": 8, "village": 13}
KINDS = (".csv", ".parquet")
LINE, FILE, BAD = "line", "file", "__bad"
SEPARATORS = ",;\t|"
Seen = Callable[[int], None]


class Unusable(Exception):
    """The input cannot be scored at all; the text says what to do, in both languages."""


@dataclass(frozen=True, slots=True)
class Table:
    """Files of one kind with the columns that an instrument asks for."""

    files: tuple[Path, ...]
    kind: str
    compiled: Compiled
    schema: pl.Schema  # of the columns asked for; all text where the files do not agree
    agreed: bool

    @property
    def items(self) -> tuple[Item, ...]:
        return self.compiled.items

    @property
    def identity(self) -> tuple[str, str]:
        """The columns that say whose row it is, and where."""
        return self.compiled.instrument.id_column, AREA

    def scan(self) -> pl.LazyFrame:
        """All rows as the files hold them; columns that nobody asked for are not read."""
        if self.kind == ".parquet" and self.agreed:
            return pl.scan_parquet(
                list(self.files), extra_columns="ignore", missing_columns="insert"
            )
        return pl.concat([self._part(file) for file in self.files])

    def _part(self, file: Path, line: int | None = None) -> pl.LazyFrame:
        """One file, its columns in one order and of one type; numbered from `line` if given."""
        part = pl.scan_parquet(file) if self.kind == ".parquet" else scan_csv(file)
        if line is not None:
            part = part.with_row_index(LINE, offset=line)
        return part.select(
            *([] if line is None else [LINE]),
            *(pl.col(name).cast(kind) for name, kind in self.schema.items()),
        )

    def scan_with_lines(self) -> pl.LazyFrame:
        """The same with the file and the line (in CSV 1 is the header) or row of each."""
        first = 1 if self.kind == ".parquet" else 2
        return pl.concat(
            [
                self._part(file, first).with_columns(pl.lit(file.name).alias(FILE))
                for file in self.files
            ]
        )

    def rows(self) -> int | None:
        """How many there are, where the files say so at once."""
        if self.kind != ".parquet":
            return None
        return int(self.scan().select(pl.len()).collect().item())


def open_table(path: Path, instrument: Instrument) -> Table:
    """Find the files of `path` and see that they have the columns; Unusable says what is wrong."""
    files = _files(path)
    compiled = compile_rule(instrument)
    wanted = [instrument.id_column, AREA, *(item.code for item in compiled.items)]
    schemas = [_schema(file) for file in files]
    for file, schema in zip(files, schemas, strict=True):
        if absent := [name for name in wanted if name not in schema]:
            missing = ", ".join(absent)
            raise Unusable(
                f"{file}: tidak ada kolom {missing}. Tambahkan kolom itu; kosongkan selnya bila "
                f"belum dijawab. / {file} has no column {missing}. Add it; leave its cells blank "
                "where nothing was answered."
            )
    chosen = [pl.Schema({name: schema[name] for name in wanted}) for schema in schemas]
    agreed = all(schema == chosen[0] for schema in chosen)
    schema = chosen[0] if agreed else pl.Schema(dict.fromkeys(wanted, pl.String))
    return Table(files, files[0].suffix, compiled, schema, agreed)


def _files(path: Path) -> tuple[Path, ...]:
    if not path.exists():
        raise Unusable(f"{path}: tidak ditemukan; periksa namanya / not found; check the name")
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    files = [one for one in found if one.suffix in KINDS and not one.name.startswith(".")]
    if not files:
        raise Unusable(
            f"{path}: bukan .csv atau .parquet; simpan sebagai salah satunya / "
            "neither .csv nor .parquet; save it as one of them"
        )
    if len({one.suffix for one in files}) > 1:
        raise Unusable(
            f"{path}: berisi .csv dan .parquet; pisahkan foldernya / "
            "holds both .csv and .parquet; put them in folders of their own"
        )
    return tuple(files)


def _schema(file: Path) -> pl.Schema:
    try:
        if file.suffix == ".parquet":
            return pl.Schema(pl.read_parquet_schema(file))
        return scan_csv(file).collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise Unusable(f"{file}: tidak terbaca / cannot be read: {error}") from error


def scan_csv(file: Path) -> pl.LazyFrame:
    """Every column as text, whatever the separator: spreadsheets here often write `;`."""
    return pl.scan_csv(
        file, separator=separator_of(file), infer_schema=False, encoding="utf8-lossy"
    )


def separator_of(file: Path) -> str:
    """The mark that stands most often in the header."""
    with file.open(encoding="utf-8", errors="replace") as opened:
        header = opened.readline()
    return max(SEPARATORS, key=header.count)


# rows


def clean(table: Table, frame: pl.LazyFrame) -> pl.LazyFrame:
    """The answers as small integers, and whether the row is one to leave out (`BAD`)."""
    lost, narrow = [], []
    for item in table.items:
        kept = _as_integer(item, table.schema[item.code])
        if kept is not None:
            lost.append(_given(item.code, table.schema[item.code]) & kept.is_null())
            narrow.append(kept.alias(item.code))
    bad = pl.any_horizontal(_no_area(table.schema[AREA]), *lost).alias("__lost")
    wrong = [test(outside(item)) for item in table.items]
    if not narrow:  # already the narrowest integers: one step less over the whole nation
        return frame.with_columns(_truly(_no_area(table.schema[AREA]), *wrong).alias(BAD))
    marked = frame.with_columns(bad, *narrow)
    return marked.with_columns(_truly(pl.col("__lost"), *wrong).alias(BAD)).drop("__lost")


def _truly(*tests: pl.Expr) -> pl.Expr:
    """Any of the tests; a blank answer is not a fault."""
    return pl.any_horizontal(tests).fill_null(value=False)


def _no_area(kind: pl.DataType) -> pl.Expr:
    area = pl.col(AREA)
    return area.is_null() if kind != pl.String else area.is_null() | area.eq("")


def _given(code: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(code)
    if kind == pl.String:
        return column.str.strip_chars().ne("")
    if kind.is_float():
        return column.is_not_null() & column.is_not_nan()
    return column.is_not_null()


def _as_integer(item: Item, kind: pl.DataType) -> pl.Expr | None:
    """The answer in its narrowest column, null if it is no whole number; None: it is so already."""
    column, target = pl.col(item.code), column_type(item)
    if kind == target:
        return None
    if kind.is_integer() or kind == pl.Boolean:
        return column.cast(target, strict=False)
    if kind == pl.String:  # also 1.0, which spreadsheets and pandas write
        column = column.str.strip_chars().cast(pl.Float64, strict=False)
    whole = pl.when(column.eq(column.round())).then(column)
    return whole.cast(target, strict=False)


def scored(table: Table, seen: Seen) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """The good rows with their outputs, and (one row) how many were left out."""
    marked = clean(table, watched(table.scan(), table, table.identity, seen))
    good = judged(table.compiled, marked.filter(~pl.col(BAD)))
    chosen = good.select(*table.identity, *outputs_of(table.compiled))
    return chosen, marked.select(pl.col(BAD).sum().alias("bad"))


def counted(table: Table, level: str, seen: Seen) -> tuple[pl.DataFrame, int]:
    """How many good rows each area has on each level of each output, and how many are left out.

    Rows are counted by area and level code as they stand; names and prefixes come after, on the
    few rows that are left.
    """
    marked = clean(table, watched(table.scan(), table, (AREA,), seen))
    for layer in table.compiled.layers:
        marked = marked.with_columns([number(value).alias(name) for name, value in layer])
    rules = table.compiled.rules
    queries = [_tally(marked, rule) for rule in rules]
    tallies = pl.collect_all(queries, engine="streaming")
    bad = tallies[0].filter(pl.col("code") < 0)["len"].sum() if tallies else 0
    parts = [
        _named(tally, rule, PREFIX[level]) for tally, rule in zip(tallies, rules, strict=True)
    ]
    return pl.concat(parts).sort(AREA, "output", maintain_order=True), int(bad)


def _tally(marked: pl.LazyFrame, rule: Rule) -> pl.LazyFrame:
    code = pl.when(pl.col(BAD)).then(pl.lit(-1, pl.Int8)).otherwise(level_code(rule))
    return marked.select(AREA, code.alias("code")).group_by(AREA, "code").len()


def _named(tally: pl.DataFrame, rule: Rule, prefix: int) -> pl.DataFrame:
    area = pl.col(AREA).cast(pl.String).str.head(prefix)
    return (
        tally.filter(pl.col("code") >= 0)
        .group_by(area, "code")
        .agg(pl.col("len").sum().alias("count"))
        .sort(AREA, "code")
        .select(
            AREA,
            pl.lit(rule.name).alias("output"),
            label(rule, pl.col("code")).cast(pl.String).alias("level"),
            pl.col("count").cast(pl.Int64),
        )
    )


def watched(
    frame: pl.LazyFrame, table: Table, identity: Iterable[str], seen: Seen
) -> pl.LazyFrame:
    """The columns that are needed, telling `seen` of every batch of rows that goes by."""

    def look(batch: pl.DataFrame) -> pl.DataFrame:
        seen(batch.height)
        return batch

    chosen = frame.select(*identity, *(item.code for item in table.items))
    return chosen.map_batches(look, streamable=True, validate_output_schema=False)


# what was wrong


def faults(table: Table) -> pl.LazyFrame:
    """The rows left out: file, line, identity and the reason in both languages."""
    raw = [pl.col(item.code).alias(f"raw {item.code}") for item in table.items]
    marked = clean(table, table.scan_with_lines().with_columns(raw)).filter(BAD)
    reasons = [
        pl.when(_no_area(table.schema[AREA])).then(
            pl.lit(
                "area_code kosong; isi kode wilayahnya / area_code is blank; fill in the area"
            )
        )
    ]
    reasons += [pl.when(_is_wrong(table, item)).then(_reason(item)) for item in table.items]
    reason = pl.concat_str(reasons, separator="; ", ignore_nulls=True).alias("reason")
    return marked.select(FILE, LINE, *table.identity, reason)


def _is_wrong(table: Table, item: Item) -> pl.Expr:
    kind = table.schema[item.code]
    raw = f"raw {item.code}"
    lost = _given(raw, kind) & pl.col(item.code).is_null()
    return _truly(lost, test(outside(item)))


def _reason(item: Item) -> pl.Expr:
    if item.kind == "yes_no":
        allowed = ("1, 0, 2", "1, 0, 2")
    else:
        low, high, none = item.minimum, item.maximum, item.not_applicable
        allowed = (f"{low} sampai {high} atau {none}", f"{low} to {high} or {none}")
    return pl.format(
        f"{item.code} berisi '{{}}', seharusnya {allowed[0]}, atau kosong / "
        f"{item.code} holds '{{}}', must be {allowed[1]}, or blank",
        *[pl.col(f"raw {item.code}").cast(pl.String)] * 2,
    )
