"""How long a case is expected to stand in each stage, as data."""

from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.casework import spans, stages
from berdaya.rules.casework.spans import EXPECTED, HALVES, Span, definition


def test_each_stage_has_its_span_its_source_and_a_word_that_it_is_to_be_checked():
    known = definition()

    assert list(known.spans) == [one.number for one in stages.definition().stages]
    assert all(one.source for one in known.spans.values())
    assert known.to_check["id"]
    assert known.to_check["en"]


@given(span=st.integers(1, 400), days=st.integers(0, 2000))
def test_the_half_is_found_as_one_counts_it_on_paper(span, days):
    found = Span(1, span, "").half_of(days)

    ends = [half for half in range(HALVES - 1) if 2 * days <= (half + 1) * span]
    assert found == (ends[0] if ends else spans.HALVES - 1)
    assert (found >= EXPECTED) == (Span(1, span, "").over(days) > 0)
