"""The pages of the assessment, by whoever may and whoever may not."""

import pytest
from django.urls import reverse

from berdaya.casework.actions import assign_worker, hand_in, take_on
from berdaya.casework.actions.intakes import NewIntake
from berdaya.casework.models import CaseRead
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.psychosocial.models import Couple, Kin, KinTie, System
from tests.casework.world import (
    TODAY,
    TOLD,
    VILLAGE,
    a_case,
    a_closed_case,
    let_in,
    taken,
)
from tests.groups.world import a_group
from tests.life.world import rinas
from tests.psychosocial.world import (
    PROBLEM,
    a_result,
    added,
    assessed,
    assessment_pages,
    editions,
    rows,
)

READING = {"case_assessment", "edition_detail", "case_genogram", "case_ecomap"}


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


@pytest.fixture
def pages(cast, case, worker):
    """Each address with its name."""
    life = assessed(cast, case, by=worker) | {"case": case}
    return [
        (name, reverse(name, args=args))
        for name, all_args in assessment_pages(life).items()
        for args in all_args
    ]


def statuses(client, user, pages):
    client.force_login(user)
    return {name: client.get(address).status_code for name, address in pages}


def test_the_worker_opens_every_page(client, pages, worker):
    assert set(statuses(client, worker, pages).values()) == {200}


def test_who_supervises_or_was_let_in_to_read_changes_nothing(
    client, pages, case, supervisor, outsider
):
    let_in(case, outsider, by=supervisor)

    for user in (supervisor, outsider):
        opened = statuses(client, user, pages)
        assert {name for name, status in opened.items() if status == 200} == READING
        assert set(opened.values()) == {200, 404}


def test_to_all_others_no_page_is_there(client, cast, pages, outsider):
    for user in (cast.sari, cast.dedi, cast.rahma, cast.joko, outsider):
        assert set(statuses(client, user, pages).values()) == {404}


def test_every_look_leaves_a_trace(client, pages, case, worker):
    client.force_login(worker)
    before = CaseRead.objects.across_areas(why="test").count()

    for _name, address in pages:
        client.get(address)

    told = CaseRead.objects.across_areas(why="test").filter(case=case)
    assert told.count() == before + len(pages)


def test_the_assessment_is_written_and_read(client, case, worker):
    client.force_login(worker)
    address = f"/kasus/{case.pk}/asesmen/tulis/"
    key = client.get(address).context["form"]["key"].value()

    sent = {"form": PROBLEM, "strengths": "Pandai menjahit", "methods": ["interview"]}
    done = client.post(address, sent | {"after": 0, "key": key})

    assert done.status_code == 302
    page = client.get(done.url).content.decode()
    assert PROBLEM in page
    assert "Pandai menjahit" in page
    assert "Belum ditulis" in page


def test_what_is_written_next_begins_with_the_newest(client, case, worker):
    client.force_login(worker)
    address = f"/kasus/{case.pk}/asesmen/tulis/"
    client.post(address, {"form": PROBLEM, "after": 0, "key": new_key()})

    form = client.get(address).context["form"]

    assert (form["form"].value(), form["after"].value()) == (PROBLEM, 1)


def test_an_empty_assessment_is_refused_in_words(client, case, worker):
    client.force_login(worker)

    page = client.post(f"/kasus/{case.pk}/asesmen/tulis/", {"after": 0, "key": new_key()})

    assert page.status_code == 422
    assert "Tulis sedikitnya satu hal" in page.content.decode()
    assert not editions().exists()


def test_the_recorded_family_fills_the_genogram_by_one_press(client, cast, worker, supervisor):
    families = Person.objects.across_areas(why="test")
    rina = families.get(memberships__family=rinas(cast.sari), name="Rina")
    case = a_case(cast, worker=worker, supervisor=supervisor, subject=rina)
    client.force_login(worker)

    client.post(f"/kasus/{case.pk}/genogram/isi/")

    page = client.get(f"/kasus/{case.pk}/genogram/")
    for name in ("Dadan", "Rina", "Agus", "Siti", "Euis"):
        assert f">{name}</text>" in page.content.decode()
    assert "<title>Genogram Rina</title>" in page.content.decode()


def test_a_child_is_added_beside_its_mother(client, case, worker):
    mother = added(case, "index", by=worker, name="Murniati", sex="female")
    partner = added(case, "partner", mother, by=worker, name="Wagiman")
    client.force_login(worker)
    sent = {"name": "Dodi <b>", "sex": "male", "born": 2010, "descent": "birth"}

    done = client.post(
        f"/kasus-kerabat/{mother.pk}/tambah/anak/",
        sent | {"other": str(partner.pk), "key": new_key()},
    )

    assert done.status_code == 302
    page = client.get(done.url).content.decode()
    assert "Dodi &lt;b&gt;" in page
    assert "Anak dari Wagiman" in page


@pytest.mark.parametrize("year", ["1066", "2999", "dulu"])
def test_a_year_that_cannot_be_is_refused_in_words(client, case, worker, year):
    client.force_login(worker)
    sent = {"name": "Murniati", "sex": "female", "born": year, "key": new_key()}

    page = client.post(f"/kasus/{case.pk}/genogram/klien/", sent)

    assert page.status_code == 422
    assert not rows(Kin).exists()


def test_two_are_related_and_the_relation_is_taken_off(client, case, worker):
    one = added(case, "index", by=worker, name="Murniati", sex="female")
    other = added(case, "partner", one, by=worker, name="Wagiman")
    client.force_login(worker)
    address = f"/kasus/{case.pk}/genogram/hubungan/"

    same = client.post(address, {"one": one.pk, "what": "tie:close", "other": one.pk})
    client.post(address, {"one": one.pk, "what": "tie:cut-off", "other": other.pk})

    assert same.status_code == 422
    tie = rows(KinTie).get()
    assert (
        "Putus hubungan dengan Wagiman"
        in client.get(f"/kasus/{case.pk}/genogram/").content.decode()
    )
    client.post(f"/kasus-hubungan/hubungan/{tie.pk}/lepas/")
    assert not rows(KinTie).exists()
    assert client.post(f"/kasus-hubungan/apa-saja/{tie.pk}/lepas/").status_code == 404


def test_a_divorce_is_noted(client, case, worker):
    one = added(case, "index", by=worker, name="Murniati", sex="female")
    added(case, "partner", one, by=worker, name="Wagiman", since=2004)
    client.force_login(worker)
    sent = {"kind": "married", "since": 2004, "end": "divorced", "until": 2019}

    client.post(f"/kasus-pasangan/{rows(Couple).get().pk}/", sent | {"key": new_key()})

    assert "m 2004 · c 2019" in client.get(f"/kasus/{case.pk}/genogram/").content.decode()


def test_a_button_that_is_refused_says_why(client, case, worker):
    index = added(case, "index", by=worker)
    client.force_login(worker)

    page = client.post(f"/kasus-kerabat/{index.pk}/lepas/", follow=True)

    assert "tetap berada dalam genogram" in page.content.decode()


def test_a_system_is_added_changed_and_taken_off(client, case, worker):
    client.force_login(worker)
    sent = {
        "name": "Rentenir",
        "strength": "strong",
        "flow": "from-client",
        "is_stressful": "on",
    }

    client.post(f"/kasus/{case.pk}/ekomap/tambah/", sent | {"key": new_key()})
    first = rows(System).get()
    client.post(f"/kasus-sistem/{first.pk}/", sent | {"name": "Koperasi", "key": new_key()})

    page = client.get(f"/kasus/{case.pk}/ekomap/").content.decode()
    assert "penuh tekanan" in page
    assert "Rentenir" not in page
    client.post(f"/kasus-sistem/{rows(System).get().pk}/lepas/")
    assert not rows(System).exists()
    assert client.get(f"/kasus-sistem/{first.pk}/").status_code == 404


def test_the_client_is_asked_and_a_result_is_chosen(client, cast, case, worker):
    result = a_result(cast, case)
    client.force_login(worker)

    page = client.get(f"/kasus/{case.pk}/asesmen/").content.decode()
    assert f"/orang/{case.person_id}/pendataan/independence-levels/" in page
    assert (
        client.get(f"/orang/{case.person_id}/pendataan/independence-levels/").status_code == 200
    )
    client.post(f"/kasus/{case.pk}/asesmen/hasil/{result.pk}/")

    page = client.get(f"/kasus/{case.pk}/asesmen/").content.decode()
    assert f"/hasil/{result.pk}/" in page
    assert "Empat ciri kemandirian" in page
    assert "Keluarkan" in page


def test_a_closed_case_is_only_read(client, cast, worker, supervisor):
    case = a_closed_case(cast, worker=worker, supervisor=supervisor, name="Kartini Dua")
    client.force_login(worker)

    page = client.get(f"/kasus/{case.pk}/genogram/").content.decode()
    sent = {"name": "Masjid", "strength": "weak", "flow": "none", "key": new_key()}
    refused = client.post(f"/kasus/{case.pk}/ekomap/tambah/", sent)

    assert "Mulai dari klien" not in page
    assert refused.status_code == 422
    assert not rows(System).exists()


def test_of_groups_and_communities_no_kin_are_asked_and_what_is_not_asked_is_said(
    client, cast, worker, supervisor
):
    group = a_group(cast.dedi)
    asked = hand_in(
        intake=NewIntake(new_key(), TOLD, area=VILLAGE, community="Warga tepi sungai"),
        by=cast.sari,
    )
    community = take_on(intake=asked, taken=taken(), by=supervisor)
    said = {
        a_case(cast, worker=worker, supervisor=supervisor, subject=group): "Kelompok belum",
        assign_worker(
            case=community, worker=worker, on=TODAY, by=supervisor
        ): "tidak ada yang menanyai seluruh warga",
    }
    client.force_login(worker)
    for case, words in said.items():
        page = client.get(reverse("case_assessment", args=[case.pk])).content.decode()
        assert words in page
        assert "Silsilah" not in page
        assert reverse("case_genogram", args=[case.pk]) not in page
