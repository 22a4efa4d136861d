"""The six stages: what each asks for, where one may go, and that none is ever skipped."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.casework.stages import (
    Refused,
    definition,
    refuse,
    refuse_closing,
    what_is_missing,
    what_may_come_next,
)
from berdaya.rules.casework.vocabulary import codes

ALL = frozenset(definition().facts)
REQUIRED = {
    stage.number: {fact.code for fact in stage.facts if fact.required}
    for stage in definition().stages
}
STANDING = {"worker-assigned", "consent-stands"}
EARLY = set(codes("end-reasons")) - {"goal-reached"}


def ways(stage, facts=ALL, **more):
    return {(step.kind, step.code, step.to_stage) for step in
            what_may_come_next(stage, facts, **more) if step.is_open}  # fmt: skip


def test_stages_are_six_in_the_order_of_the_source():
    assert [stage.code for stage in definition().stages] == [
        "engagement", "assessment", "planning", "implementation", "evaluation", "termination",
    ]  # fmt: skip


@pytest.mark.parametrize("fact", definition().facts.values(), ids=lambda it: it.code)
def test_every_fact_has_words_in_both_languages_and_a_room(fact):
    assert set(fact.words) == set(fact.missing) == {"id", "en"}
    assert all([*fact.words.values(), *fact.missing.values()])
    assert fact.room in {"casework", "psychosocial", "caseplans", "contacts", "outcomes"}


def test_no_fact_stands_twice():
    assert len(ALL) == sum(len(stage.facts) for stage in definition().stages)


def test_assessment_asks_for_every_facet_of_the_problem():
    asked = {f"facet-{code}" for code in codes("problem-facets")} - {"facet-focus"}

    assert asked | {"focus-argued", "strengths-named"} == REQUIRED[2]


def test_the_five_reasons_to_end_are_those_of_the_vocabulary():
    assert [one.code for one in definition().endings] == list(codes("end-reasons"))


def test_a_case_just_begun_is_told_all_that_is_missing_in_order():
    missing = what_is_missing(1, set())

    assert [fact.code for fact in missing] == [
        "intake-triaged", "worker-assigned", "consent-stands", "contract-signed",
    ]  # fmt: skip
    assert missing[3].missing["id"] == "Kesepakatan layanan belum ditandatangani kedua pihak."


def test_what_is_only_wished_for_bars_nobody():
    assert what_is_missing(2, REQUIRED[2] | STANDING) == ()


@pytest.mark.parametrize("stage", [2, 3, 4, 5])
def test_withdrawn_consent_bars_every_later_step_forward(stage):
    assert [it.code for it in what_is_missing(stage, ALL - {"consent-stands"})] == [
        "consent-stands"
    ]


def test_whoever_withdraws_consent_can_still_end_the_work():
    assert refuse(4, 6, set(), ending="client-request", reason="Tidak ingin lagi").code == (
        "client-request"
    )


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (1, {("on", "assessment", 2)} | {("end", code, 6) for code in EARLY}),
        (2, {("on", "planning", 3)} | {("end", code, 6) for code in EARLY}),
        (3, {("on", "implementation", 4), ("back", "reassess", 2)}
            | {("end", code, 6) for code in EARLY}),
        (4, {("on", "evaluation", 5), ("back", "reassess", 2), ("back", "replan", 3)}
            | {("end", code, 6) for code in EARLY}),
        (5, {("back", "reassess", 2), ("back", "replan", 3)}
            | {("end", code, 6) for code in codes("end-reasons")}),
        (6, {("close", "close", 6), ("reopen", "begin-again", 1), ("reopen", "assess-again", 2)}),
    ],
)  # fmt: skip
def test_where_one_may_go_from_a_stage_that_lacks_nothing(stage, expected):
    assert ways(stage) == expected


def test_a_closed_case_can_only_be_opened_again():
    assert ways(6, is_closed=True) == {
        ("reopen", "begin-again", 1), ("reopen", "assess-again", 2),
    }  # fmt: skip
    assert ways(6, set(), is_closed=True) == {("reopen", "begin-again", 1)}


@pytest.mark.parametrize(("ending", "before"), [
    ("goal-reached", {"readiness-checked", "after-care-planned", "summary-given"}),
    ("referral", {"after-care-planned", "summary-given"}),
    ("client-request", {"summary-given"}),
    ("external", {"after-care-planned", "summary-given"}),
    ("better-served", {"after-care-planned", "summary-given"}),
])  # fmt: skip
def test_what_is_asked_before_closing_depends_on_why_the_work_ended(ending, before):
    assert {fact.code for fact in what_is_missing(6, set(), ending)} == before
    with pytest.raises(Refused, match="missing"):
        refuse_closing(6, set(), ending)
    refuse_closing(6, before, ending)


def test_where_nobody_says_why_it_ended_as_much_is_asked_as_after_success():
    assert what_is_missing(6, set()) == what_is_missing(6, set(), "goal-reached")


@pytest.mark.parametrize(("step", "code"), [
    ({"stage": 1, "to_stage": 3}, "skips"),
    ({"stage": 2, "to_stage": 1}, "skips"),
    ({"stage": 4, "to_stage": 4}, "skips"),
    ({"stage": 6, "to_stage": 6}, "skips"),
    ({"stage": 5, "to_stage": 2, "is_closed": True}, "without-reason"),
    ({"stage": 6, "to_stage": 3, "is_closed": True}, "skips"),
    ({"stage": 4, "to_stage": 3}, "without-reason"),
    ({"stage": 4, "to_stage": 3, "reason": "  \n"}, "without-reason"),
    ({"stage": 2, "to_stage": 6}, "no-such-ending"),
    ({"stage": 2, "to_stage": 6, "ending": "bored", "reason": "x"}, "no-such-ending"),
    ({"stage": 2, "to_stage": 6, "ending": "goal-reached", "reason": "x"}, "no-such-ending"),
    ({"stage": 2, "to_stage": 3, "ending": "external"}, "no-such-ending"),
    ({"stage": 2, "to_stage": 6, "ending": "client-request"}, "without-reason"),
])  # fmt: skip
def test_a_step_that_is_not_allowed_is_refused_with_words(step, code):
    with pytest.raises(Refused) as refused:
        refuse(**step, facts=ALL)

    assert refused.value.code == code
    assert set(refused.value.words) == {"id", "en"}


def test_a_refusal_names_what_is_missing():
    with pytest.raises(Refused) as refused:
        refuse(3, 4, ALL - {"plan-agreed"})

    assert [fact.code for fact in refused.value.missing] == ["plan-agreed"]


def test_goals_must_be_rated_before_one_ends_because_they_are_reached():
    with pytest.raises(Refused) as refused:
        refuse(5, 6, ALL - {"result-goals-rated"}, ending="goal-reached")

    assert [fact.code for fact in refused.value.missing] == ["result-goals-rated"]


WISHES = st.lists(
    st.tuples(
        st.integers(-1, 8),
        st.one_of(st.just(ALL), st.sets(st.sampled_from(sorted(ALL)))),
        st.sampled_from(["", *codes("end-reasons"), "bored"]),
        st.sampled_from(["", "Keadaan berubah"]),
    ),
    max_size=40,
)


def walked(wishes):
    """The stages a case stood in, one after another, where each wish is tried in its turn."""
    path = [(1, "")]
    for to_stage, facts, ending, reason in wishes:
        try:
            step = refuse(path[-1][0], to_stage, facts, ending=ending, reason=reason)
        except Refused:
            continue
        path.append((step.to_stage, step.code))
    return path


@given(WISHES)
def test_no_sequence_of_steps_skips_a_stage(wishes):
    path = walked(wishes)

    for (here, _), (there, code) in pairwise(path):
        early_end = there == 6 and code in EARLY
        assert there in (here + 1, *range(1, here)) or early_end


@given(WISHES)
def test_no_stage_is_reached_that_the_stages_before_it_did_not_lead_to(wishes):
    been = set()
    for stage, code in walked(wishes):
        if stage != 6 or code == "goal-reached":
            assert set(range(1, stage)) <= been
        been.add(stage)


@given(stage=st.integers(1, 5), facts=st.sets(st.sampled_from(sorted(ALL))))
def test_one_goes_on_exactly_with_all_that_is_asked(stage, facts):
    asked = REQUIRED[stage] | (STANDING if stage > 1 else set())
    steps = what_may_come_next(stage, facts)
    forward = [it for it in steps if it.kind == "on" or it.code == "goal-reached"]

    assert len(forward) == 1
    assert forward[0].is_open == (asked <= facts)
    assert {fact.code for fact in forward[0].missing} == asked - facts


@given(stage=st.integers(1, 6), facts=st.sets(st.sampled_from(sorted(ALL))))
def test_what_is_shown_as_possible_is_accepted_and_the_rest_refused(stage, facts):
    offered = what_may_come_next(stage, facts)
    shown = {(it.to_stage, it.code if it.kind == "end" else "")
             for it in offered if it.is_open and it.kind != "close"}  # fmt: skip

    accepted = set()
    for to_stage in range(8):
        for ending in ("", *codes("end-reasons")):
            try:
                refuse(stage, to_stage, facts, ending=ending, reason="Keadaan berubah")
            except Refused:
                continue
            accepted.add((to_stage, ending))
    assert accepted == shown
