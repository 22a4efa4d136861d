"""Reliable change, against cases reckoned by hand."""

from decimal import Decimal
from fractions import Fraction
from math import sqrt

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from berdaya.rules.evidence.change import Reading, reliable_change
from berdaya.rules.instruments.definition import CATALOGUE, parse
from berdaya.rules.instruments.outputs import Reliability


def found(coefficient, deviation):
    return Reliability(
        "score", Fraction(coefficient), Fraction(deviation), {}, "drawn for a test"
    )


def change(before, after, reliability, **more):
    return reliable_change(Reading("x@1", before), Reading("x@1", after), reliability, **more)


def test_worked_example_of_jacobson_and_truax():
    """SD 7,5 and r 0,80: SE = 7,5·√0,2 = 3,35; S = √(2·3,35²) = 4,74; RC = 15/4,74 = 3,16."""
    one = change(Decimal("32.5"), Decimal("47.5"), found("0.80", "7.5"))

    assert one.verdict == "better"
    assert one.index == Decimal("3.16")
    assert one.needed == Decimal("9.30")  # 1,96·4,7434 = 9,297


@pytest.mark.parametrize(("after", "verdict"), [
    # SD 10, r 0,5: S² = 2·100·0,5 = 100, so a difference counts beyond 19,6
    ("69.6", "within-error"), ("69.61", "better"), ("50", "within-error"),
    ("30.4", "within-error"), ("30.39", "worse"),
])  # fmt: skip
def test_the_cut_is_exact(after, verdict):
    assert change(Decimal(50), Decimal(after), found("0.5", 10)).verdict == verdict


def test_where_less_is_better_the_verdict_turns_round():
    known = found("0.5", 10)

    assert change(50, 20, known, less_is_better=True).verdict == "better"
    assert change(50, 80, known, less_is_better=True).verdict == "worse"
    assert change(50, 50, known, less_is_better=True).verdict == "within-error"


def test_without_a_reliability_nothing_is_judged_and_no_figure_given():
    one = change(20, 90, None)

    assert (one.verdict, one.index, one.needed) == ("cannot-be-judged", None, None)
    assert one.difference == 70
    assert one.why["id"].startswith("Belum ada penelitian")


def test_incomplete_readings_and_other_versions_are_not_compared():
    known = found("0.9", 5)

    assert "belum lengkap" in change(None, 9, known).why["id"]
    assert "belum lengkap" in change(9, None, known).why["id"]
    other = reliable_change(Reading("x@1", 1), Reading("x@2", 9), known)
    assert (other.verdict, other.difference) == ("cannot-be-judged", None)


SCORES = st.integers(0, 10_000).map(lambda it: Fraction(it, 100))
RELIABILITIES = st.builds(
    found,
    st.integers(1, 999).map(lambda it: Fraction(it, 1000)),
    st.integers(1, 5000).map(lambda it: Fraction(it, 100)),
)


@given(SCORES, SCORES, RELIABILITIES)
def test_it_says_what_the_formula_says_on_paper(before, after, known):
    error = float(known.deviation) * sqrt(1 - float(known.coefficient))
    rc = float(after - before) / sqrt(2 * error**2)
    assume(abs(abs(rc) - 1.96) > 1e-6)  # floats do not reach the cut itself

    one = change(before, after, known)

    assert one.verdict == (
        "within-error" if abs(rc) < 1.96 else "better" if rc > 0 else "worse"
    )
    assert abs(float(one.index) - rc) <= 0.0051 + abs(rc) * 1e-9


@given(SCORES, SCORES, RELIABILITIES)
def test_going_back_is_the_opposite_change(before, after, known):
    opposite = {"better": "worse", "worse": "better", "within-error": "within-error"}

    assert (
        change(after, before, known).verdict == opposite[change(before, after, known).verdict]
    )


def test_an_instrument_gives_the_reliability_of_its_scores_and_of_no_other():
    data = yaml.safe_load((CATALOGUE / "independence-aspects.yaml").read_text("utf-8"))
    people = {"id": "Contoh", "en": "Example"}
    data["reliability"] = [{"output": "independence", "coefficient": 0.8, "deviation": 7.5,
                            "people": people, "source": "drawn for a test"}]  # fmt: skip

    instrument = parse(data)

    assert instrument.reliability("independence").coefficient == Fraction(4, 5)
    assert instrument.reliability("aspects_social") is None
