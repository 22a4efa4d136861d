"""What the answers add up to: one compiled rule for one family and for a nation.

Answers are integers: 1 yes, 0 no, 2 does not apply (-9 on a scale), blank unanswered. What is
required and unanswered makes an output `incomplete`; what does not apply never counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, reduce
from operator import add, mul

import polars as pl

from berdaya.rules.instruments.definition import Instrument, Item
from berdaya.rules.instruments.nodes import (
    MILLI,
    All,
    Answer,
    Any,
    Blank,
    Choose,
    Compare,
    Number,
    Part,
    Product,
    Quotient,
    Root,
    Sum,
    Test,
    Value,
)
from berdaya.rules.instruments.rule import Compiled, Rule, compile_rule

INCOMPLETE = "incomplete"
SIGNS = {
    "=": pl.Expr.eq,
    "!=": pl.Expr.ne,
    "<": pl.Expr.lt,
    ">=": pl.Expr.ge,
    ">": pl.Expr.gt,
}


class WrongAnswer(ValueError):
    """An answer that cannot stand for its item."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one output came to. `level` is `incomplete` where an answer is missing."""

    level: str  # empty for a score without levels
    score: Decimal | None  # to three decimals
    blocked_by: tuple[str, ...]  # item codes: the next step


@dataclass(frozen=True, slots=True)
class Result:
    outputs: Mapping[str, Outcome]


def number(value: Value, kind: type[pl.DataType] = pl.Int64) -> pl.Expr:
    """Write a value as a Polars expression of integers."""
    match value:
        case Answer(name) | Part(name):
            written = pl.col(name).cast(kind)
        case Number(amount):
            written = pl.lit(amount, dtype=kind)
        case Sum(parts) | Product(parts):
            joined = add if isinstance(value, Sum) else mul
            written = reduce(joined, (number(part, kind) for part in parts))
        case Quotient(over, under):
            written = number(over, kind) // number(under, kind)
        case Root(of):
            written = number(of, kind).cast(pl.Float64).sqrt().floor().cast(kind)
        case Choose(cases, otherwise):
            written = number(otherwise, kind)
            for condition, then in reversed(cases):
                written = pl.when(test(condition)).then(number(then, kind)).otherwise(written)
    return written


def test(condition: Test) -> pl.Expr:
    """Write a test as a Polars expression."""
    match condition:
        case Blank(item):
            return pl.col(item).is_null()
        case Compare(Answer(item), sign, Number(amount)):
            return SIGNS[sign](pl.col(item), amount)
        case Compare(left, sign, right):
            return SIGNS[sign](number(left), number(right))
        case Any(tests):
            return pl.any_horizontal(test(one) for one in tests)
        case All(tests):
            return pl.all_horizontal(test(one) for one in tests)


def level_code(rule: Rule) -> pl.Expr:
    """The place of the level among `rule.levels`, as one small integer."""
    return number(rule.code, pl.Int8)


def blocked_by(rule: Rule, code: pl.Expr) -> pl.Expr:
    """The items that hold the subject at its level, comma-separated, given its level code."""
    held = []
    for item, unmet in rule.unmet.items():
        if places := rule.held_at(item):
            here = pl.any_horizontal(code.eq(place) for place in places)
            held.append(pl.when(here & test(unmet)).then(pl.lit(item)))
    return pl.concat_str(held, separator=",", ignore_nulls=True) if held else pl.lit("")


def label(rule: Rule, code: pl.Expr) -> pl.Expr:
    """The level code as its name."""
    return code.cast(pl.UInt8).cat.to(pl.Enum(rule.levels))


def score(instrument: Instrument, frame: pl.DataFrame | pl.LazyFrame) -> pl.LazyFrame:
    """Add to a table of answers, per output, its level or score and `<output>_blocked_by`.

    An output with both a level and a score has the score in `<output>_score`.
    """
    compiled = compile_rule(instrument)
    table = frame.lazy()
    have = table.collect_schema()
    if absent := [item.code for item in compiled.items if item.code not in have]:
        raise WrongAnswer(f"no column {', '.join(absent)}")
    return judged(compiled, table)


def judged(compiled: Compiled, table: pl.LazyFrame) -> pl.LazyFrame:
    """The table with the outputs added. Answers must be clean: see `tables.clean`."""
    stages, hidden = _stages(compiled)
    for columns in stages:
        table = table.with_columns(columns)
    return table.drop(hidden)


def outputs_of(compiled: Compiled) -> list[str]:
    """The names of the columns that `judged` adds."""
    return [one.meta.output_name() for one in _stages(compiled)[0][-1]]


@lru_cache(maxsize=64)
def _stages(compiled: Compiled) -> tuple[list[list[pl.Expr]], list[str]]:
    """The columns to add, stage by stage, and those of them that are only steps on the way."""
    steps = [[number(value).alias(name) for name, value in layer] for layer in compiled.layers]
    steps.append([level_code(rule).alias(f"{rule.name}__code") for rule in compiled.rules])
    hidden = [column.meta.output_name() for columns in steps for column in columns]
    outputs = [column for rule in compiled.rules for column in _columns(rule)]
    return [*steps, outputs], hidden


def _columns(rule: Rule) -> list[pl.Expr]:
    code = pl.col(f"{rule.name}__code")
    columns = []
    if rule.score is not None:
        known = code.ne(len(rule.levels) - 1)
        thousandths = pl.when(known).then(number(rule.score))
        name = f"{rule.name}_score" if rule.has_levels else rule.name
        # dividing by a literal multiplies by its inverse, which is not exact: round it back
        columns.append((thousandths / MILLI).round(3).alias(name))
    if rule.has_levels:
        columns.append(label(rule, code).alias(rule.name))
    columns.append(blocked_by(rule, code).alias(f"{rule.name}_blocked_by"))
    return columns


def score_one(instrument: Instrument, answers: Mapping[str, int | None]) -> Result:
    """Score one subject's answers; an item that `answers` does not name is unanswered.

    Raises WrongAnswer for an answer that cannot stand. It is the table's rule, on one row.
    """
    compiled = compile_rule(instrument)
    for item in compiled.items:
        if not item.accepts(answers.get(item.code)):
            raise WrongAnswer(f"{item.code}: {answers[item.code]!r}")
    row = pl.DataFrame(
        {item.code: [answers.get(item.code)] for item in compiled.items},
        schema={item.code: column_type(item) for item in compiled.items},
    )
    scored = score(instrument, row).collect().row(0, named=True)
    return Result({rule.name: _outcome(rule, scored) for rule in compiled.rules})


def column_type(item: Item) -> type[pl.DataType]:
    """The narrowest column that holds every answer to a scored item."""
    return pl.Int8 if item.minimum >= -128 and item.maximum <= 127 else pl.Int64


def _outcome(rule: Rule, row: Mapping[str, object]) -> Outcome:
    level = str(row[rule.name]) if rule.has_levels else ""
    amount = row.get(f"{rule.name}_score" if rule.has_levels else rule.name)
    exact = Decimal(str(amount)) if rule.score is not None and amount is not None else None
    blocked = str(row[f"{rule.name}_blocked_by"])
    return Outcome(level, exact, tuple(blocked.split(",")) if blocked else ())
