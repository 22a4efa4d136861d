"""Old answers under another version: what stands, what is left open, what is never invented."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.instruments.applicability import Member, skipped
from berdaya.rules.instruments.definition import Condition, parse
from berdaya.rules.instruments.rejudging import asks_the_same, refitted
from tests.rules.instruments import drawn

ON = date(2026, 7, 1)
CHILD = (Member(sex="female", birth_date=date(2016, 1, 1)),)
GROWN = (Member(sex="female", birth_date=date(1986, 1, 1)),)


def as_stored(instrument, answers):
    """Answers as recording keeps them: `does not apply` stands only where it may."""
    kept = {
        item.code: item.minimum
        if answers[item.code] == item.not_applicable
        and not isinstance(item.applies_when, Condition)
        else answers[item.code]
        for item in instrument.items
    }
    return kept | {
        code: instrument.item(code).not_applicable for code in skipped(instrument, kept)
    }


@given(st.data())
def test_the_same_questions_keep_every_answer(data):
    old = data.draw(drawn.instruments())
    new = replace(old, version="2")
    answers = as_stored(old, data.draw(drawn.rows(old))[0])

    assert asks_the_same(old, new)
    assert refitted(old, new, answers, (), ON) == answers


@given(st.data())
def test_no_answer_is_invented_and_each_can_stand(data):
    old, new = data.draw(drawn.instruments()), data.draw(drawn.instruments())
    answers = as_stored(old, data.draw(drawn.rows(old))[0])

    found = refitted(old, new, answers, (), ON)

    assert found.keys() == {item.code for item in new.items}
    for item in new.items:
        assert item.accepts(found[item.code])
        assert found[item.code] in (None, item.not_applicable, answers.get(item.code))


def version(*items):
    output = {"name": "o", "kind": "checklist", "title": drawn.BOTH, "items": ["a"]}
    levels = [drawn.level("not"), drawn.level("all")]
    return parse(drawn.instrument(list(items), [output | {"levels": levels}]))


def test_whom_a_question_is_asked_of_follows_the_roster_that_was_kept():
    why = {"not_applicable_reason": drawn.BOTH}
    everybody = version(drawn.item("a"))
    grown_ups = version(drawn.item("a", ages={"from": 18}, **why))

    assert not asks_the_same(everybody, grown_ups)
    assert refitted(everybody, grown_ups, {"a": 0}, CHILD, ON) == {"a": 2}
    assert refitted(everybody, grown_ups, {"a": 0}, GROWN, ON) == {"a": 0}
    # she was not asked then, so nobody knows now
    assert refitted(grown_ups, everybody, {"a": 2}, CHILD, ON) == {"a": None}


def test_an_answer_on_another_scale_is_no_answer():
    before = version(drawn.item("a", "likert", min=1, max=5, met_from=3))
    after = version(drawn.item("a", "likert", min=1, max=4, met_from=3))
    other = version(drawn.item("a"))

    assert refitted(before, after, {"a": 5}, (), ON) == {"a": None}
    assert refitted(before, after, {"a": 4}, (), ON) == {"a": 4}
    assert refitted(before, other, {"a": 1}, (), ON) == {"a": None}
    assert refitted(version(drawn.item("b")), before, {"b": 1}, (), ON) == {"a": None}
