"""Every instrument explained and printed, in both languages, from its definition alone."""

from html import unescape

import pytest
from django.utils import timezone, translation

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.rules.instruments.definition import catalogue, load
from berdaya.surveys.actions import (
    NewAssessment,
    begin_rescoring,
    record_assessment,
    rescore_some,
)
from berdaya.surveys.askable import askable
from berdaya.surveys.explained import explained
from berdaya.surveys.subjects import Subject
from tests.surveys.conftest import SP
from tests.surveys.test_rescoring import HALF, be_version

KS = "keluarga-sejahtera"
ALL = [one.id for one in catalogue()]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("instrument", ALL)
def test_every_instrument_is_explained_whole(instrument, language):
    definition = load(instrument)
    with translation.override(language):
        it = explained(definition)

    questions = [question for part in it.parts for question in part.questions]
    assert [one.text for one in questions] == [one.text[language] for one in definition.items]
    assert [one.number for one in questions] == list(range(1, len(questions) + 1))
    assert all(one.answers or one.write for one in questions)
    assert all(result.rule and result.lines for result in it.results)
    told = " ".join(line.needs for result in it.results for line in result.lines)
    scored = {code for output in definition.outputs for code in output.items}
    if definition.subject != "goals":
        assert all(definition.item(code).short[language] in told for code in scored)


def test_a_scale_stands_in_words_and_never_only_in_numbers():
    for instrument in ALL:
        for part in explained(load(instrument)).parts:
            for question in part.questions:
                assert not question.answers or not all(
                    answer.lstrip("-").isdigit() for answer in question.answers
                ), (instrument, question.text)


@pytest.mark.parametrize("instrument", ALL)
def test_its_pages_open_to_whoever_signs_in(client, cast, instrument):
    client.force_login(cast.sari)
    address = f"/instrumen/{instrument}/"

    page = unescape(client.get(address).content.decode())
    form = client.get(f"{address}formulir/?kertas=f4").content.decode()

    assert load(instrument).not_for["id"][:40] in page
    assert form.count("paper__item") == len(load(instrument).items)
    assert "paper--f4" in form
    for file, begins in (
        ("buku-kode.csv", b"column,"),
        ("buku-kode.md", b"# "),
        ("formulir.xlsx", b"PK"),
    ):
        answer = client.get(address + file)
        assert answer.content.startswith(begins)
        assert instrument in answer["Content-Disposition"]
    assert client.get(f"{address}buku-kode.exe").status_code == 404
    assert client.get(f"{address}nilai-ulang/").status_code == 404


def test_what_is_not_in_the_catalogue_is_not_found(client, cast):
    client.force_login(cast.sari)
    for page in ("", "formulir/", "formulir.xlsx", "buku-kode.csv"):
        assert client.get(f"/instrumen/tidak-ada/{page}").status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get("/instrumen/").status_code == 302


def test_each_subject_is_offered_what_asks_about_it(cast):
    family = rina_family(cast)
    today = timezone.localdate()

    offered = askable(Subject(family), [], cast.sari, today)

    wanted = {one.id for one in catalogue() if one.subject == "family"}
    assert {one.definition.id for one in offered} == wanted >= {KS, "empowerment-levels"}


@pytest.mark.parametrize("instrument", [it.id for it in catalogue() if it.subject == "person"])
def test_what_is_made_for_no_such_age_is_not_offered(client, cast, instrument):
    family = rina_family(cast)
    ayu = family.memberships.get(person__name="Ayu Hidayat").person  # three years old
    client.force_login(cast.sari)

    page = client.get(f"/orang/{ayu.pk}/").content.decode()

    assert load(instrument).ages.low > 3
    assert load(instrument).title["id"] not in page


@pytest.mark.usefixtures("sample")
def test_a_result_says_what_a_newer_version_would_make_of_it(client, cast, sample):
    be_version(sample, "1")
    family = rina_family(cast)
    rina = family.memberships.get(relation="spouse").person
    today = timezone.localdate()
    entry = NewAssessment(new_key(), family, HALF, today, rina)
    done = record_assessment(entry=entry, instrument=SP, door=Door.WEB, by=cast.sari)
    be_version(sample, "2")
    run = begin_rescoring(instrument=SP, from_version="1", year=today.year, by=cast.nasional)
    rescore_some(run=run, by=cast.nasional)
    client.force_login(cast.sari)

    page = client.get(f"/hasil/{done.pk}/").content.decode()

    assert "Menurut versi 2" in page
    assert "Tumbuh" in page
    client.force_login(cast.nasional)
    runs = client.get(f"/instrumen/{SP}/nilai-ulang/").content.decode()
    assert "1 → 2" in runs
    assert "Mulai" in runs
