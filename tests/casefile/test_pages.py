"""The pages of the case file, by whoever may and whoever may not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berdaya.casefile import models
from berdaya.casework.models import CaseRead
from tests.casefile.world import a_whole_case, file_life, file_pages, notes, printed, prints
from tests.casework.world import SECRET, a_case, let_in
from tests.contacts.world import a_note


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


@pytest.fixture
def life(case, worker):
    return file_life(case, by=worker)


def sent(client, case, version="full", /, **answers):
    address = reverse("case_file", args=[case.pk]) + f"?versi={version}"
    form = client.get(address).context["form"]
    told = {"key": form["key"].value(), "parts": ["identity"], "language": "id", "size": "a4"}
    return client.post(address, told | {"for_whom": "Bu Hesti"} | answers)


def test_from_the_form_to_the_file_with_a_trace_of_each_step(client, case, worker):
    client.force_login(worker)

    made = sent(client, case, reason="supervision")
    assert made.status_code == 302
    page = client.get(made.url)
    file = client.get(reverse("case_print_file", args=[prints().get().pk]))

    assert "Berkas siap" in page.content.decode()
    assert file.content.startswith(b"%PDF")
    assert file.headers["Cache-Control"] == "no-store"
    assert SECRET not in file.headers["Content-Disposition"]
    seen = CaseRead.objects.across_areas(why="test").of(case).values_list("page", flat=True)
    assert {"case_file", "case_print", "case_print_file"} <= set(seen)
    listed = client.get(reverse("case_file", args=[case.pk])).content.decode()
    assert prints().get().number in listed


def test_what_is_missing_is_said_beside_the_question(client, case, worker):
    client.force_login(worker)

    bare = sent(client, case, reason="", for_whom="", parts=[])
    wrong = sent(client, case, "client", reason="client", parts=["notes"])

    assert (bare.status_code, wrong.status_code) == (422, 422)
    assert set(bare.context["form"].errors) == {"reason", "for_whom", "parts"}
    assert not prints().exists()


def test_private_notes_are_asked_about_only_where_one_has_some(
    client, case, worker, supervisor
):
    a_note(case, is_private=True)
    address = reverse("case_file", args=[case.pk])

    client.force_login(worker)
    assert "own_notes" in client.get(address).context["form"].fields
    assert "own_notes" not in client.get(address + "?versi=masked").context["form"].fields
    client.force_login(supervisor)
    assert "own_notes" not in client.get(address).context["form"].fields
    assert notes().filter(is_private=True).exists()


def test_whoever_was_let_in_to_read_sees_the_list_and_takes_nothing_out(
    client, case, life, outsider, supervisor
):
    let_in(case, outsider, by=supervisor)
    client.force_login(outsider)
    address = reverse("case_file", args=[case.pk])

    page = client.get(address)
    assert page.status_code == 200
    assert "Buat berkas" not in page.content.decode()
    assert client.post(address, {"reason": "supervision"}).status_code == 404
    for name in ("case_print", "case_print_file"):
        assert client.get(reverse(name, args=[life["print"].pk])).status_code == 404


def test_a_print_opens_to_its_maker_alone_and_for_an_hour(
    client, case, life, worker, supervisor, monkeypatch
):
    addresses = [
        reverse(it, args=[life["print"].pk]) for it in ("case_print", "case_print_file")
    ]

    client.force_login(supervisor)
    assert [client.get(it).status_code for it in addresses] == [404, 404]
    client.force_login(worker)
    assert [client.get(it).status_code for it in addresses] == [200, 200]
    monkeypatch.setattr(models, "FETCHED_WITHIN", timedelta(0))
    page, file = (client.get(it) for it in addresses)
    assert "tidak dapat diambil lagi" in page.content.decode()
    assert file.status_code == 404


def test_nobody_else_learns_of_it(client, cast, case, life, outsider):
    for stranger in (outsider, cast.sari, cast.admin):
        client.force_login(stranger)
        for name, [args] in file_pages(life, case).items():
            assert client.get(reverse(name, args=args)).status_code == 404, name


def test_no_other_version_is_known(client, case, worker):
    client.force_login(worker)

    assert client.get(reverse("case_file", args=[case.pk]) + "?versi=x").status_code == 404


@pytest.mark.parametrize("version", ["full", "masked"])
def test_the_file_asks_as_often_for_a_long_case_as_for_a_short_one(
    client, cast, worker, supervisor, version
):
    case = a_whole_case(cast, worker=worker, supervisor=supervisor)
    made = printed(case, by=worker, version=version)
    address = reverse("case_print_file", args=[made.pk])
    client.force_login(worker)
    client.get(address)

    with CaptureQueriesContext(connection) as first:
        client.get(address)
    for number in range(12):
        a_note(case, text=f"Catatan {number}")
        printed(case, by=worker, version=version)
    with CaptureQueriesContext(connection) as second:
        client.get(address)

    assert len(second) == len(first)
