"""What came of a case: ratings that stand, a good ending, looking in again."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from berdaya.access.actions import NotAllowed
from berdaya.casework.actions import withdraw_contract
from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.casework.refusals import CaseIsClosed, ClientWithdrew, DayNotCome
from berdaya.keys import new_key
from berdaya.outcomes import models, refusals
from berdaya.outcomes.due import due_for, follow_ups_for
from berdaya.outcomes.facts import facts_of
from berdaya.outcomes.reading import compared, goals_of, less_is_better, scored
from berdaya.psychosocial.actions import choose_result
from berdaya.refusal import Refusal
from berdaya.rules.casework.outcomes import days_of_follow_up
from berdaya.rules.instruments.definition import load
from tests.caseplans.world import a_whole_plan
from tests.casework.world import TODAY, a_case_in_stage, a_contract, again
from tests.outcomes.world import (
    READY,
    a_lesson,
    a_summary,
    after_care,
    an_evaluated_case,
    checked,
    client_said,
    dated,
    given,
    looked_in,
    rated,
)
from tests.psychosocial.world import a_result

pytestmark = pytest.mark.django_db
LOCKED = (
    (models.Rating, {"moment": "middle"}),
    (models.GoalRating, {"level": 2}),
    (models.ClientRating, {"change": 1}),
    (models.Lesson, {"kind": "failed"}),
    (models.ReadinessCheck, {"answers": {}}),
    (models.AfterCare, {"on": TODAY - timedelta(days=1)}),
    (models.Summary, {"on": TODAY - timedelta(days=1)}),
    (models.SummaryGiven, {"how": "spoken"}),
    (models.FollowUp, {"due_on": TODAY}),
    (models.FollowUpNote, {"result": "harder"}),
)


@pytest.fixture
def evaluated(cast, worker, supervisor):
    return an_evaluated_case(cast, worker=worker, supervisor=supervisor)


@pytest.fixture
def ended(cast, worker, supervisor):
    return an_evaluated_case(cast, 6, worker=worker, supervisor=supervisor)


def rows(model):
    return model._default_manager.across_areas(why="test")


def test_goals_are_rated_and_scored_by_kind(evaluated, worker):
    _case, plan = evaluated
    rated(plan, by=worker, level=1)

    result, process = scored(goals_of(plan))

    assert [len(it.goals) for it in (result, process)] == [1, 1]
    assert (result.before.score, result.after.score) == (Decimal(40), Decimal(60))
    assert process.unrated == 0


def test_a_later_rating_stands_beside_the_earlier(evaluated, worker):
    _case, plan = evaluated
    rated(plan, by=worker, level=-1, moment="middle")
    rated(plan, by=worker, level=0)

    shown = goals_of(plan)[0]

    assert [it.level for it in shown.ratings] == [-1, 0]
    assert shown.last.level == 0


def test_the_facts_of_evaluation_become_true_one_by_one(evaluated, worker):
    case, plan = evaluated
    assert facts_of(case) == frozenset()

    rated(plan, by=worker, moment="middle")
    assert facts_of(case) == frozenset()
    rated(plan, by=worker)
    client_said(case, by=worker)
    a_lesson(case, by=worker)

    goals = {"result-goals-rated", "process-goals-rated"}
    assert facts_of(case) == goals | {"client-rated", "lessons-noted"}


def test_one_goal_left_out_leaves_its_kind_unrated(evaluated, worker):
    case, plan = evaluated
    result = plan.goals.get(kind="result")

    rated(plan, by=worker, levels={result.pk: (2, "Dilihat sendiri")})

    assert facts_of(case) == {"result-goals-rated"}


def test_a_case_that_went_back_is_judged_anew(evaluated, worker):
    case, plan = evaluated
    rated(plan, by=worker)
    client_said(case, by=worker)

    enter_stage(case=case, to=2, on=TODAY, by=worker, reason="Ada hal baru")

    assert "client-rated" not in facts_of(again(case))


def test_the_facts_of_ending_become_true(ended, worker):
    case, _plan = ended
    checked(case, by=worker)
    after_care(case, by=worker)
    summary = a_summary(case, by=worker)
    assert "summary-given" not in facts_of(case)
    given(summary, by=worker)
    dated(case, by=worker)

    assert facts_of(again(case)) == {
        "readiness-checked",
        "after-care-planned",
        "summary-given",
        "follow-ups-dated",
    }


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"levels": {}}, refusals.NothingRated),
        ({"levels": {new_key(): (0, "Ada")}}, refusals.UnknownAnswer),
        ({"level": 3}, refusals.UnknownAnswer),
        ({"on": TODAY + timedelta(days=1)}, DayNotCome),
    ],
)
def test_what_cannot_be_rated_is_refused_and_nothing_is_written(
    evaluated, worker, more, refusal
):
    with pytest.raises(refusal):
        rated(evaluated[1], by=worker, **more)

    assert not rows(models.Rating).exists()


def test_a_rating_without_evidence_is_refused(evaluated, worker):
    plan = evaluated[1]
    with pytest.raises(refusals.EvidenceMissing):
        rated(plan, by=worker, levels={plan.goals.first().pk: (1, " ")})

    assert not rows(models.Rating).exists()


def test_at_the_end_is_not_before_evaluation(cast, worker, supervisor):
    case, plan = an_evaluated_case(cast, 4, worker=worker, supervisor=supervisor)

    rated(plan, by=worker, moment="middle")
    for deed in (lambda: rated(plan, by=worker), lambda: checked(case, by=worker)):
        with pytest.raises(refusals.NotInThisStage):
            deed()

    assert rows(models.Rating).count() == 1


def test_a_draft_is_not_rated(cast, worker, supervisor):
    case = a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor)
    plan = a_whole_plan(case, by=worker)
    enter_stage(case=case, to=4, on=TODAY, by=worker)

    with pytest.raises(refusals.NoAgreedPlan):
        rated(plan, by=worker, moment="middle")


def test_the_checklist_is_answered_whole(ended, worker):
    with pytest.raises(refusals.ChecklistUnfinished):
        checked(ended[0], by=worker, answers={"is-safe": "yes"})
    with pytest.raises(refusals.ChecklistUnfinished):
        checked(ended[0], by=worker, answers=READY | {"is-safe": "perhaps"})

    assert not rows(models.ReadinessCheck).exists()


def test_only_the_newest_summary_is_given(ended, worker):
    case, _plan = ended
    old, new = a_summary(case, by=worker), a_summary(case, by=worker, changed="Lebih banyak")

    with pytest.raises(refusals.SummaryReplaced):
        given(old, by=worker)

    assert given(new, by=worker) == given(new, by=worker)


def test_contacts_come_one_after_the_other(ended, worker):
    case, _plan = ended
    days = days_of_follow_up(TODAY)
    for wrong in ({1: TODAY}, days | {1: TODAY}, days | {6: days[3]}):
        with pytest.raises(refusals.WrongDays):
            dated(case, by=worker, days=wrong)
    assert not rows(models.FollowUp).exists()

    assert dated(case, by=worker) == dated(case, by=worker)
    assert rows(models.FollowUp).count() == 3


def test_a_contact_stays_open_until_the_client_is_met(ended, worker):
    case, _plan = ended
    first, *_later = dated(case, by=worker)
    close_case(case=again(case), on=TODAY, by=worker)

    looked_in(first, by=worker, result="not-reached")
    assert follow_ups_for(worker, TODAY).count() == 3
    looked_in(first, by=worker)
    assert follow_ups_for(worker, TODAY).count() == 2
    with pytest.raises(refusals.ContactNoted):
        looked_in(first, by=worker)
    with pytest.raises(refusals.UnknownAnswer):
        looked_in(_later[0], by=worker, result="perhaps")


def test_the_due_list_is_of_the_worker_alone(ended, worker, supervisor, outsider):
    first, *_later = dated(ended[0], by=worker)

    assert due_for(worker, first.due_on) == 1
    assert due_for(worker, TODAY) == 0
    for other in (supervisor, outsider):
        assert not follow_ups_for(other, TODAY).exists()


def test_contacts_after_an_ending_are_off_once_the_case_began_again(ended, worker):
    case, _plan = ended
    dated(case, by=worker)
    close_case(case=again(case), on=TODAY, by=worker)

    enter_stage(case=again(case), to=2, on=TODAY, by=worker, reason="Klien kembali")

    assert not follow_ups_for(worker, TODAY).exists()


def test_nobody_looks_in_on_a_client_who_wants_no_more_since(ended, worker):
    case, _plan = ended
    signed = a_contract(case)
    first, *_later = dated(case, by=worker)
    close_case(case=again(case), on=TODAY, by=worker)
    assert due_for(worker, first.due_on) == 1

    withdraw_contract(contract=signed, on=TODAY, because="", by=worker)

    assert due_for(worker, first.due_on) == 0
    assert not follow_ups_for(worker, TODAY).exists()
    assert rows(models.FollowUp).open().count() == 3
    with pytest.raises(ClientWithdrew):
        looked_in(first, by=worker, on=TODAY + timedelta(days=1))
    assert not rows(models.FollowUpNote).exists()
    # they were met on that day, before they said so
    looked_in(first, by=worker)


def test_nothing_is_written_in_a_closed_case(ended, worker):
    case, plan = ended
    close_case(case=case, on=TODAY, by=worker)

    for deed in (
        lambda: rated(plan, by=worker),
        lambda: client_said(case, by=worker),
        lambda: a_lesson(case, by=worker),
        lambda: checked(case, by=worker),
        lambda: after_care(case, by=worker),
        lambda: a_summary(case, by=worker),
        lambda: dated(case, by=worker),
    ):
        with pytest.raises(CaseIsClosed):
            deed()


def test_nobody_but_the_worker_does_any_of_it(ended, worker, supervisor, outsider):
    case, plan = ended
    summary, [first, *_later] = a_summary(case, by=worker), dated(case, by=worker)

    for other in (supervisor, outsider):
        for deed in (
            lambda by: rated(plan, by=by),
            lambda by: client_said(case, by=by),
            lambda by: a_lesson(case, by=by),
            lambda by: checked(case, by=by),
            lambda by: after_care(case, by=by),
            lambda by: a_summary(case, by=by),
            lambda by: given(summary, by=by),
            lambda by: dated(case, by=by),
            lambda by: looked_in(first, by=by),
        ):
            with pytest.raises(NotAllowed):
                deed(other)

    for model in (models.Rating, models.ClientRating, models.Lesson, models.FollowUpNote):
        assert not rows(model).exists()


def test_a_key_writes_once_and_never_for_another_case(cast, ended, worker, supervisor):
    people = {"worker": worker, "supervisor": supervisor}
    other, other_plan = an_evaluated_case(cast, 6, name="Maemunah", **people)
    case, plan = ended
    [first, second, _third] = dated(case, by=worker)
    for deed, mine, theirs in (
        (rated, plan, other_plan),
        (client_said, case, other),
        (a_lesson, case, other),
        (checked, case, other),
        (after_care, case, other),
        (a_summary, case, other),
        (looked_in, first, second),
    ):
        key = new_key()
        assert deed(mine, by=worker, key=key) == deed(mine, by=worker, key=key)
        with pytest.raises(refusals.OutcomeKeyInUse):
            deed(theirs, by=worker, key=key)


def test_the_database_keeps_every_row_as_it_is(ended, worker):
    case, plan = ended
    rated(plan, by=worker)
    client_said(case, by=worker)
    a_lesson(case, by=worker)
    checked(case, by=worker)
    after_care(case, by=worker)
    given(a_summary(case, by=worker), by=worker)
    looked_in(dated(case, by=worker)[0], by=worker)

    for model, change in LOCKED:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows(model).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows(model).all()._raw_delete("default")


def test_no_refusal_names_a_client():
    found = [it for it in vars(refusals).values() if isinstance(it, type)]

    assert all("%(name)s" not in str(it.message) for it in found if it is not Refusal)


def test_only_results_that_the_assessment_chose_are_compared(cast, evaluated, worker):
    case, _plan = evaluated
    first, later, other = (a_result(cast, case, answer=it) for it in (1, 3, 2))
    assert compared(case) == []

    for result in (later, first):
        choose_result(case=case, assessment=result, by=worker)
    found = compared(case)

    assert {it.before.assessment for it in found} == {first}
    assert {it.after.assessment for it in found} == {later}
    assert other not in {it.after.assessment for it in found}
    assert "instruments-repeated" in facts_of(case)
    # no study has measured how exact it is, so the points are shown and nothing is concluded
    assert {it.change.verdict for it in found} == {"cannot-be-judged"}
    assert all(it.change.difference > 0 for it in found)


def test_the_tones_of_the_levels_say_whether_less_is_better():
    traits = load("independence-traits").outputs[0]
    turned = replace(
        traits,
        levels=tuple(
            replace(one, tone=other.tone)
            for one, other in zip(traits.levels, reversed(traits.levels), strict=True)
        ),
    )

    assert (less_is_better(traits), less_is_better(turned)) == (False, True)
