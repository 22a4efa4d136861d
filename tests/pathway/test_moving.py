"""A case goes from stage to stage by the rules, and by nothing else."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.casework.models import Case
from berdaya.casework.refusals import CaseIsClosed, DayNotCome
from berdaya.pathway.actions import close, move_on
from berdaya.pathway.facts import KNOWING
from berdaya.pathway.history import steps_taken
from berdaya.pathway.refusals import MovedMeanwhile, StepRefused
from berdaya.refusal import Refusal
from berdaya.rules.casework.stages import definition
from berdaya.rules.casework.vocabulary import codes
from tests.casework.world import TODAY, a_case, a_case_in_stage, again, let_in

EVERYTHING = sorted(definition().facts)
ENDINGS = ["", *codes("end-reasons")]


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def go(case, to, *, by, **how):
    how = {"seen": steps_taken(case), "on": TODAY} | how
    return move_on(case=case, to=to, by=by, **how)


def test_a_case_goes_on_when_nothing_is_missing(case, worker, known):
    known.update(EVERYTHING)

    assert go(case, 2, by=worker).stage == 2
    [last] = case.stage_entries.filter(number=2)
    assert (last.kind, last.from_stage, last.to_stage, last.by) == ("on", 1, 2, worker)


def test_what_is_missing_is_named_and_nothing_moves(case, worker, known):
    known.update(set(EVERYTHING) - {"contract-signed"})

    with pytest.raises(StepRefused) as no:
        go(case, 2, by=worker)

    missing = definition().facts["contract-signed"].missing
    assert any(sentence in str(no.value) for sentence in missing.values())
    assert (again(case).stage, steps_taken(case)) == (1, 1)


def test_going_back_asks_for_a_reason_and_keeps_it(cast, worker, supervisor, known):
    case = a_case_in_stage(cast, 4, worker=worker, supervisor=supervisor)

    with pytest.raises(StepRefused):
        go(case, 3, by=worker, reason="  ")
    went = go(case, 3, by=worker, reason="Anak sakit, rencana tidak jalan")

    assert went.stage == 3
    assert case.stage_entries.latest("number").reason == "Anak sakit, rencana tidak jalan"


def test_a_client_who_wants_to_stop_is_not_kept_by_a_form(cast, worker, supervisor, known):
    case = a_case_in_stage(cast, 2, worker=worker, supervisor=supervisor)

    ended = go(case, 6, by=worker, ending="client-request", reason="Ibu ingin berhenti")

    assert (ended.stage, ended.state) == (6, Case.State.OPEN)
    with pytest.raises(StepRefused):
        close(case=ended, seen=steps_taken(ended), on=TODAY, by=worker)
    known.add("summary-given")
    closed = close(case=ended, seen=steps_taken(ended), on=TODAY, by=worker)
    assert closed.state == Case.State.CLOSED
    with pytest.raises(CaseIsClosed):
        go(closed, 1, by=worker, reason="Kembali")


def test_a_form_that_is_sent_twice_moves_once(case, worker, known):
    known.update(EVERYTHING)
    go(case, 2, by=worker, seen=1)

    with pytest.raises(MovedMeanwhile):
        go(case, 3, by=worker, seen=1)

    assert again(case).stage == 2


def test_nobody_without_a_tie_moves_a_case(case, cast, worker, supervisor, outsider, known):
    known.update(EVERYTHING)
    reader = outsider
    let_in(case, reader, by=supervisor)
    for user in (reader, cast.sari, cast.dedi):
        with pytest.raises(NotAllowed):
            go(case, 2, by=user)
    assert again(case).stage == 1
    assert go(case, 2, by=supervisor).stage == 2


def test_a_day_that_has_not_come_is_refused(case, worker, known):
    known.update(EVERYTHING)
    with pytest.raises(DayNotCome):
        go(case, 2, by=worker, on=TODAY + timedelta(days=1))
    assert steps_taken(case) == 1


def test_the_general_trace_does_not_tell_whose_case_it_was(case, worker, known):
    known.update(EVERYTHING)
    go(case, 2, by=worker)

    trace = Trace.objects.filter(verb="pathway.move_on").latest("at")

    assert str(case.pk) not in str(vars(trace))


STEPS = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.sampled_from(ENDINGS),
        st.sampled_from(["", "Ada sebabnya"]),
        st.sets(st.sampled_from(EVERYTHING)) | st.just(set(EVERYTHING)),
        st.booleans(),
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_no_sequence_of_steps_skips_a_stage_or_loses_one(case, worker, known, steps):
    with transaction.atomic():
        for to, ending, reason, facts, is_closing in steps:
            known.clear()
            known.update(facts)
            before = again(case)
            try:
                if is_closing:
                    close(case=case, seen=steps_taken(case), on=TODAY, by=worker)
                else:
                    go(case, to, by=worker, ending=ending, reason=reason)
            except Refusal:
                after = again(case)
                assert (after.stage, after.state) == (before.stage, before.state)
        _holds_together(again(case))
        transaction.set_rollback(True)


def _holds_together(case):
    entries = list(case.stage_entries.in_order())
    assert [it.number for it in entries] == list(range(1, len(entries) + 1))
    for earlier, later in pairwise(entries):
        assert later.from_stage == earlier.to_stage
        is_end = later.to_stage == 6 and later.ending
        assert later.to_stage <= later.from_stage + 1 or is_end
    assert case.stage == entries[-1].to_stage


def test_every_room_that_the_rules_name_is_asked():
    assert {fact.room for fact in definition().facts.values()} == set(KNOWING)
