"""Tables of answers judged by DuckDB: the same files and the same rule, written as SQL."""

from pathlib import Path

import duckdb
import polars as pl
from sqlglot import exp

from berdaya.rules.instruments.nodes import Any
from berdaya.rules.instruments.rule import outside
from berdaya.rules.instruments.sql import as_text, coded, label, query, test
from berdaya.rules.instruments.tables import (
    AREA,
    PREFIX,
    Table,
    Unusable,
    separator_of,
)

FORMATS = {".csv": "(FORMAT csv, HEADER)", ".parquet": "(FORMAT parquet)"}


def write(table: Table, path: Path, suffix: str, by: str | None) -> int:
    """Write the outputs (or, with `by`, the counts) to `path`; return how many were left out."""
    try:
        with duckdb.connect() as connection:
            connection.execute("SET enable_progress_bar = false")
            connection.execute(f"CREATE TEMP VIEW marked AS {_marked(table)}")
            connection.execute("CREATE TEMP VIEW answers AS FROM marked WHERE NOT bad")
            wanted = _counts(table, PREFIX[by]) if by else _rows(table)
            connection.execute(f"COPY ({wanted}) TO {_quoted(path)} {FORMATS[suffix]}")
            left_out = connection.execute("SELECT count(*) FROM marked WHERE bad").fetchone()
    except duckdb.Error as error:
        raise Unusable(f"berkas tidak terbaca / cannot be read: {error}") from error
    return int(left_out[0]) if left_out else 0


def _rows(table: Table) -> str:
    return as_text(query(table.compiled.instrument, "answers", table.identity), "duckdb")


def _counts(table: Table, prefix: int) -> str:
    codes = as_text(coded(table.compiled, "answers"), "duckdb")
    tallies = [
        f"SELECT left(CAST({AREA} AS VARCHAR), {prefix}) AS {AREA}, '{rule.name}' AS output, "  # noqa: S608
        f"{as_text(label(rule, exp.column('code')), 'duckdb')} AS level, code, count(*) AS count "
        f'FROM (SELECT {AREA}, "{rule.name}__code" AS code FROM ({codes}) c) d GROUP BY ALL'
        for rule in table.compiled.rules
    ]
    union = " UNION ALL ".join(tallies)
    return f"SELECT {AREA}, output, level, count FROM ({union}) t ORDER BY {AREA}, output, code"  # noqa: S608


def _marked(table: Table) -> str:
    """Every row with its answers as integers, and whether it is one to leave out."""
    kinds = {item.code: table.schema[item.code] for item in table.items}
    columns = [f"{_as_integer(code, kind)} AS {code}" for code, kind in kinds.items()]
    faults = [
        f"raw.{AREA} IS NULL OR CAST(raw.{AREA} AS VARCHAR) = ''",
        *(
            f"({_given(code, kind)} AND {_as_integer(code, kind)} IS NULL)"
            for code, kind in kinds.items()
            if not kind.is_integer()
        ),
    ]
    wrong = as_text(test(Any(tuple(outside(item) for item in table.items))), "duckdb")
    clean = (
        f"SELECT {', '.join(table.identity)}, {', '.join(columns)}, {' OR '.join(faults)} AS lost "  # noqa: S608
        f"FROM {_files(table)} raw"
    )
    return f"SELECT * EXCLUDE (lost), coalesce(lost OR {wrong}, false) AS bad FROM ({clean}) n"  # noqa: S608


def _as_integer(code: str, kind: pl.DataType) -> str:
    if kind.is_integer():
        return f"raw.{code}"
    if kind == pl.Boolean:
        return f"CAST(raw.{code} AS TINYINT)"
    number = f"TRY_CAST(trim(CAST(raw.{code} AS VARCHAR)) AS DOUBLE)"
    return f"CASE WHEN {number} = trunc({number}) THEN TRY_CAST({number} AS BIGINT) END"


def _given(code: str, kind: pl.DataType) -> str:
    if kind == pl.String:
        return f"trim(CAST(raw.{code} AS VARCHAR)) <> ''"
    if kind.is_float():
        return f"raw.{code} IS NOT NULL AND NOT isnan(raw.{code})"
    return f"raw.{code} IS NOT NULL"


def _files(table: Table) -> str:
    names = ", ".join(_quoted(file) for file in table.files)
    if table.kind == ".parquet":
        return f"read_parquet([{names}], union_by_name = true)"
    mark = _quoted(separator_of(table.files[0]))
    return f"read_csv([{names}], all_varchar = true, header = true, delim = {mark}, union_by_name = true)"


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"
