"""The compiled rule as SQL, for engines past one machine: DuckDB, PostgreSQL, Spark, Trino.

It writes what `rule.py` compiled, node by node; it reads no definition. SQLGlot knows how each
dialect quotes, casts and divides.
"""

from functools import reduce

from sqlglot import exp

from berdaya.rules.instruments.definition import Instrument
from berdaya.rules.instruments.nodes import (
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

DIALECTS = ("duckdb", "postgres", "spark", "trino")
SLASH_IS_WHOLE = ("postgres", "trino")  # where SQLGlot would go through floats or numerics
CODES = "coded"  # the inner query, which has level codes beside the answers
SIGNS: dict[str, type[exp.Binary]] = {
    "=": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    ">=": exp.GTE,
    ">": exp.GT,
}


def _column(name: str) -> exp.Column:
    return exp.column(name, quoted=True)


def _integer(amount: int) -> exp.Expr:
    return exp.convert(amount)


def number(value: Value) -> exp.Expr:
    """Write a value as an SQL expression of 64-bit integers."""
    match value:
        case Answer(name) | Part(name):
            written: exp.Expr = exp.cast(_column(name), "BIGINT")
        case Number(amount):
            written = exp.cast(_integer(amount), "BIGINT")  # or products would stay 32-bit
        case Sum(parts) | Product(parts):
            joined = _added if isinstance(value, Sum) else _multiplied
            written = reduce(joined, map(number, parts))
        case Quotient(over, under):
            written = exp.IntDiv(
                this=exp.paren(number(over)), expression=exp.paren(number(under))
            )
        case Root(of):
            root = exp.Sqrt(this=exp.cast(number(of), "DOUBLE"))
            written = exp.cast(exp.Floor(this=root), "BIGINT")
        case Choose(cases, otherwise):
            case = exp.Case()
            for condition, then in cases:
                case = case.when(test(condition), number(then), copy=False)
            written = case.else_(number(otherwise), copy=False)
    return written


def _added(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.Add(this=left, expression=right)


def _multiplied(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.Mul(this=_closed(left), expression=_closed(right))


def _closed(part: exp.Expr) -> exp.Expr:
    """In brackets where it needs them: a parser takes long over many."""
    return exp.paren(part) if isinstance(part, exp.Add) else part


def test(condition: Test) -> exp.Expr:
    """Write a test as an SQL condition."""
    match condition:
        case Blank(item):
            return exp.Is(this=_column(item), expression=exp.null())
        case Compare(Answer(item), sign, Number(amount)):
            return SIGNS[sign](this=_column(item), expression=_integer(amount))
        case Compare(left, sign, right):
            return SIGNS[sign](this=number(left), expression=number(right))
        case Any(tests):
            return exp.paren(exp.or_(*map(test, tests), copy=False))
        case All(tests):
            return exp.paren(exp.and_(*map(test, tests), copy=False))


def label(rule: Rule, code: exp.Expr) -> exp.Expr:
    """The level code as its name."""
    case = exp.Case(this=code.copy())
    for place, level in enumerate(rule.levels):
        case = case.when(_integer(place), exp.Literal.string(level))
    return case


def blocked_by(rule: Rule, code: exp.Expr) -> exp.Expr:
    """The items that hold the subject at its level, comma-separated, given its level code."""
    held: list[exp.Expr] = []
    for item, unmet in rule.unmet.items():
        if places := rule.held_at(item):
            here = exp.In(this=code.copy(), expressions=[_integer(place) for place in places])
            held.append(exp.Case().when(exp.and_(here, test(unmet)), exp.Literal.string(item)))
    if not held:
        return exp.Literal.string("")
    return exp.Anonymous(this="CONCAT_WS", expressions=[exp.Literal.string(","), *held])


def query(
    instrument: Instrument, table: str = "answers", keep: tuple[str, ...] = ()
) -> exp.Select:
    """Select from `table` the columns `keep` and, per output, what `scoring.score` adds."""
    compiled = compile_rule(instrument)
    outer = exp.select(*map(_column, keep), *_outputs(compiled))
    return outer.from_(coded(compiled, table).subquery(CODES))


def coded(compiled: Compiled, table: str) -> exp.Select:
    """Every row of `table` with the level code of each output."""
    rows: exp.Expr = exp.to_table(table)
    codes = tuple((f"{rule.name}__code", rule.code) for rule in compiled.rules)
    for depth, layer in enumerate((*compiled.layers, codes)):
        columns = [exp.alias_(number(value), name, quoted=True) for name, value in layer]
        query = exp.select("*", *columns).from_(rows)
        rows = query.subquery(f"step{depth}")
    return query


def _outputs(compiled: Compiled) -> list[exp.Expr]:
    columns = []
    for rule in compiled.rules:
        code = _column(f"{rule.name}__code")
        if rule.score is not None:
            name = f"{rule.name}_score" if rule.has_levels else rule.name
            columns.append(exp.alias_(_score(rule, rule.score, code), name, quoted=True))
        if rule.has_levels:
            columns.append(exp.alias_(label(rule, code), rule.name, quoted=True))
        name = f"{rule.name}_blocked_by"
        columns.append(exp.alias_(blocked_by(rule, code), name, quoted=True))
    return columns


def _score(rule: Rule, thousandths: Value, code: exp.Expr) -> exp.Expr:
    known = exp.NEQ(this=code.copy(), expression=_integer(len(rule.levels) - 1))
    whole = exp.cast(exp.paren(number(thousandths)), "DOUBLE")
    return exp.Div(
        this=exp.Case().when(known, whole),
        expression=exp.cast(_integer(1000), "DOUBLE"),
    )


def to_sql(
    instrument: Instrument, dialect: str, table: str = "answers", keep: tuple[str, ...] = ()
) -> str:
    """The query as text. A PostgreSQL or Trino table needs integer columns, named as the items."""
    return as_text(query(instrument, table, keep), dialect)


def as_text(expression: exp.Expr, dialect: str) -> str:
    """The expression as text of that dialect."""
    if dialect in SLASH_IS_WHOLE:
        expression = expression.transform(_slash)
    return expression.sql(dialect=dialect, pretty=True)


def _slash(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.IntDiv):
        return exp.Div(this=node.this, expression=node.expression, typed=True)
    return node
