"""What is offered where, what a broken text does (nothing), what other processes see."""

import logging

import pytest
from django.urls import reverse
from django.utils import timezone

from berdaya.cli.doctor import _own_instruments
from berdaya.instruments.models import OwnInstrument
from berdaya.instruments.shelf import forget, offered, present
from berdaya.keys import new_key
from berdaya.rules.instruments.definition import UnknownInstrument, load
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.timeline import timeline
from tests.insights.test_merging import counted, join, rinas, survey
from tests.instruments.world import NAME, SAMPLE, WELL, added

TWO = SAMPLE.replace('version: "1"', 'version: "2"')
SHAPELESS, WRONG = "id: [", SAMPLE.replace("expect: {support: 100}", "expect: {support: 99}")


def past_the_verb(cast, text, name="own-rusak", version="1"):
    """A row as another process, an older version of Berdaya or a hand in the table left it."""
    return OwnInstrument.objects.create(name=name, version=version, text=text, by=cast.admin)


def test_it_is_offered_in_its_area_and_nowhere_else(cast):
    added(cast.admin, area=cast.village)

    assert [one.id for one in offered(cast.rt.code)] == [NAME]
    assert offered(cast.elsewhere.code) == []
    assert offered("32.04") == []


def test_what_another_process_added_is_offered_at_once(cast, django_assert_num_queries):
    added(cast.admin)
    present()
    past_the_verb(cast, SAMPLE.replace(NAME, "own-lain"), "own-lain")

    assert [one.id for one in offered("32.04")] == [NAME, "own-lain"]
    with django_assert_num_queries(1):
        offered("32.04")


@pytest.mark.parametrize("text", [SHAPELESS, WRONG], ids=["shapeless", "wrong"])
def test_a_broken_text_is_skipped_and_said_in_the_log_and_by_the_doctor(cast, caplog, text):
    added(cast.admin)
    past_the_verb(cast, text)

    with caplog.at_level(logging.ERROR):
        assert [one.id for one in offered("32.04")] == [NAME]

    assert "own-rusak 1 cannot be offered" in caplog.text
    found = {one.found: one.mend for one in _own_instruments()}
    assert found[f"{NAME} 1"] == ""
    assert "own-rusak.yaml:" in found["own-rusak 1"]


def test_a_broken_text_breaks_no_page_and_its_administrator_reads_what_is_wrong(client, cast):
    added(cast.admin)
    past_the_verb(cast, SHAPELESS)
    past_the_verb(cast, WRONG.replace(NAME, "own-salah"), "own-salah")
    client.force_login(cast.admin)

    page = client.get(reverse("own_list")).content.decode()

    assert page.count("Tidak bisa ditanyakan") == 2
    assert "bukan 99" in page
    listed = client.get("/instrumen/").content.decode()
    assert NAME in listed
    assert "own-rusak" not in listed
    assert client.get("/instrumen/own-rusak/").status_code == 404
    with pytest.raises(UnknownInstrument):
        load("own-rusak")


def test_two_families_asked_with_a_text_that_broke_become_one_with_all_results(cast, worker):
    of_family = SAMPLE.replace("subject: person", "subject: family")
    of_family = of_family.replace("ages: {from: 18}\n", "").replace(NAME, "own-rusak")
    added(cast.admin, of_family, area=cast.village)
    kept, absorbed = rinas(cast), rinas(cast, first=False)
    made = []
    for one in (kept, absorbed):
        entry = NewAssessment(new_key(), one, WELL, timezone.localdate())
        said = {"entry": entry, "instrument": "own-rusak", "door": "web"}
        made.append(record_assessment(**said, by=worker))
        survey(cast, one)
    past_the_verb(cast, SHAPELESS, version="2")

    join(cast, kept, absorbed)

    assert {one.assessment for one in timeline(kept)} > set(made)
    assert sum(counted("keluarga-sejahtera.stage").values()) == 1


def test_a_text_that_only_fails_a_newer_check_still_reads_old_results(cast):
    past_the_verb(cast, WRONG.replace(NAME, "own-salah"), "own-salah")

    assert load("own-salah", "1").outputs[0].name == "support"


def test_a_version_is_read_once_in_a_process(cast, django_assert_num_queries):
    added(cast.admin)
    added(cast.admin, TWO)
    load(NAME, "1")

    with django_assert_num_queries(0):
        load(NAME, "1")
    forget()
    with django_assert_num_queries(1):
        load(NAME, "1")
