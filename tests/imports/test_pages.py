"""The pages for files: who may see and send, and what a page asks of the database."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.imports.actions import carry_out
from berdaya.imports.models import Upload
from berdaya.keys import new_key
from tests.imports.test_taking_in import CHILD, DAMAGED, HEAD, OTHER, SAMPLES, check, file_of

MOST_QUERIES = 15


@pytest.fixture
def upload(cast):
    return check(cast, file_of(HEAD, CHILD, DAMAGED))


def sent(cast, content, name="daftar.csv"):
    return {
        "file": SimpleUploadedFile(name, content),
        "area": cast.village.pk,
        "surveyed_on": "2026-11-01",
        "kind": "",
        "key": new_key(),
    }


def test_the_secretary_sends_a_file_and_sees_what_it_would_bring(cast, client):
    client.force_login(cast.tuti)

    page = client.post("/berkas/", sent(cast, file_of(HEAD, CHILD, OTHER)), follow=True)

    assert page.status_code == 200
    assert "Belum ada yang masuk" in page.content.decode()


def test_district_staff_see_files_and_may_not_send_or_take_in(cast, client, upload):
    client.force_login(cast.rahma)

    page = client.get("/berkas/")
    refused = client.post("/berkas/", sent(cast, file_of(OTHER)))
    client.post(f"/berkas/{upload.pk}/masukkan/", {"only_good": "yes"})

    assert b'type="file"' not in page.content
    assert refused.status_code == 404
    assert b"masukkan/" not in client.get(f"/berkas/{upload.pk}/").content
    assert Upload.objects.across_areas(why="test").get().state == Upload.State.CHECKED


@pytest.mark.parametrize("ending", ["", "masukkan/", "perbaiki.xlsx"])
def test_a_file_of_another_village_is_nowhere_to_be_found(cast, client, upload, ending):
    client.force_login(cast.joko)
    send = client.post if ending == "masukkan/" else client.get

    assert send(f"/berkas/{upload.pk}/{ending}").status_code == 404


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*sintetis.*")))
def test_pages_ask_few_questions_whatever_the_file(
    cast, client, name, django_assert_max_num_queries
):
    upload = check(cast, (SAMPLES / name).read_bytes(), filename=name)
    client.force_login(cast.tuti)

    for path in ("/berkas/", f"/berkas/{upload.pk}/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(path).status_code == 200


def test_the_rows_to_mend_are_fetched_as_a_spreadsheet(cast, client, upload):
    carry_out(upload=upload, only_good=True, by=cast.tuti)
    client.force_login(cast.tuti)

    answer = client.get(f"/berkas/{upload.pk}/perbaiki.xlsx")

    assert answer.content.startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]


def test_a_file_without_anything_to_mend_has_no_such_file(cast, client):
    whole = check(cast, file_of(HEAD, CHILD))
    client.force_login(cast.tuti)

    assert client.get(f"/berkas/{whole.pk}/perbaiki.xlsx").status_code == 404
