"""Every engine gives the answer that paper gives."""

import os
from decimal import Decimal
from fractions import Fraction

import duckdb
import polars as pl
import psycopg
import pytest
import sqlglot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from berdaya.rules.instruments.definition import catalogue
from berdaya.rules.instruments.rule import compile_rule
from berdaya.rules.instruments.scoring import column_type, outputs_of, score, score_one
from berdaya.rules.instruments.sql import DIALECTS, to_sql
from tests.rules.instruments.drawn import instruments, rows
from tests.rules.instruments.paper import judge

EXAMPLES = int(os.environ.get("EXAMPLES", "60"))
DATABASE = os.environ.get("DATABASE_URL", "")
many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
few = settings(many, max_examples=max(10, EXAMPLES // 3))
fewer = settings(many, max_examples=max(5, EXAMPLES // 6))


def frame_of(instrument, answers):
    types = {item.code: column_type(item) for item in instrument.items}
    return pl.DataFrame(answers, schema=types, orient="row")


def on_polars(instrument, answers):
    return score(instrument, frame_of(instrument, answers)).collect().to_dicts()


def on_duckdb(instrument, answers):
    codes = [item.code for item in instrument.items]
    types = {pl.Int8: "TINYINT", pl.Int64: "BIGINT"}
    columns = ", ".join(f'"{i.code}" {types[column_type(i)]}' for i in instrument.items)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE answers (n INTEGER, {columns})")
        marks = ", ".join("?" * (len(codes) + 1))
        values = [[n, *(row[code] for code in codes)] for n, row in enumerate(answers)]
        connection.executemany(f"INSERT INTO answers VALUES ({marks})", values)
        query = to_sql(instrument, "duckdb", keep=("n",))
        found = connection.execute(f"SELECT * FROM ({query}) s ORDER BY n")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def on_postgres(instrument, answers):
    codes = [item.code for item in instrument.items]
    columns = sql.SQL(", ").join(sql.SQL("{} bigint").format(sql.Identifier(c)) for c in codes)
    places = sql.SQL(", ").join(sql.Placeholder() * len(codes))
    with psycopg.connect(DATABASE) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE TEMP TABLE answers (n serial, {})").format(columns))
        fill = sql.SQL("INSERT INTO answers VALUES (DEFAULT, {})").format(places)
        cursor.executemany(fill, [[row[code] for code in codes] for row in answers])
        cursor.execute(
            f"SELECT * FROM ({to_sql(instrument, 'postgres', keep=('n',))}) s ORDER BY n"
        )
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor]
        connection.rollback()
    return found


def agree(instrument, answers, scored):
    """Every row of the engine says what paper says."""
    for row, given_answers in zip(scored, answers, strict=True):
        for output, (stage, points, held) in judge(instrument, given_answers).items():
            assert row[f"{output}_blocked_by"] == ",".join(in_order(instrument, output, held))
            if instrument.output(output).levels:
                assert row[output] == stage
            exact = row.get(f"{output}_score" if instrument.output(output).levels else output)
            if instrument.output(output).kind in ("index", "profile", "goals"):
                assert (None if exact is None else Fraction(str(exact))) == points


def in_order(instrument, output, held):
    """Items in the order in which the output names them."""
    return [code for code in dict.fromkeys(instrument.output(output).items) if code in held]


@many
@given(data=st.data(), instrument=instruments())
def test_polars_reads_as_paper_does(data, instrument):
    answers = data.draw(rows(instrument))
    agree(instrument, answers, on_polars(instrument, answers))


@few
@given(data=st.data(), instrument=instruments())
def test_duckdb_reads_as_paper_does(data, instrument):
    answers = data.draw(rows(instrument))
    agree(instrument, answers, on_duckdb(instrument, answers))


@pytest.mark.skipif(not DATABASE.startswith("postgres"), reason="no PostgreSQL in DATABASE_URL")
@few
@given(data=st.data(), instrument=instruments())
def test_postgresql_reads_as_paper_does(data, instrument):
    answers = data.draw(rows(instrument))
    agree(instrument, answers, on_postgres(instrument, answers))


@few
@given(data=st.data(), instrument=instruments())
def test_one_subject_is_judged_as_a_table_is(data, instrument):
    answers = data.draw(rows(instrument))[0]
    for name, outcome in score_one(instrument, answers).outputs.items():
        stage, points, held = judge(instrument, answers)[name]
        assert outcome.level == stage
        assert outcome.score == (None if points is None else Decimal(int(points * 1000)) / 1000)
        assert list(outcome.blocked_by) == in_order(instrument, name, held)


@pytest.mark.parametrize("instrument", catalogue(), ids=lambda one: one.id)
@fewer
@given(data=st.data())
def test_the_catalogue_is_read_as_on_paper_by_every_engine(instrument, data):
    answers = data.draw(rows(instrument))
    agree(instrument, answers, on_polars(instrument, answers))
    agree(instrument, answers, on_duckdb(instrument, answers))


@pytest.mark.skipif(not DATABASE.startswith("postgres"), reason="no PostgreSQL in DATABASE_URL")
@pytest.mark.parametrize("instrument", catalogue(), ids=lambda one: one.id)
@fewer
@given(data=st.data())
def test_the_catalogue_is_read_as_on_paper_by_postgresql(instrument, data):
    answers = data.draw(rows(instrument))
    agree(instrument, answers, on_postgres(instrument, answers))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("instrument", catalogue(), ids=lambda one: one.id)
def test_each_dialect_can_read_the_sql_that_is_written_for_it(instrument, dialect):
    keep = (instrument.id_column,)
    written = to_sql(instrument, dialect, keep=keep)
    columns = outputs_of(compile_rule(instrument))
    assert sqlglot.parse_one(written, dialect=dialect).named_selects == [*keep, *columns]
