"""Survey pages: who may open them, and what they keep."""

import pytest
from django.utils import timezone

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, keep_draft, record_assessment
from berdaya.surveys.models import Assessment, Draft

KS = "keluarga-sejahtera"
ANSWERS = {f"ks{n:02}": int(n != 2) for n in range(1, 22)}


@pytest.fixture
def family(cast):
    return rina_family(cast)


@pytest.fixture
def draft(cast, family):
    return keep_draft(
        family=family, instrument=KS, answers={}, conducted_on=timezone.localdate(), by=cast.sari
    )


@pytest.fixture
def done(cast, family):
    entry = NewAssessment(new_key(), family, ANSWERS, timezone.localdate())
    return record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)


def pages(family, draft, done):
    return [
        f"/keluarga/{family.pk}/pendataan/{KS}/",
        f"/pendataan/{draft.pk}/1/",
        f"/pendataan/{draft.pk}/periksa/",
        f"/hasil/{done.pk}/",
        f"/hasil/{done.pk}/lembar/",
    ]


def test_the_volunteer_opens_every_page(client, cast, family, draft, done):
    client.force_login(cast.sari)
    assert [client.get(page).status_code for page in pages(family, draft, done)] == [200] * 5


def test_a_volunteer_elsewhere_finds_none_of_them(client, cast, family, draft, done):
    client.force_login(cast.joko)
    assert [client.get(page).status_code for page in pages(family, draft, done)] == [404] * 5


def test_a_draft_is_its_authors_alone(client, cast, family, draft, done):
    client.force_login(cast.tuti)
    statuses = [client.get(page).status_code for page in pages(family, draft, done)]
    assert statuses == [200, 404, 404, 200, 200]


def test_district_staff_read_results_and_survey_nobody(client, cast, family, draft, done):
    client.force_login(cast.rahma)
    assert client.get(f"/hasil/{done.pk}/").status_code == 200
    assert client.get(f"/keluarga/{family.pk}/pendataan/{KS}/").status_code == 404
    assert client.post(f"/hasil/{done.pk}/perbaiki/").status_code == 404


def test_an_unknown_questionnaire_or_page_is_not_found(client, cast, family, draft):
    client.force_login(cast.sari)
    assert client.get(f"/keluarga/{family.pk}/pendataan/tidak-ada/").status_code == 404
    assert client.get(f"/pendataan/{draft.pk}/9/").status_code == 404


def test_every_button_keeps_what_was_answered(client, cast, draft):
    client.force_login(cast.sari)
    client.post(f"/pendataan/{draft.pk}/1/", {"ks01": "1"})
    client.post(f"/pendataan/{draft.pk}/1/", {"ks01": "0", "later": "yes"})

    assert Draft.objects.get().answers["ks01"] == 0


def test_an_answer_that_is_none_is_said_and_not_kept(client, cast, draft):
    client.force_login(cast.sari)

    answer = client.post(f"/pendataan/{draft.pk}/1/", {"ks01": "7"})

    assert answer.status_code == 422
    assert Draft.objects.get().answers == {}


def test_recording_twice_from_one_draft_records_once(client, cast, draft):
    client.force_login(cast.sari)
    first = client.post(f"/pendataan/{draft.pk}/periksa/", {"confirm": "yes"})

    second = client.post(f"/pendataan/{draft.pk}/periksa/", {"confirm": "yes"})

    assert first.status_code == 302
    assert second.url == first.url
    assert Assessment.objects.across_areas(why="test").count() == 1


def test_questions_stand_in_english_too(client, cast, draft):
    client.force_login(cast.sari)
    client.cookies["django_language"] = "en"

    page = client.get(f"/pendataan/{draft.pk}/1/").content.decode()

    assert "two or more times a day" in page
    assert "How to judge" in page
