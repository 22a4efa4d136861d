"""Survey pages: who may open them, and what they keep."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import register_family
from berdaya.people.models import Door, Family
from berdaya.surveys.actions import NewAssessment, keep_draft, record_assessment
from berdaya.surveys.models import Assessment, Draft
from tests.people.test_registering import family as new_family
from tests.people.test_registering import member

KS = "keluarga-sejahtera"
ANSWERS = {f"ks{n:02}": int(n != 2) for n in range(1, 22)}


@pytest.fixture
def family(cast):
    return rina_family(cast)


@pytest.fixture
def draft(cast, family):
    return keep_draft(
        family=family,
        instrument=KS,
        answers={},
        conducted_on=timezone.localdate(),
        by=cast.sari,
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


def test_no_page_asks_the_database_more_than_fifteen_times(
    client, cast, family, draft, done, django_assert_max_num_queries
):
    earlier = timezone.localdate() - timedelta(days=300)
    for day in (earlier, timezone.localdate()):
        told = {"instrument": KS, "door": Door.WEB, "by": cast.sari}
        entry = NewAssessment(new_key(), family, ANSWERS, day)
        newest = record_assessment(entry=entry, **told)
    again = NewAssessment(new_key(), family, ANSWERS, timezone.localdate())
    newest = record_assessment(entry=again, replaces=newest, reason="salah", **told)
    client.force_login(cast.sari)
    for page in pages(family, draft, newest):
        with django_assert_max_num_queries(15):
            client.get(page)


def test_going_back_after_recording_leads_to_the_result(client, cast, draft):
    client.force_login(cast.sari)
    result = client.post(f"/pendataan/{draft.pk}/periksa/", {"confirm": "yes"}).url

    assert client.get(f"/pendataan/{draft.pk}/1/").url == result
    assert client.post(f"/pendataan/{draft.pk}/1/", {"ks01": "1"}).url == result


def test_the_day_of_a_visit_can_be_changed_and_the_answers_stay(client, cast, family, draft):
    client.force_login(cast.sari)
    client.post(f"/pendataan/{draft.pk}/1/", {"ks01": "1"})

    client.post(f"/keluarga/{family.pk}/pendataan/{KS}/", {"conducted_on": "2-1-2026"})

    kept = Draft.objects.get()
    assert (kept.pk, kept.conducted_on, kept.answers["ks01"]) == (draft.pk, date(2026, 1, 2), 1)


def test_a_day_that_has_not_come_is_refused_where_it_was_typed(client, cast, family):
    client.force_login(cast.sari)

    answer = client.post(f"/keluarga/{family.pk}/pendataan/{KS}/", {"conducted_on": "1-1-2126"})

    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_a_correction_begins_with_the_answers_given_and_needs_a_reason(client, cast, done):
    client.force_login(cast.sari)
    client.post(f"/hasil/{done.pk}/perbaiki/")
    draft = Draft.objects.get()
    assert draft.answers == done.answers

    review = f"/pendataan/{draft.pk}/periksa/"
    assert client.post(review, {"confirm": "yes"}).status_code == 422
    client.post(review, {"confirm": "yes", "reason": "salah dengar"})

    right = Assessment.objects.across_areas(why="test").get(replaces=done)
    assert (right.pk, right.reason) == (draft.pk, "salah dengar")
    # who comes to the old one, is shown the way to the new one
    assert f"/hasil/{right.pk}/" in client.get(f"/hasil/{done.pk}/").content.decode()
    assert client.post(f"/hasil/{done.pk}/perbaiki/").url == f"/hasil/{right.pk}/"
    assert not Draft.objects.exists()


def test_a_correction_throws_no_unfinished_survey_away(client, cast, family, draft, done):
    client.force_login(cast.sari)

    answer = client.post(f"/hasil/{done.pk}/perbaiki/")

    assert answer.url == f"/keluarga/{family.pk}/pendataan/{KS}/"
    assert Draft.objects.get() == draft


def test_the_last_look_leads_to_each_question_left_blank(client, cast, draft):
    client.force_login(cast.sari)
    given = {f"ks{n:02}": "1" for n in range(1, 7) if n != 4}
    client.post(f"/pendataan/{draft.pk}/1/", given)

    page = client.get(f"/pendataan/{draft.pk}/periksa/").content.decode()

    assert f'href="/pendataan/{draft.pk}/1/#ks04"' in page
    assert f'href="/pendataan/{draft.pk}/1/#ks03"' not in page


def test_what_did_not_apply_is_said_with_the_reason_of_that_day(client, cast):
    widow = member("Karsih", birth_date=date(1950, 1, 1), marital="widowed")
    alone = register_family(family=new_family(widow), door=Door.WEB, by=cast.sari)
    entry = NewAssessment(new_key(), alone, ANSWERS, timezone.localdate())
    done = record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)
    client.force_login(cast.sari)

    page = client.get(f"/hasil/{done.pk}/").content.decode()

    assert "Tidak ada anak umur 7" in page


def test_whoever_cares_for_a_family_now_sees_what_was_before(client, cast, done, family):
    Family.objects.across_areas(why="test").filter(pk=family.pk).update(area=cast.elsewhere)
    client.force_login(cast.joko)

    assert client.get(f"/hasil/{done.pk}/").status_code == 200
