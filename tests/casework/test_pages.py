"""The pages of cases, by whoever may and whoever may not."""

import pytest
from django.urls import reverse

from berdaya.casework.actions.stages import close_case
from berdaya.casework.models import CaseRead, GlassBreak
from tests.casework.world import (
    SECRET,
    TODAY,
    a_case,
    a_case_in_stage,
    a_client,
    a_contract,
    again,
    an_intake,
    case_pages,
    cases,
    casework_life,
    intakes,
    let_in,
    wants_no_more,
)
from tests.groups.world import a_group

FACTS = {"told": "Ia tidak makan sejak dua hari.", "client_knows": "yes", "contact": ""}


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def test_every_page_of_a_case_opens_to_those_who_hold_it(client, cast, worker):
    life = casework_life(cast)
    supervisor = life["case"].supervisor
    for name, all_args in case_pages(life, a_group(cast.dedi)).items():
        opened = []
        for user in (supervisor, worker, cast.dedi):
            client.force_login(user)
            opened += [client.get(reverse(name, args=args)).status_code for args in all_args]
        assert 200 in opened, name


def test_a_volunteer_hands_in_and_reads_no_further(client, cast, supervisor):
    person = a_client(cast.sari)
    client.force_login(cast.sari)
    page = client.get(f"/kasus/minta/orang/{person.pk}/")

    sent = FACTS | {"signs": ["danger-now"], "key": page.context["form"]["key"].value()}
    done = client.post(f"/kasus/minta/orang/{person.pk}/", sent)

    intake = intakes().get()
    assert done.status_code == 200
    assert "112" in done.content.decode()
    assert (intake.urgency, intake.by) == (1, cast.sari)
    assert client.get(f"/kasus/masuk/{intake.pk}/").status_code == 404
    assert client.get("/kasus/masuk/").status_code == 404


def test_the_second_press_hands_in_once(client, cast):
    person = a_client(cast.sari)
    client.force_login(cast.sari)
    page = client.get(f"/kasus/minta/orang/{person.pk}/")
    sent = FACTS | {"key": page.context["form"]["key"].value()}

    for _press in range(2):
        assert client.post(f"/kasus/minta/orang/{person.pk}/", sent).status_code == 200

    assert intakes().count() == 1


def test_what_is_missing_is_said_and_nothing_is_handed_in(client, cast):
    person = a_client(cast.sari)
    client.force_login(cast.sari)

    answer = client.post(f"/kasus/minta/orang/{person.pk}/", {"told": "x"})

    assert answer.status_code == 422
    assert not intakes().exists()


def test_the_supervisor_takes_on_and_assigns_by_load(client, cast, worker, supervisor, case):
    other = a_client(cast.sari, "Rohayati")
    intake = an_intake(cast.sari, other)
    client.force_login(supervisor)

    taken = client.post(
        f"/kasus/masuk/{intake.pk}/terima/",
        {"field": "women", "functions": ["curative"], "setting": "micro"},
        follow=True,
    )
    made = cases().get(person=other)

    assert f"{worker}: 1 kasus" in taken.content.decode()
    client.post(f"/kasus/{made.pk}/tugaskan/", {"to": worker.pk, "on": made.opened_on})
    assert again(made).worker == worker


def test_a_supervisor_declines_with_a_reason(client, cast, supervisor):
    intake = an_intake(cast.sari, a_client(cast.sari))
    client.force_login(supervisor)

    assert client.post(f"/kasus/masuk/{intake.pk}/tolak/", {"reason": ""}).status_code == 422
    client.post(f"/kasus/masuk/{intake.pk}/tolak/", {"reason": "Sudah dibantu puskesmas"})

    assert again(intake).state == "declined"


def test_each_page_of_a_case_leaves_a_trace_that_the_client_may_ask_for(
    client, case, worker, supervisor
):
    client.force_login(worker)
    client.get(f"/kasus/{case.pk}/")
    client.force_login(supervisor)
    page = client.get(f"/kasus/{case.pk}/pembaca/").content.decode()

    rows = CaseRead.objects.across_areas(why="test").order_by("at")
    assert [(it.by, it.page, it.by_right) for it in rows] == [
        (worker, "case_detail", "worker"),
        (supervisor, "case_reads", "supervisor"),
    ]
    assert "Bu Ani" in page
    assert "Menangani kasus" in page


def test_role_and_area_alone_open_nothing(client, case, outsider):
    client.force_login(outsider)

    for path in ("", "orang/", "pembaca/", "akses/baru/"):
        assert client.get(f"/kasus/{case.pk}/{path}").status_code == 404
    assert SECRET not in client.get("/kasus/").content.decode()
    assert SECRET not in client.get("/kasus/?q=murni").content.decode()
    assert not CaseRead.objects.across_areas(why="test").exists()


def test_whoever_is_let_in_reads_and_writes_nothing_and_is_let_out(
    client, case, worker, outsider
):
    access = let_in(case, outsider, by=worker)
    client.force_login(outsider)
    assert client.get(f"/kasus/{case.pk}/").status_code == 200
    assert client.get(f"/kasus/{case.pk}/orang/").status_code == 404

    client.force_login(worker)
    client.post(f"/kasus-akses/{access.pk}/akhiri/")
    client.force_login(outsider)

    assert client.get(f"/kasus/{case.pk}/").status_code == 404


def test_the_glass_opens_a_case_for_hours_with_notice(client, case, supervisor, outsider):
    client.force_login(outsider)
    page = client.get(f"/kasus/darurat/orang/{case.person_id}/")
    sent = {"reason": "x", "key": page.context["form"]["key"].value()}
    assert client.post(f"/kasus/darurat/orang/{case.person_id}/", sent).status_code == 422

    sent["reason"] = "Ia ditemukan pingsan dan keluarganya tidak ada"
    client.post(f"/kasus/darurat/orang/{case.person_id}/", sent)

    assert client.get(f"/kasus/{case.pk}/").status_code == 200
    client.force_login(supervisor)
    assert "Pak Gilang membuka" in client.get("/kasus/").content.decode()
    glass = GlassBreak.objects.across_areas(why="test").get()
    client.post(f"/kasus-darurat/{glass.pk}/jawab/", {"verdict": "Benar, memang darurat"})
    assert again(glass).verdict == "Benar, memang darurat"


def test_where_there_is_no_case_the_glass_says_so_and_the_try_is_noted(client, cast, outsider):
    person = a_client(cast.sari)
    client.force_login(outsider)
    page = client.get(f"/kasus/darurat/orang/{person.pk}/")
    sent = {"reason": "Dikira ada kasusnya di kantor ini"}

    client.post(
        f"/kasus/darurat/orang/{person.pk}/",
        sent | {"key": page.context["form"]["key"].value()},
    )

    assert GlassBreak.objects.across_areas(why="test").get().case is None


def test_a_case_passes_on_with_a_reason_and_who_had_it_sees_it_no_more(
    client, case, worker, supervisor, outsider
):
    client.force_login(supervisor)
    client.post(
        f"/kasus/{case.pk}/alihkan/pekerja/",
        {"to": outsider.pk, "on": case.opened_on, "reason": "Bu Ani pindah tugas"},
    )

    assert again(case).worker == outsider
    client.force_login(worker)
    assert client.get(f"/kasus/{case.pk}/").status_code == 404


def test_a_closed_case_is_opened_again(client, cast, worker, supervisor):
    case = a_case_in_stage(cast, 6, worker=worker, supervisor=supervisor)
    a_contract(case)
    case = close_case(case=again(case), on=TODAY, by=worker)
    client.force_login(supervisor)

    client.post(
        f"/kasus/{case.pk}/buka-lagi/",
        {"to": "2", "reason": "Suaminya kembali", "on": case.closed_on},
    )

    found = again(case)
    assert (found.state, found.stage, found.worker, found.closed_on) == (
        "open",
        2,
        worker,
        None,
    )


def test_a_form_says_beforehand_that_the_client_wants_no_more(client, case, worker, supervisor):
    client.force_login(supervisor)
    address = reverse("access_new", args=[case.pk])
    before = client.get(address).content.decode()

    wants_no_more(case)
    after = client.get(address).content.decode()

    said = "Klien tidak mau lagi"
    assert said not in before
    assert said in after


def test_where_nobody_else_supervises_the_page_says_whom_to_ask(client, case, supervisor):
    client.force_login(supervisor)

    page = client.get(reverse("case_hand_over", args=[case.pk])).content.decode()

    assert "Minta pengelola sistem" in page
    assert "Simpan" not in page
