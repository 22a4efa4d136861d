"""A number in full: on purpose, for a reason, once, and never without a trace."""

import re

import pytest
from django.db import DatabaseError

from berdaya.access.actions import NotAllowed
from berdaya.access.kinds import Kind
from berdaya.access.models import Look, Trace
from berdaya.demo.cast import rina_family
from berdaya.people.actions import (
    ManyRevealed,
    NothingToReveal,
    ReasonToReveal,
    reveal_number,
    revealing,
)
from berdaya.people.models import Person
from tests.access.probes import make_user

NIK, KK = "3204321103809001", "3204320502079001"


@pytest.fixture
def family(cast):
    return rina_family(cast)


@pytest.fixture
def dadan(family):
    return family.memberships.get(relation="head").person


def text_of(page):
    return re.sub(r"<[^>]+>", "", page.content.decode())


def traces(of):
    return Trace.objects.filter(verb="people.reveal_number", subject__endswith=str(of.pk))


@pytest.mark.parametrize("whose", ["family", "dadan"])
def test_the_pages_show_a_mask_and_one_press_shows_the_number_once(
    client, cast, family, dadan, whose
):
    of, digits = {"family": (family, KK), "dadan": (dadan, NIK)}[whose]
    home = of.get_absolute_url()
    client.force_login(cast.tuti)

    page = text_of(client.get(home))
    assert digits not in page
    assert "3204••••••••9001" in page
    assert "Tampilkan" in page
    shown = client.post(f"{home}nomor/", {"why": "compare"})

    assert digits in text_of(shown)
    assert "no-store" in shown["Cache-Control"]
    assert digits not in text_of(client.get(home))
    assert client.get(f"{home}nomor/").status_code == 405


def test_whoever_looks_leaves_who_what_for_and_where_and_not_the_number(
    client, cast, family, dadan
):
    client.force_login(cast.tuti)
    client.post(f"/orang/{dadan.pk}/nomor/", {"why": "owner-asks"})

    [noted] = traces(dadan)
    assert (noted.by, noted.area, noted.detail) == (
        cast.tuti,
        dadan.area_id,
        {"why": "owner-asks"},
    )
    assert Look.objects.filter(
        cell="identity-number.reveal", subject__endswith=str(family.pk)
    ).exists()
    record = text_of(client.get(f"/keluarga/{family.pk}/catatan/"))
    assert f"{cast.tuti}, melihat" in record


def test_a_number_that_cannot_be_noted_is_not_shown(client, cast, dadan, monkeypatch):
    def fails(*_args, **_more):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(revealing, "trace", fails)
    client.force_login(cast.tuti)
    client.raise_request_exception = False

    page = client.post(f"/orang/{dadan.pk}/nomor/", {"why": "compare"})

    assert page.status_code == 500
    assert NIK not in text_of(page)


@pytest.mark.parametrize("why", ["", "curiosity"])
def test_without_a_reason_nothing_is_shown_or_noted(client, cast, dadan, why):
    client.force_login(cast.tuti)

    page = client.post(f"/orang/{dadan.pk}/nomor/", {"why": why})

    assert page.status_code == 422
    assert "Pilih untuk apa" in text_of(page)
    assert NIK not in text_of(page)
    assert not traces(dadan).exists()
    with pytest.raises(ReasonToReveal):
        reveal_number(of=dadan, why=why, by=cast.tuti)


@pytest.mark.parametrize("kind", [Kind.VOLUNTEER, Kind.DISTRICT_STAFF, Kind.ADMINISTRATOR])
def test_who_has_no_need_of_it_has_no_button_and_no_number(client, cast, dadan, kind):
    somebody = make_user(kind, around=cast.village)
    client.force_login(somebody)

    assert "Tampilkan" not in text_of(client.get(f"/orang/{dadan.pk}/"))
    assert client.post(f"/orang/{dadan.pk}/nomor/", {"why": "compare"}).status_code == 404
    with pytest.raises(NotAllowed):
        reveal_number(of=dadan, why="compare", by=somebody)


@pytest.mark.usefixtures("family")
def test_a_record_without_a_number_has_none_to_show(client, cast):
    ayu = Person.objects.across_areas(why="test").get(nik=None)
    client.force_login(cast.tuti)

    assert client.post(f"/orang/{ayu.pk}/nomor/", {"why": "compare"}).status_code == 422
    with pytest.raises(NothingToReveal):
        reveal_number(of=ayu, why="compare", by=cast.tuti)


def test_nobody_copies_a_village_number_by_number(cast, dadan, family, monkeypatch):
    monkeypatch.setattr(revealing, "MOST", 2)
    reveal_number(of=dadan, why="compare", by=cast.tuti)
    reveal_number(of=family, why="compare", by=cast.tuti)

    with pytest.raises(ManyRevealed, match="satu jam"):
        reveal_number(of=dadan, why="compare", by=cast.tuti)
    assert reveal_number(of=dadan, why="compare", by=cast.dedi) == NIK
