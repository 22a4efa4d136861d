"""Plan, visits, tasks, technology; and who may guide."""

from datetime import timedelta

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.enterprises import actions, refusals
from berdaya.enterprises.models import Plan, Task, Technology, Visit
from berdaya.keys import new_key
from tests.enterprises.world import a_plan, a_technology, a_visit, rinas
from tests.groups.world import JOINED, TODAY, accompanied, again


@pytest.fixture
def enterprise(cast):
    """Rina's business; Pak Budi accompanies the group."""
    group, _members, enterprise, _product = rinas(cast)
    accompanied(group, cast.budi, by=cast.dedi)
    return enterprise


def test_a_mentor_makes_a_plan_with_its_steps(cast, enterprise):
    key = new_key()

    plan = a_plan(enterprise, by=cast.budi, key=key, steps=("Beli timbangan", "Cetak label"))
    assert a_plan(enterprise, by=cast.budi, key=key) == plan

    assert plan.lines == ["Masuk tiga warung"]
    assert {step.text for step in plan.steps.all()} == {"Beli timbangan", "Cetak label"}
    with pytest.raises(refusals.EnterpriseKeyInUse):
        a_plan(enterprise, by=cast.budi, key=key, aims="Lain")


def test_a_new_plan_takes_the_place_of_the_one_before(cast, enterprise):
    first = a_plan(enterprise, by=cast.budi)

    second = a_plan(enterprise, by=cast.dedi, aims="Ekspor")

    assert again(first).until == TODAY
    assert enterprise.plans.get(until=None) == second
    assert first.steps.get().state == Task.State.OPEN


def test_a_plan_without_a_step_is_refused(cast, enterprise):
    with pytest.raises(refusals.NothingAimedAt):
        a_plan(enterprise, by=cast.budi, steps=())

    assert not enterprise.plans.exists()


def test_a_visit_gives_tasks_that_come_back_until_settled(cast, enterprise):
    visit = a_visit(enterprise, by=cast.budi)
    task = visit.tasks.get()
    tomorrow = TODAY + timedelta(days=1)
    tasks = Task.objects.visible_to(cast.budi)
    assert list(tasks.overdue(tomorrow)) == [task]

    actions.settle_task(task=task, state="done", note="sudah", by=cast.wati)

    assert not tasks.overdue(tomorrow)
    assert (again(task).state, again(task).settled_on) == ("done", TODAY)
    assert actions.settle_task(task=task, state="done", by=cast.wati).state == "done"
    with pytest.raises(refusals.TaskSettled):
        actions.settle_task(task=task, state="dropped", by=cast.wati)


def test_technology_is_asked_after(cast, enterprise):
    key = new_key()
    sealer = a_technology(enterprise, by=cast.budi, key=key)
    assert a_technology(enterprise, by=cast.budi, key=key) == sealer
    told = {"technology": sealer, "used": "no", "note": "rusak", "by": cast.wati}

    with pytest.raises(refusals.BeforeBeginning):
        actions.ask_technology(on=JOINED - timedelta(days=1), **told)
    actions.ask_technology(on=TODAY, **told)

    stands = again(sealer)
    assert (stands.used, stands.asked_on, stands.note) == (Technology.Used.NO, TODAY, "rusak")


@pytest.mark.parametrize("who", ["wati", "sari", "rahma", "joko"])
def test_only_mentors_and_offices_guide(cast, enterprise, who):
    by = getattr(cast, who)

    for deed in (a_plan, a_visit, a_technology):
        with pytest.raises(NotAllowed):
            deed(enterprise, by=by)

    for model in (Plan, Visit, Technology):
        assert not model.objects.across_areas(why="test").exists()


@pytest.mark.parametrize("who", ["sari", "rahma", "joko"])
def test_strangers_settle_nothing(cast, enterprise, who):
    task = a_visit(enterprise, by=cast.budi).tasks.get()
    sealer = a_technology(enterprise, by=cast.budi)
    by = getattr(cast, who)

    with pytest.raises(NotAllowed):
        actions.settle_task(task=task, state="done", by=by)
    with pytest.raises(NotAllowed):
        actions.ask_technology(technology=sealer, used="yes", on=TODAY, by=by)

    assert again(task).state == "open"
    assert again(sealer).used == ""


def test_a_mentor_of_another_group_sees_and_does_nothing(cast):
    _group, _members, enterprise, _product = rinas(cast)

    with pytest.raises(NotAllowed):
        a_visit(enterprise, by=cast.budi)


def test_what_ended_or_lies_ahead_is_not_guided(cast, enterprise):
    actions.end_enterprise(enterprise=enterprise, on=TODAY, because="work", by=cast.dedi)

    for deed in (a_plan, a_visit, a_technology):
        with pytest.raises(refusals.EnterpriseEnded):
            deed(enterprise, by=cast.budi)
