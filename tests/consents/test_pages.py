"""Families are told, asked with one tap, and may change their mind on any page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from berdaya.consents.models import Consent
from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment, record_assessments
from berdaya.surveys.answers import FamilyDoesNotWant
from berdaya.surveys.models import Assessment, Draft
from tests.consents.test_answers import Act, kept, members, said

KS = "keluarga-sejahtera"
ALL_YES = {f"ks{n:02}": 1 for n in range(1, 22)}
TODAY = timezone.localdate()


@pytest.fixture
def rinas(cast):
    return rina_family(cast)


@pytest.fixture
def sari(client, cast):
    client.force_login(cast.sari)
    return client


def start(family):
    return f"/keluarga/{family.pk}/pendataan/{KS}/"


def consents(family):
    return f"/keluarga/{family.pk}/persetujuan/"


def hidden(page):
    """What the page's form brings along unseen."""
    return dict(re.findall(r'type="hidden" name="(\w+_key|key)" value="([^"]+)"', page))


def begin(client, family, **more):
    """Open the page of a survey and tap."""
    page = client.get(start(family)).content.decode()
    told = {"conducted_on": TODAY.strftime("%d-%m-%Y"), **hidden(page), **more}
    return client.post(start(family), told)


def record(cast, family, **more):
    entry = NewAssessment(new_key(), family, ALL_YES, TODAY)
    told = {"instrument": KS, "door": Door.WEB, "by": cast.sari}
    return record_assessment(entry=entry, **told, **more)


def test_one_tap_on_a_name_notes_the_answer_and_begins(sari, cast, rinas):
    rina = members(rinas)["Rina"]

    answered = begin(sari, rinas, agreed=rina.pk)

    assert answered.url == f"/pendataan/{Draft.objects.get().pk}/1/"
    row = kept().get()
    assert (row.answered_by, row.act, row.purpose) == (rina, "given", "survey")
    assert (row.relation, row.how, row.said_on) == ("parent", "spoken", TODAY)


def test_research_is_noted_only_where_it_was_ticked(sari, rinas):
    begin(sari, rinas, agreed=members(rinas)["Rina"].pk, research="yes")

    assert {row.purpose for row in kept()} == {"survey", "research"}


def test_only_adults_of_the_family_can_be_tapped(sari, rinas):
    page = sari.get(start(rinas)).content.decode()
    offered = set(re.findall(r'name="agreed" value="([^"]+)"', page))
    people = members(rinas)

    assert offered == {str(people["Rina"].pk), str(people["Dadan"].pk)}
    begin(sari, rinas, agreed=people["Siti"].pk)
    assert not kept().exists()


def test_a_family_is_asked_once(sari, cast, rinas):
    said(cast, rinas, who=members(rinas)["Rina"])

    page = sari.get(start(rinas)).content.decode()

    assert 'name="agreed"' not in page
    assert "Mulai" in page


def test_the_visit_of_another_day_does_not_outdo_a_no_said_since(sari, cast, rinas):
    page = sari.get(start(rinas)).content.decode()
    said(cast, rinas, Act.REFUSED, who=members(rinas)["Dadan"])
    told = {"conducted_on": (TODAY - timedelta(days=3)).strftime("%d-%m-%Y"), **hidden(page)}

    answered = sari.post(start(rinas), {**told, "agreed": members(rinas)["Rina"].pk})

    assert answered.status_code == 422
    assert "tidak mau didata" in answered.content.decode()
    assert not Draft.objects.exists()


def test_a_family_that_said_no_is_not_surveyed_by_any_door(cast, rinas):
    said(cast, rinas, Act.REFUSED, who=members(rinas)["Rina"])
    with pytest.raises(FamilyDoesNotWant):
        record(cast, rinas)
    entry = NewAssessment(new_key(), rinas, ALL_YES, TODAY - timedelta(days=30))
    with pytest.raises(FamilyDoesNotWant):
        record_assessments(entries=[entry], instrument=KS, door=Door.FILE, by=cast.tuti)
    assert not Assessment.objects.across_areas(why="test").exists()


def test_what_was_recorded_before_stays_and_may_be_put_right(cast, rinas):
    first = record(cast, rinas)
    said(cast, rinas, who=members(rinas)["Rina"])
    said(cast, rinas, Act.WITHDRAWN, who=members(rinas)["Rina"])

    right = record(cast, rinas, replaces=first, reason="salah dengar")

    assert right.replaces == first


def test_the_page_tells_where_the_family_stands_in_plain_words(sari, cast, rinas):
    said(cast, rinas, who=members(rinas)["Rina"])

    page = sari.get(consents(rinas)).content.decode()

    assert "Rina Suryani (Ayah atau ibu)" in page
    assert "dicatat oleh Bu Sari" in page
    assert page.count("Belum ditanya") == 3
    assert "Dasarnya bukan persetujuan keluarga" in page


def test_a_tap_withdraws_and_says_what_stops(sari, cast, rinas):
    rina = members(rinas)["Rina"]
    said(cast, rinas, who=rina)
    told = {"key": new_key(), "purpose": "survey", "act": "withdrawn", "who": rina.pk}

    page = sari.post(f"{consents(rinas)}ketuk/", told, follow=True).content.decode()

    assert [row.act for row in kept().order_by("recorded_at")] == ["given", "withdrawn"]
    assert "tidak didata lagi" in page
    assert "Menarik persetujuan" in page


def test_only_they_themselves_withdraw_what_an_adult_agreed_to(sari, cast, rinas):
    people = members(rinas)
    rina, dadan = people["Rina"], people["Dadan"]
    said(cast, rina, purpose="membership", who=rina, relation="self")
    told = {"key": new_key(), "purpose": "membership", "act": "withdrawn", "about": rina.pk}

    page = sari.get(consents(rinas)).content.decode()
    form = page[page.index(f'name="about" value="{rina.pk}"') :]
    form = form[: form.index("</form>")]
    sari.post(f"{consents(rinas)}ketuk/", told | {"who": dadan.pk})

    assert (str(rina.pk) in form, str(dadan.pk) in form) == (True, False)
    assert [row.act for row in kept()] == ["given"]


def test_a_tap_on_nobody_changes_nothing(sari, rinas):
    told = {"key": new_key(), "purpose": "survey", "act": "refused", "who": new_key()}
    sari.post(f"{consents(rinas)}ketuk/", told)
    sari.post(f"{consents(rinas)}ketuk/", {})
    assert not kept().exists()


def full(family, **more):
    people = members(family)
    return {
        "key": new_key(),
        "about": people["Siti"].pk,
        "act": "given",
        "who": people["Rina"].pk,
        "relation": "parent",
        "how": "paper",
        "said_on": TODAY.strftime("%d-%m-%Y"),
    } | more


def test_an_answer_is_noted_in_full_for_a_child(sari, rinas):
    answered = sari.post(f"{consents(rinas)}casework/", full(rinas))

    assert answered.url == consents(rinas)
    row = kept().get()
    assert (row.person.name, row.relation, row.how) == ("Siti Hidayat", "parent", "paper")


def test_somebody_elses_name_must_be_written(sari, rinas):
    answered = sari.post(f"{consents(rinas)}casework/", full(rinas, who="else"))
    assert answered.status_code == 422
    sari.post(f"{consents(rinas)}casework/", full(rinas, who="else", name="Mak Iyah"))
    assert kept().get().answered_name == "Mak Iyah"


def test_what_the_verb_refuses_stands_in_the_form(sari, rinas):
    answered = sari.post(f"{consents(rinas)}casework/", full(rinas, relation="member"))
    assert answered.status_code == 422
    assert "anak di bawah 18 tahun" in answered.content.decode()


def pages(family):
    there = consents(family)
    return [there, f"{there}survey/", f"{there}survey/lembar/"]


def test_who_does_not_see_the_family_finds_no_page(client, cast, rinas):
    client.force_login(cast.joko)
    assert [client.get(page).status_code for page in pages(rinas)] == [404] * 3
    assert client.post(f"{consents(rinas)}ketuk/").status_code == 404


def test_district_staff_read_and_note_nothing(client, cast, rinas):
    client.force_login(cast.rahma)
    assert [client.get(page).status_code for page in pages(rinas)] == [200, 404, 200]
    assert client.post(f"{consents(rinas)}ketuk/").status_code == 404
    assert "Catat jawaban" not in client.get(consents(rinas)).content.decode()


def test_an_unknown_purpose_is_no_page(sari, rinas):
    assert sari.get(f"{consents(rinas)}iklan/").status_code == 404
    assert sari.get(f"{consents(rinas)}iklan/lembar/").status_code == 404
    told = {"key": new_key(), "purpose": "iklan", "act": "refused", "who": new_key()}
    assert sari.post(f"{consents(rinas)}ketuk/", told).status_code == 302


def test_the_sheet_has_the_whole_text_in_both_languages(sari, rinas):
    assert "Tanda tangan" in sari.get(f"{consents(rinas)}survey/lembar/").content.decode()
    sari.cookies["django_language"] = "en"
    page = sari.get(f"{consents(rinas)}survey/lembar/").content.decode()
    assert "Signature or thumbprint" in page
    assert "What a lawyer has still to check" in page


def test_pages_ask_the_database_little(sari, cast, rinas, django_assert_max_num_queries):
    for person in members(rinas).values():
        if person.name.split()[0] in ("Rina", "Dadan"):
            said(cast, person, purpose="loan", who=person, relation="self")
    for page in [*pages(rinas), start(rinas)]:
        with django_assert_max_num_queries(12):
            sari.get(page)
    assert Consent.objects.across_areas(why="test").count() == 2
