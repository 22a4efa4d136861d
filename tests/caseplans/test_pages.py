"""The pages of a plan, by whoever may and whoever may not."""

import pytest
from django.urls import reverse

from berdaya.caseplans.models import Practice
from berdaya.casework.models import CaseRead
from tests.caseplans.world import (
    FOCUS,
    SYSTEMS,
    a_plan,
    a_task,
    agreed,
    goals,
    plan_life,
    plan_pages,
    plans,
    practices,
    replanned,
    tasks,
)
from tests.casework.world import SECRET, TODAY, a_case_in_stage, again, let_in

DAY = f"{TODAY:%d-%m-%Y}"
GOAL = {
    "kind": "result",
    "what": "Keluar rumah",
    "indicator": "Hari keluar rumah",
    "expected": "Tiga hari",
    "more": "Lima hari",
    "much_more": "Setiap hari",
    "less": "Sehari",
    "much_less": "Tidak keluar",
    "baseline": "-1",
    "weight": "2",
}


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor)


@pytest.fixture
def life(case, worker):
    return plan_life(case, by=worker)


def sent(client, address, /, **answers):
    """A form filled in as it came, with its key."""
    page = client.get(address)
    form = page.context["form"]
    keys = {"key": form["key"].value()} if "key" in form.fields else {}
    return client.post(address, keys | answers)


def test_every_page_opens_to_the_worker_and_leaves_a_trace(client, case, life, worker):
    client.force_login(worker)

    for name, [args] in plan_pages(life).items():
        before = CaseRead.objects.across_areas(why="test").count()
        assert client.get(reverse(name, args=args)).status_code == 200, name
        read = CaseRead.objects.across_areas(why="test").latest("at")
        assert (read.by, read.page) == (worker, "case_plan")
        assert CaseRead.objects.across_areas(why="test").count() == before + 1


def test_the_supervisor_and_who_was_let_in_read_and_change_nothing(
    client, case, life, supervisor, outsider
):
    let_in(case, outsider, by=supervisor)
    readable = {"case_plan", "plan_detail", "case_task"}

    for reader in (supervisor, outsider):
        client.force_login(reader)
        for name, [args] in plan_pages(life).items():
            expected = 200 if name in readable else 404
            assert client.get(reverse(name, args=args)).status_code == expected, name
        page = client.get(reverse("case_plan", args=[case.pk])).content.decode()
        assert "Tetapkan tujuan" not in page
        assert client.post(life["case_task"].get_absolute_url(), {}).status_code == 200

    assert practices().count() == 4


def test_nobody_else_learns_that_there_is_a_plan(client, cast, case, life, outsider):
    for stranger in (outsider, cast.sari, cast.dedi, cast.admin):
        client.force_login(stranger)
        for name, [args] in plan_pages(life).items():
            answer = client.get(reverse(name, args=args))
            assert answer.status_code == 404, name
            assert SECRET not in answer.content.decode()
        assert client.post(reverse("goal_remove", args=[life["goal"].pk])).status_code == 404
        undo = reverse("case_practice_undo", args=[life["practice"].pk])
        assert client.post(undo).status_code == 404

    assert goals().count() == 2
    assert not Practice.objects.across_areas(why="t").exclude(taken_back_at=None).exists()


def test_the_worker_plans_from_the_first_form_to_the_agreement(client, case, worker):
    client.force_login(worker)
    home = reverse("case_plan", args=[case.pk])
    assert "Mulai rencana" in client.get(home).content.decode()

    begun = sent(client, f"{home}baru/", focus=FOCUS, setting="micro")
    assert begun.url == home
    plan = plans().get()
    of = f"/kasus-rencana/{plan.pk}"
    assert "Uraikan" in client.get(home).content.decode()
    sent(client, f"{of}/isi/", focus=FOCUS, setting="micro", **SYSTEMS)
    sent(client, f"{of}/tujuan/", **GOAL)
    sent(client, f"{of}/tujuan/", **GOAL | {"kind": "process"})
    unfinished = sent(client, f"{of}/setuju/", on=DAY, how="spoken", who="Murniati")
    assert unfinished.status_code == 422
    assert "Susun sedikitnya satu kegiatan" in unfinished.content.decode()
    activity = {"what": "Belanja", "who": "Murniati", "how": "Bersama", "starts_on": DAY}
    sent(client, f"{of}/kegiatan/", **activity, strategy="guidance", goal="")
    done = sent(client, f"{of}/setuju/", on=DAY, how="spoken", who="Murniati")

    assert done.url == home
    page = client.get(home).content.decode()
    assert "Disepakati dengan klien pada" in page
    assert "Tetapkan tujuan" not in page


def test_the_second_press_of_a_form_sets_one_goal(client, case, worker):
    plan = a_plan(case, by=worker)
    client.force_login(worker)
    address = f"/kasus-rencana/{plan.pk}/tujuan/"
    key = client.get(address).context["form"]["key"].value()

    for _press in range(2):
        assert client.post(address, GOAL | {"key": key}).status_code == 302

    assert goals().get().weight == 2


def test_a_level_left_out_is_asked_for_and_nothing_is_written(client, case, worker):
    plan = a_plan(case, by=worker)
    client.force_login(worker)

    answer = sent(client, f"/kasus-rencana/{plan.pk}/tujuan/", **GOAL | {"expected": " "})

    assert answer.status_code == 422
    assert not goals().exists()


def test_a_goal_is_changed_and_taken_out_by_its_buttons(client, life, worker):
    client.force_login(worker)
    address = reverse("goal_change", args=[life["goal"].pk])
    assert (
        client.get(address).context["form"]["expected"].value() == "Keluar tiga hari seminggu"
    )

    sent(client, address, **GOAL)
    assert again(life["goal"]).what == "Keluar rumah"

    client.post(reverse("goal_remove", args=[life["goal"].pk]))
    assert goals().count() == 1


def test_a_try_is_noted_with_three_taps_and_taken_back(client, case, worker):
    task = a_task(case, by=worker)
    client.force_login(worker)

    done = sent(client, task.get_absolute_url(), outcome="with-help", on=DAY, note="Malu dulu")
    assert done.url == task.get_absolute_url()
    page = client.get(task.get_absolute_url()).content.decode()
    assert "Malu dulu" in page
    assert "Kurangi bantuan" in page
    client.post(reverse("case_practice_undo", args=[practices().get().pk]))

    assert "Belum dilatih" in client.get(task.get_absolute_url()).content.decode()


def test_a_task_is_given_and_ended_by_its_forms(client, case, worker):
    client.force_login(worker)

    sent(
        client,
        reverse("case_task_new", args=[case.pk]),
        what="Menyapa tetangga",
        difficulty="1",
        ages=["adult", "elder"],
    )
    task = tasks().get()
    sent(client, reverse("case_task_end", args=[task.pk]), end="mastered", on=DAY)

    assert (again(task).ages, again(task).end) == (["adult", "elder"], "mastered")
    assert "Sudah bisa" in client.get(task.get_absolute_url()).content.decode()


def test_an_older_version_can_be_read_beside_the_new_one(client, case, life, worker):
    old = life["case_plan"]
    agreed(old, by=worker)
    case = replanned(case, by=worker)
    client.force_login(worker)
    home = reverse("case_plan", args=[case.pk])

    without = sent(client, f"{home}baru/", focus=FOCUS, setting="mezzo")
    assert without.status_code == 422
    sent(client, f"{home}baru/", focus=FOCUS, setting="mezzo", reason="Kakaknya ikut")

    assert "Kakaknya ikut" in client.get(home).content.decode()
    read = client.get(old.get_absolute_url()).content.decode()
    assert "Versi 1, seperti waktu itu" in read
    assert "Disepakati dengan klien pada" in read


def test_a_reason_that_the_verb_refuses_is_said_on_the_page(client, case, worker):
    plan = a_plan(case, by=worker)
    client.force_login(worker)

    wrong = sent(
        client,
        f"/kasus-rencana/{plan.pk}/kegiatan/",
        what="Belanja",
        who="Murniati",
        how="Bersama",
        starts_on=DAY,
        ends_on="01-01-2020",
        strategy="guidance",
        goal="",
    )

    assert wrong.status_code == 422
    assert "Hari terakhir mendahului hari pertama" in wrong.content.decode()
