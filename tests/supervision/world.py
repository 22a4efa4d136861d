"""Cases that stand in their stages for a while, and what supervision makes of them."""

from datetime import timedelta

from berdaya.access.kinds import SOCIAL_WORKER, SUPERVISOR
from berdaya.casework.actions import assign_worker
from berdaya.casework.actions.stages import begin
from berdaya.casework.models import Assignment, Case
from berdaya.casework.sight import PROFESSIONALS
from berdaya.keys import new_key
from berdaya.rules.casework.peer_review import definition
from berdaya.supervision.actions import draw_sample, give_review, write_review
from berdaya.supervision.models import PeerReview, Pick
from tests.casework.world import TODAY, a_case, a_client, a_professional, again

WELL = "Langkahnya teratur dan selalu ada langkah berikutnya."
TALK = "Bagaimana klien diajak menilai sendiri?"


def an_old_case(cast, days, *, worker, supervisor, name="Murniati", field="women"):
    """A case that came into its first stage so many days ago; no verb lets one look back so far."""
    client, on = a_client(cast.sari, name), TODAY - timedelta(days=days)
    case = Case.objects.create(
        subject_kind="person",
        person=client,
        area_id=client.area_id,
        field=field,
        functions=["curative"],
        setting="micro",
        supervisor=supervisor,
        opened_on=on,
    )
    begin(case, by=supervisor)
    Assignment.objects.create(
        case=case, role="supervisor", user=supervisor, since=on, by=supervisor
    )
    if worker:
        assign_worker(case=case, worker=worker, on=on, by=supervisor)
    return again(case)


def a_sample(supervisor, size=5, key=None):
    return draw_sample(key=key or new_key(), size=size, by=supervisor)


def pick_of(case):
    """The draw of a case that stands last."""
    return Pick.objects.across_areas(why="test").filter(case=case).latest("sample__drawn_at")


def a_review(pick, reviewer, *, by, days=14, key=None):
    until = TODAY + timedelta(days=days)
    return give_review(key=key or new_key(), pick=pick, reviewer=reviewer, until=until, by=by)


def answers_for(stage, answer="shown", **more):
    return {item.code: answer for item in definition().asked_at(stage)} | more


def a_finding(review, *, by=None, well=WELL, **more):
    answers = answers_for(review.pick.case.stage, **more)
    return write_review(
        review=review, answers=answers, well=well, talk=TALK, by=by or review.reviewer
    )


def reviews():
    return PeerReview.objects.across_areas(why="test")


def a_drawn_case(cast, *, worker, supervisor, name="Sri Drajat"):
    """The draw of a case that only this supervisor has."""
    case = a_case(cast, worker=worker, supervisor=supervisor, name=name)
    a_sample(supervisor)
    return pick_of(case)


def supervision_life(cast, life, *, asking=None):
    """Something on each page of review by colleagues, by the names of what stands there.

    Where `asking` is a social worker or a supervisor of the regency, they review one case.
    """
    case = life["case"]
    colleague = a_professional("rekan", SOCIAL_WORKER, name="Pak Rekan")
    own = asking is not None and asking.sees(case.area_id) and asking.is_any(*PROFESSIONALS)
    others = {
        "worker": a_professional("lain", SOCIAL_WORKER, name="Bu Lain"),
        "supervisor": a_professional("tirta", SUPERVISOR, name="Pak Tirta"),
    }
    given = a_review(
        a_drawn_case(cast, **others), asking if own else colleague, by=others["supervisor"]
    )
    sample = a_sample(case.supervisor)
    written = a_review(pick_of(case), colleague, by=case.supervisor)
    a_finding(written)
    a_sample(case.supervisor)
    running = a_review(pick_of(case), others["worker"], by=case.supervisor)
    a_sample(case.supervisor)
    return {
        "case_worker": case.worker,
        "sample": sample,
        "pick": pick_of(case),
        "given_review": given,
        "written_review": written,
        "running_review": running,
    }


def supervision_pages(life):
    """How each page is reached: name of the address to its arguments."""
    given, written = (life["given_review"].pk,), (life["written_review"].pk,)
    plain = ("caseload_board", "case_ageing", "practice_profile", "sample_list", "sample_new")
    return {name: [()] for name in (*plain, "review_list")} | {
        "practice_profile_of": [(life["case_worker"].pk,)],
        "sample_detail": [(life["sample"].pk,)],
        "review_give": [(life["pick"].pk,)],
        "review_take_back": [(life["running_review"].pk,)],
        "review_detail": [given, written],
        "review_write": [given],
        "review_step_back": [given],
        "review_answer": [written],
    }
