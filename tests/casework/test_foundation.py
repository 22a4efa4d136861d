"""A case is one client's; its stages follow each other, and no row skips one."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from berdaya.access.models import Trace
from berdaya.casework import refusals
from berdaya.casework.actions import reopen_case, take_on
from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.casework.models import Case, CaseRead, StageEntry
from berdaya.casework.reads import note_read
from tests.casework.world import (
    TODAY,
    TOLD,
    a_case,
    a_case_in_stage,
    a_client,
    a_closed_case,
    a_contract,
    again,
    an_intake,
    cases,
    let_in,
    taken,
    wants_no_more,
)


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def entry(case, **values):
    found = {"case": case, "number": 2, "kind": "on", "from_stage": 1, "to_stage": 2}
    return StageEntry.objects.create(**found | {"on": TODAY, "by": case.worker} | values)


def refused_by_the_database(write, *args, **values):
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        write(*args, **values)
    return True


def test_a_case_begins_in_the_first_stage_and_is_open_once_somebody_works_on_it(
    case, worker, supervisor
):
    assert (case.stage, case.state, case.worker, case.supervisor) == (
        1,
        "open",
        worker,
        supervisor,
    )
    assert case.called == "Murniati"
    assert [it.kind for it in case.stage_entries.in_order()] == ["begun"]


def test_a_case_that_began_on_paper_runs_from_that_day(cast, supervisor):
    intake = an_intake(cast.sari, a_client(cast.sari))
    with pytest.raises(refusals.DayNotCome):
        take_on(intake=intake, taken=taken(), by=supervisor, on=TODAY + timedelta(days=1))
    assert not cases().exists()

    earlier = TODAY - timedelta(days=40)
    case = take_on(intake=again(intake), taken=taken(), by=supervisor, on=earlier)

    assert (
        case.opened_on == case.stage_entries.get().on == case.assignments.get().since == earlier
    )


def test_a_case_goes_on_stage_by_stage_and_back_with_a_reason(cast, worker, supervisor):
    case = a_case_in_stage(cast, 4, worker=worker, supervisor=supervisor)

    back = enter_stage(case=case, to=3, on=TODAY, by=worker, reason="Rencana tidak jalan")

    assert back.kind == "back"
    assert again(back).reason == "Rencana tidak jalan"
    assert again(case).stage == 3


@pytest.mark.parametrize("to", [1, 3, 4, 5, 0, 7])
def test_no_stage_is_skipped(case, worker, to):
    with pytest.raises(refusals.NoSuchStep):
        enter_stage(case=case, to=to, on=TODAY, by=worker, reason="Terburu-buru")

    assert again(case).stage == 1
    assert case.stage_entries.count() == 1


def test_back_needs_a_reason_and_no_day_before_the_last(cast, worker, supervisor):
    case = a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor)

    with pytest.raises(refusals.ReasonMissing):
        enter_stage(case=case, to=2, on=TODAY, by=worker, reason="  ")
    with pytest.raises(refusals.DayBeforeLast):
        enter_stage(case=case, to=4, on=TODAY - timedelta(days=1), by=worker)
    with pytest.raises(refusals.DayNotCome):
        enter_stage(case=case, to=4, on=TODAY + timedelta(days=1), by=worker)

    assert again(case).stage == 3


def test_a_case_ends_early_for_a_reason_that_is_no_goal_reached(case, worker):
    with pytest.raises(refusals.NoSuchStep):
        enter_stage(
            case=case, to=6, on=TODAY, by=worker, reason="Selesai", ending="goal-reached"
        )

    ended = enter_stage(
        case=case, to=6, on=TODAY, by=worker, reason="Ia pindah", ending="client-request"
    )

    assert ended.kind == "ended"
    assert close_case(case=again(case), on=TODAY, by=worker).state == "closed"


def test_a_closed_case_goes_nowhere_but_to_its_beginning(cast, worker, supervisor):
    case = a_closed_case(cast, worker=worker, supervisor=supervisor)

    for to in (3, 5, 6):
        with pytest.raises(refusals.NoSuchStep):
            enter_stage(case=case, to=to, on=TODAY, by=worker, reason="Lagi")
    with pytest.raises(refusals.CaseIsClosed):
        close_case(case=case, on=TODAY, by=worker)

    assert enter_stage(case=case, to=2, on=TODAY, by=worker, reason="Lagi").kind == "reopened"


def test_a_case_begins_again_with_the_assessment_only_where_its_contract_stands(
    cast, worker, supervisor
):
    def reopened(case, to):
        return reopen_case(case=case, to=to, reason="Lagi", on=TODAY, by=supervisor)

    def closed(contract):
        case = a_case_in_stage(cast, 6, worker=worker, supervisor=supervisor)
        contract(case)
        return close_case(case=again(case), on=TODAY, by=worker)

    without, withdrawn = closed(lambda case: None), closed(wants_no_more)
    for case in (without, withdrawn):
        with pytest.raises(refusals.NoContractStands):
            reopened(case, 2)
    assert reopened(withdrawn, 1).stage == 1
    assert reopened(closed(a_contract), 2).stage == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"to_stage": 3},
        {"to_stage": 1, "from_stage": 2, "kind": "back"},  # without a reason, and it was in 1
        {"from_stage": 2, "to_stage": 3},  # it was never in 2
        {"number": 3},
        {"number": 1},
        {"kind": "begun", "from_stage": None, "to_stage": 1},
        {"kind": "ended", "to_stage": 6, "ending": "goal-reached", "reason": "x"},
        {"kind": "ended", "to_stage": 6, "ending": "external"},
        {"kind": "reopened", "from_stage": 6, "to_stage": 1, "reason": "x"},
        {"to_stage": 2, "ending": "external"},
    ],
)
def test_the_database_forbids_what_the_verb_forbids(case, wrong):
    assert refused_by_the_database(entry, case, **wrong)
    assert case.stage_entries.count() == 1


def test_the_stage_of_a_case_is_that_of_its_last_entry(case):
    case.stage = 2

    assert refused_by_the_database(case.save, update_fields=["stage"])

    entry(case)
    case.save(update_fields=["stage"])
    assert again(case).stage == 2


def test_stages_and_reads_are_final(case, worker):
    read = note_read(case, worker, "case_detail")
    first = case.stage_entries.get()
    first.to_stage, read.page = 1, "lain"

    assert refused_by_the_database(first.save)
    assert refused_by_the_database(first.delete)
    assert refused_by_the_database(read.save)
    assert refused_by_the_database(CaseRead._base_manager.all().delete)


def test_a_case_is_about_exactly_one_client(case):
    for wrong in ({"family": case.person.memberships.get().family}, {"person": None}):
        for name, value in wrong.items():
            setattr(case, name, value)
        assert refused_by_the_database(case.save)
        case = again(case)
    case.community = "Warga"
    assert refused_by_the_database(case.save)


def test_what_was_told_is_not_in_the_database_in_clear(case):
    with connection.cursor() as cursor:
        cursor.execute("SELECT told, community FROM casework_intake")
        [(told, community)] = cursor.fetchall()

    assert TOLD.encode()[:9] not in bytes(told)
    assert bytes(community) == b""
    assert again(case.intake).told == TOLD


def test_a_number_typed_into_a_case_is_masked(cast, worker, supervisor):
    case = a_case_in_stage(cast, 2, worker=worker, supervisor=supervisor)

    back = enter_stage(case=case, to=1, on=TODAY, by=worker, reason="NIK 3204321103809001")

    assert again(back).reason == "NIK 3204••••••••9001"


def test_the_general_trace_names_no_case(case):
    rows = Trace.objects.filter(verb__startswith="casework.")

    assert rows.count() == 3
    told = " ".join(f"{it.subject} {it.area} {it.detail}" for it in rows)
    assert str(case.pk) not in told
    assert str(case.person_id) not in told
    assert {it.subject for it in rows} == {
        f"access.User:{user}" for user in (case.intake.by_id, case.supervisor_id)
    }


def test_a_case_prints_itself_without_its_client(case, worker, supervisor, outsider):
    access = let_in(case, outsider, by=worker)

    assert (
        "Murniati" not in f"{case} {case!r} {access} {case.intake} {case.stage_entries.get()}"
    )


def test_the_world_makes_cases_in_all_stages(cast, worker, supervisor):
    for stage in range(1, 7):
        name = f"Klien {stage}"
        made = a_case_in_stage(cast, stage, worker=worker, supervisor=supervisor, name=name)
        assert made.stage == stage

    assert cases().filter(state=Case.State.OPEN).count() == 6
