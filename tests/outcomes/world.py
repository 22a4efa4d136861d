"""What came of the case of Murniati, by the verbs, and the pages it stands on."""

from berdaya.casework.actions.stages import enter_stage
from berdaya.keys import new_key
from berdaya.outcomes.actions import (
    check_readiness,
    date_follow_ups,
    give_summary,
    note_client_rating,
    note_follow_up,
    note_lesson,
    plan_after_care,
    rate_goals,
    write_summary,
)
from berdaya.outcomes.actions.ending import Told
from berdaya.outcomes.actions.evaluating import NewRating, Said
from berdaya.rules.casework.outcomes import days_of_follow_up, definition
from tests.caseplans.world import a_whole_plan, agreed
from tests.casework.world import TODAY, a_case_in_stage, again

SEEN = "Buku catatan kader, empat minggu"
READY = dict.fromkeys(definition().readiness, "yes")


def an_evaluated_case(cast, stage=5, **more):
    """A case with an agreed plan that went on to this stage, and the plan."""
    case = a_case_in_stage(cast, 3, **more)
    plan = a_whole_plan(case, by=case.worker)
    agreed(plan, by=case.worker)
    for to in range(4, stage + 1):
        ending = "goal-reached" if to == 6 else ""
        enter_stage(case=again(case), to=to, on=TODAY, by=case.worker, ending=ending)
    return again(case), again(plan)


def rated(plan, *, by, level=1, moment="end", key=None, levels=None, on=TODAY):
    if levels is None:
        levels = {goal.pk: (level, SEEN) for goal in plan.goals.all()}
    rating = NewRating(moment, on, "client", levels, "Murniati")
    return rate_goals(key=key or new_key(), plan=plan, rating=rating, by=by)


def client_said(case, *, by, key=None, change=4, help=4, on=TODAY):
    said = Said(on, change, help, "Murniati", "Saya sudah berani ke pasar")
    return note_client_rating(key=key or new_key(), case=case, said=said, by=by)


def a_lesson(case, *, by, key=None):
    told = {"what": "Belanja bersama", "for_whom": "Ibu yang ditinggal suami"}
    return note_lesson(key=key or new_key(), case=case, kind="worked", on=TODAY, by=by, **told)


def checked(case, *, by, key=None, answers=None, on=TODAY):
    return check_readiness(
        key=key or new_key(), case=case, answers=answers or READY, on=on, by=by
    )


def after_care(case, *, by, key=None, helpers="Kakaknya dan Bu Sari"):
    return plan_after_care(
        key=key or new_key(),
        case=case,
        helpers=helpers,
        if_hard="Telepon kakaknya dulu",
        on=TODAY,
        by=by,
    )


def a_summary(case, *, by, key=None, changed="Anda ke pasar sendiri"):
    told = Told("Keluar rumah lagi", changed, "Bu Ani, Senin pagi di kantor desa")
    return write_summary(key=key or new_key(), case=case, told=told, on=TODAY, by=by)


def given(summary, *, by, on=TODAY):
    return give_summary(summary=summary, on=on, how="paper", who="Murniati", by=by)


def dated(case, *, by, days=None):
    return date_follow_ups(case=case, days=days or days_of_follow_up(TODAY), by=by)


def looked_in(follow_up, *, by, result="holds", key=None, on=TODAY):
    return note_follow_up(
        key=key or new_key(), follow_up=follow_up, result=result, on=on, by=by
    )


def outcome_life(cast, like):
    """A case in its last stage with something on each page, of the people of another case."""
    people = {"worker": like.worker, "supervisor": like.supervisor}
    case, plan = an_evaluated_case(cast, 6, name="Maemunah", **people)
    by = like.worker
    rated(plan, by=by)
    client_said(case, by=by)
    a_lesson(case, by=by)
    checked(case, by=by)
    after_care(case, by=by)
    a_summary(case, by=by)
    contacts = dated(case, by=by)
    looked_in(contacts[0], by=by, result="not-reached")
    return {"ended_case": case, "look_in": contacts[0]}


OF_CASE = (
    "case_evaluation",
    "goals_rate",
    "client_rate",
    "lesson_new",
    "case_ending",
    "readiness_check",
    "after_care_plan",
    "summary_write",
    "summary_print",
    "summary_give",
    "follow_ups_date",
)


def outcome_pages(life):
    """How each page is reached: name of the address to its arguments."""
    case = life["ended_case"].pk
    return {name: [(case,)] for name in OF_CASE} | {
        "look_in_list": [()],
        "lesson_list": [()],
        "follow_up_note": [(life["look_in"].pk,)],
    }
