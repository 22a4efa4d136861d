"""Nothing new is noted about a client who wants no more, in any room of casework."""

from datetime import timedelta

import pytest

from berdaya.caseplans import actions as caseplans
from berdaya.casework.actions import reopen_case
from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.casework.refusals import ClientWithdrew
from berdaya.contacts import actions as contacts
from berdaya.contacts.refusals import ContactUnwanted
from berdaya.keys import new_key
from berdaya.outcomes import actions as outcomes
from berdaya.psychosocial import actions as psychosocial
from berdaya.psychosocial.actions.asking import GroupAnswers
from berdaya.services.actions.drafting import NewReferral
from tests.caseplans import world as plans
from tests.casework.world import (
    TODAY,
    a_case_in_stage,
    a_contract,
    again,
    wants_no_more,
)
from tests.contacts.world import a_contact, a_note, a_step, answers, told
from tests.outcomes.world import (
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
from tests.psychosocial import world as assessments
from tests.services.world import a_service

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def people(worker, supervisor):
    return {"worker": worker, "supervisor": supervisor}


def refused(verb, refusal=ClientWithdrew):
    with pytest.raises(refusal):
        verb()


def test_the_assessment_stands_still(cast, people, worker):
    case = a_case_in_stage(cast, 2, **people)
    life = assessments.assessed(cast, case, by=worker)
    result = assessments.a_result(cast, case, answer=4)
    wants_no_more(case)
    couple = {"kind": "married", "since": 2004, "end": "", "until": None}
    of_two = {"one": life["kin"].pk, "other": life["spouse"].pk, "what": "tie", "kind": "close"}
    verbs = {
        "write_assessment": {"case": case, "written": assessments.written(after=1)},
        "ask_group": {"case": case, "told": GroupAnswers(new_key(), "", {}, TODAY)},
        "choose_result": {"case": case, "assessment": result},
        "drop_result": {"result": life["chosen"]},
        "seed_kin": {"case": case},
        "edit_kin": {"kin": life["kin"], "told": assessments.told()},
        "take_off_kin": {"kin": life["mother"]},
        "relate_kin": {"case": case, **of_two},
        "change_couple": {"couple": life["couple"], "key": new_key(), **couple},
        "take_off_relation": {"relation": life["tie"]},
        "add_system": {"case": case, "key": new_key(), "told": assessments.around()},
        "change_system": {
            "system": life["system"],
            "key": new_key(),
            "told": assessments.around(),
        },
        "take_off_system": {"system": life["system"]},
    }

    refused(lambda: assessments.added(case, "child", life["kin"], by=worker))
    for name, given_to in verbs.items():
        refused(lambda name=name, it=given_to: getattr(psychosocial, name)(**it, by=worker))

    assert {*verbs, "add_kin"} == set(psychosocial.__all__)


def test_the_plan_stands_still(cast, people, worker):
    case = a_case_in_stage(cast, 3, **people)
    life = plans.plan_life(case, by=worker)
    plan, task, goal = life["case_plan"], life["case_task"], life["goal"]
    service = a_service(cast.dedi)
    wants_no_more(case)
    to = NewReferral(
        new_key(),
        service,
        family=None,
        need="Perlu bantuan",
        tells=frozenset(),
        agreed_by="Murniati",
        agreed_how="spoken",
        agreed_on=TODAY,
        due_on=TODAY,
        person=case.person,
    )
    about = {"focus": "Lain", "setting": "micro", "systems": plans.SYSTEMS}
    verbs = {
        "begin_plan": lambda: plans.a_plan(case, by=worker, reason="Lain"),
        "describe_plan": lambda: caseplans.describe_plan(plan=plan, **about, by=worker),
        "set_goal": lambda: plans.a_goal(plan, by=worker),
        "remove_goal": lambda: caseplans.remove_goal(goal=goal, by=worker),
        "plan_activity": lambda: plans.an_activity(plan, by=worker),
        "settle_activity": lambda: caseplans.settle_activity(
            activity=life["case_activity"], state="done", on=TODAY, by=worker
        ),
        "agree_plan": lambda: plans.agreed(plan, by=worker),
        "give_task": lambda: plans.a_task(case, by=worker),
        "end_task": lambda: caseplans.end_task(task=task, end="mastered", on=TODAY, by=worker),
        "note_practice": lambda: plans.a_try(task, by=worker),
        "take_back_practice": lambda: caseplans.take_back_practice(
            practice=life["practice"], by=worker
        ),
        "refer": lambda: caseplans.refer(plan=plan, referral=to, by=worker),
    }

    for verb in verbs.values():
        refused(verb)

    assert set(verbs) == set(caseplans.__all__)


def test_of_contacts_only_those_are_noted_that_were_or_that_a_crisis_asks_for(
    cast, people, worker
):
    case = a_case_in_stage(cast, 2, **people)
    a_contract(case, on=YESTERDAY)
    before, note, step = a_contact(case), a_note(case), a_step(case)
    wants_no_more(case, on=YESTERDAY)

    refused(lambda: a_contact(case), ContactUnwanted)
    refused(
        lambda: contacts.correct_contact(key=new_key(), contact=before, told=told(), by=worker),
        ContactUnwanted,
    )
    refused(lambda: a_note(case))
    refused(
        lambda: contacts.edit_note(
            key=new_key(), note=note, text="Lain", is_private=False, by=worker
        )
    )
    refused(lambda: a_step(case))

    assert a_contact(case, in_crisis=True, step=None)
    # how the worker talked, and that a step falls away, is nothing new about the client
    assert contacts.review_contact(contact=before, answers=answers(), by=worker)
    assert contacts.settle_step(step=step, state="dropped", by=worker).state == "dropped"


def test_the_talk_in_which_a_client_said_so_is_noted(cast, people):
    case = wants_no_more(a_case_in_stage(cast, 2, **people))

    assert a_contact(case, step=None)


def test_a_client_who_comes_back_is_met_before_they_sign_anew(cast, people, worker):
    case = a_case_in_stage(cast, 2, **people)
    wants_no_more(case)
    enter_stage(
        case=case, to=6, on=TODAY, by=worker, reason="Tidak mau lagi", ending="client-request"
    )
    close_case(case=case, on=TODAY, by=worker)
    reopen_case(case=case, to=1, reason="Datang lagi", on=TODAY, by=case.supervisor)

    assert a_contact(again(case), step=None)
    refused(lambda: a_note(again(case)))
    a_contract(again(case))
    assert a_note(again(case))


def test_what_came_of_it_is_judged_no_more_and_yet_ended_well(cast, people, worker):
    case, plan = an_evaluated_case(cast, 6, **people)
    look_in = dated(case, by=worker)[0]
    other, _plan = an_evaluated_case(cast, 6, name="Sumiyati", **people)
    wants_no_more(case)
    wants_no_more(other)

    refused(lambda: rated(plan, by=worker))
    refused(lambda: client_said(case, by=worker))
    refused(lambda: a_lesson(case, by=worker))
    refused(lambda: dated(other, by=worker))

    assert checked(case, by=worker)
    assert after_care(case, by=worker)
    assert given(a_summary(case, by=worker), by=worker)
    assert looked_in(look_in, by=worker, result="not-reached")


def test_every_verb_of_outcomes_has_been_asked():
    asked = {"rate_goals", "note_client_rating", "note_lesson", "date_follow_ups"}
    ends = {
        "check_readiness",
        "plan_after_care",
        "write_summary",
        "give_summary",
        "note_follow_up",
    }

    assert asked | ends == set(outcomes.__all__)
