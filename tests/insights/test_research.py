"""What a researcher takes out: of who agreed, and nothing that names anybody."""

import csv

import pytest
from django.utils import timezone

from berdaya.access.models import Trace
from berdaya.consents.actions import Answer, record_answer
from berdaya.insights.research import FEWEST, head_of, pseudonym
from berdaya.keys import new_key
from berdaya.rules.instruments.definition import load
from tests.insights.world import KS, draw_world, this_year

FILE = f"/penelitian/{KS}-{this_year()}.csv"


@pytest.fixture
def families(cast):
    return draw_world(cast)


def agree(cast, family, act="given", on=None):
    head = family.roster()[0].person
    record_answer(
        answer=Answer(
            key=new_key(),
            subject=family,
            purpose="research",
            act=act,
            text_version="1",
            relation="member",
            how="spoken",
            said_on=on or timezone.localdate(),
            answered_by=head,
        ),
        by=cast.tuti,
    )


def taken(client, user, path=FILE):
    client.force_login(user)
    answer = client.get(path)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";")), text


def surveyed(families):
    year = this_year()
    return [
        family
        for family in families
        if family.standings.filter(year=year, instrument=KS).exists()
    ]


def test_only_families_that_agreed_are_in_it(client, cast, families):
    agreed, withdrew = surveyed(families)[:2]
    agree(cast, agreed)
    agree(cast, withdrew)
    agree(cast, withdrew, act="withdrawn")

    rows, _text = taken(client, cast.lestari)

    assert {row["family"] for row in rows} == {pseudonym(cast.lestari, agreed.pk)}


def test_nothing_in_it_names_anybody_or_a_place_that_is_small(client, cast, families):
    for family in surveyed(families):
        agree(cast, family)

    rows, text = taken(client, cast.lestari)

    assert len(rows) > FEWEST
    assert list(rows[0]) == head_of(load(KS))
    assert {row["regency"] for row in rows} == {"32.04"}
    assert {row["month"][:4] for row in rows} == {str(this_year())}
    assert "32.04.32" not in text
    for family in families:
        assert str(family.pk) not in text
        assert family.head_name.lstrip("=") not in text


def test_a_regency_with_few_families_stays_unnamed(client, cast, families):
    for family in surveyed(families)[: FEWEST - 1]:
        agree(cast, family)

    rows, _text = taken(client, cast.lestari)

    assert rows
    assert {row["regency"] for row in rows} == {""}


def test_one_researcher_joins_years_and_two_do_not_join_files(cast):
    key = new_key()

    assert pseudonym(cast.lestari, key) == pseudonym(cast.lestari, key)
    assert pseudonym(cast.lestari, key) != pseudonym(cast.yusuf, key)


def test_the_answers_and_the_result_are_those_recorded(client, cast, families):
    family = surveyed(families)[0]
    agree(cast, family)
    standing = family.standings.get(year=this_year(), instrument=KS)

    rows, _text = taken(client, cast.lestari)

    told = {code: value for code, value in rows[-1].items() if code.startswith("ks")}
    said = standing.assessment.answers
    assert standing.level in {row["stage"] for row in rows}
    assert any(
        all(row[code] == ("" if said.get(code) is None else str(said[code])) for code in told)
        for row in rows
    )


def test_the_page_offers_what_there_is_and_a_download_leaves_a_trace(client, cast, families):
    client.force_login(cast.lestari)
    assert "Belum ada" in client.get("/penelitian/").content.decode()
    agree(cast, surveyed(families)[0])

    assert FILE in client.get("/penelitian/").content.decode()
    client.get(FILE)

    assert Trace.objects.filter(verb="insights.export_research", by=cast.lestari).count() == 1
    assert client.get("/penelitian/tidak-ada-2026.csv").status_code == 404


@pytest.mark.parametrize("who", ["sari", "dedi", "rahma", "nasional", "yusuf", "admin"])
def test_nobody_else_finds_it(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get("/penelitian/").status_code == 404
    assert client.get(FILE).status_code == 404
