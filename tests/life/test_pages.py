"""The pages on which events are noted: nothing is noted before it was looked over."""

from datetime import date

import pytest
from django.utils import timezone

from berdaya.keys import new_key
from berdaya.life.household_forms import FORMS
from berdaya.life.models import REASONS, LifeEvent
from berdaya.people.models import Apart, Family, Membership
from tests.life.world import OTHER_RT, a_family, place, rinas, roster, someone

BEFORE = {"Dadan": "head", "Rina": "spouse", "Agus": "child", "Siti": "child", "Euis": "other"}


@pytest.fixture
def family(cast):
    return rinas(cast.sari)


@pytest.fixture
def sari(client, cast):
    client.force_login(cast.sari)
    return client


def address(family, kind):
    return f"/keluarga/{family.pk}/peristiwa/{kind}/"


def filled(kind, **answers):
    today = timezone.localdate().isoformat()
    return {"on": today, "reason": REASONS[kind][0], "key": new_key(), **answers}


def key_of(family, name):
    return str(place(family, name).pk)


def events():
    return LifeEvent.objects.across_areas(why="test")


CASES = {
    "birth": lambda f: {"name": "Ayu", "sex": "female", "member_key": new_key()},
    "death": lambda f: {"who": key_of(f, "Dadan"), "heir": key_of(f, "Rina")},
    "head": lambda f: {"who": key_of(f, "Rina")},
    "arrival": lambda f: {
        "name": "Tatang",
        "sex": "male",
        "relation": "other",
        "member_key": new_key(),
    },
    "departure": lambda f: {"who": [key_of(f, "Agus")]},
    "marriage": lambda f: {
        "who": key_of(f, "Agus"),
        "home": "own",
        "area": OTHER_RT,
        "name": "Neng",
        "sex": "female",
        "member_key": new_key(),
    },
    "divorce": lambda f: {
        "who": key_of(f, "Dadan"),
        "other": key_of(f, "Rina"),
        "home": "own",
        "leavers": [key_of(f, "Rina"), key_of(f, "Siti")],
        "area": OTHER_RT,
    },
    "split": lambda f: {f"member_{key_of(f, 'Agus')}": "head", "area": OTHER_RT},
    "move": lambda f: {"home": "own", "area": OTHER_RT, "address": "Jl. Baru 1"},
}


@pytest.mark.parametrize("kind", FORMS)
def test_each_event_is_looked_over_and_then_noted(sari, family, kind):
    sent = filled(kind, **CASES[kind](family))
    assert sari.get(address(family, kind)).status_code == 200

    looked = sari.post(address(family, kind), sent)

    assert looked.status_code == 200, looked.context["form"].errors
    assert "Ya, catat" in looked.text
    assert roster(family) == BEFORE
    assert not events().exists()
    noted = sari.post(address(family, kind), sent | {"sure": "yes"})
    assert noted.status_code == 302
    assert events().get().kind == kind
    again = sari.post(address(family, kind), sent | {"sure": "yes"})
    assert events().count() == 1
    assert again.status_code in {302, 200, 422}


def test_what_is_sent_to_confirm_is_what_was_filled_in(sari, family):
    sent = filled("departure", who=[key_of(family, "Agus"), key_of(family, "Siti")])

    looked = sari.post(address(family, "departure"), sent)

    assert [value for name, value in looked.context["sent"] if name == "who"] == sent["who"]
    [after] = looked.context["after"]
    assert [name for name, _relation in after.members] == ["Dadan", "Rina", "Euis"]


def test_a_head_who_leaves_others_needs_an_heir(sari, family):
    sent = filled("death", who=key_of(family, "Dadan"))

    page = sari.post(address(family, "death"), sent)

    assert page.status_code == 422
    assert "Pilih siapa" in page.text


def test_a_partner_known_by_nik_moves_along(sari, cast, family):
    other = a_family(cast.sari, someone("Ujang", "head", "male", nik="3204320101809001"))
    sent = filled(
        "marriage",
        who=key_of(family, "Euis"),
        home="here",
        nik="3204320101809001",
        member_key=new_key(),
    )

    sari.post(address(family, "marriage"), sent | {"sure": "yes"})

    assert roster(family)["Ujang"] == "other"
    assert Family.objects.across_areas(why="test").get(pk=other.pk).ended_on


def test_an_event_is_taken_back_with_a_reason(sari, family):
    sari.post(
        address(family, "departure"),
        filled("departure", who=[key_of(family, "Agus")], sure="yes"),
    )
    event = events().get()
    listed = sari.get(f"/keluarga/{family.pk}/peristiwa/").text
    assert f"/peristiwa/{event.pk}/batalkan/" in listed

    assert sari.post(f"/peristiwa/{event.pk}/batalkan/", {"reason": ""}).status_code == 422
    sari.post(f"/peristiwa/{event.pk}/batalkan/", {"reason": "salah orang"})

    assert roster(family) == BEFORE
    assert "salah orang" in sari.get(f"/keluarga/{family.pk}/peristiwa/").text


def test_the_roster_of_a_past_day(sari, family):
    sari.post(
        address(family, "departure"),
        filled("departure", who=[key_of(family, "Agus")], sure="yes"),
    )

    today = sari.get(f"/keluarga/{family.pk}/susunan/").text
    before = sari.get(f"/keluarga/{family.pk}/susunan/?tanggal=2024-01-01").text
    never = sari.get(f"/keluarga/{family.pk}/susunan/?tanggal=2001-01-01").text
    odd = sari.get(f"/keluarga/{family.pk}/susunan/?tanggal=kemarin")

    assert "Agus" not in today
    assert "Agus" in before
    assert "Rina" not in never
    assert odd.status_code == 200


def test_strangers_find_nothing(client, cast, family):
    client.force_login(cast.joko)

    for path in ("peristiwa/", "peristiwa/death/", "susunan/"):
        assert client.get(f"/keluarga/{family.pk}/{path}").status_code == 404


def test_who_only_reads_is_offered_no_event(client, cast, family):
    client.force_login(cast.ani)

    page = client.get(f"/keluarga/{family.pk}/peristiwa/")

    assert page.status_code == 200
    assert page.context["choices"] == []
    assert client.get(address(family, "death")).status_code == 404


def test_alone_nobody_is_divorced_or_split(sari, cast):
    alone = a_family(cast.sari, someone("Nining", "head"))

    urls = [
        url
        for url, _label, _icon in sari.get(f"/keluarga/{alone.pk}/peristiwa/").context[
            "choices"
        ]
    ]

    assert not [url for url in urls if "divorce" in url or "split" in url]
    assert Membership.objects.present().filter(family=alone).count() == 1


TWICE = {
    "birth": lambda f: {
        "name": "Sitti",
        "sex": "female",
        "reason": "adopted",
        "birth_date": place(f, "Siti").person.birth_date.isoformat(),
    },
    "arrival": lambda f: {
        "name": "Roekmini",
        "sex": "female",
        "relation": "other",
        "birth_date": "1950-03-04",
    },
    "marriage": lambda f: {
        "who": key_of(f, "Agus"),
        "home": "here",
        "name": "Roekmini",
        "sex": "female",
        "birth_date": "1950-03-04",
    },
}


@pytest.mark.parametrize("kind", TWICE)
def test_whoever_may_be_recorded_already_is_shown_before_the_event_is_noted(
    sari, cast, family, kind
):
    a_family(cast.sari, someone("Rukmini", "head", "female", birth_date=date(1950, 3, 4)))
    sent = filled(kind, member_key=new_key()) | TWICE[kind](family)

    looked = sari.post(address(family, kind), sent)
    hasty = sari.post(address(family, kind), sent | {"sure": "yes"})

    assert "Mungkin sudah tercatat" in looked.text
    assert "Mungkin sudah tercatat" in hasty.text
    assert not events().exists()
    others = looked.context["look"].field
    noted = sari.post(address(family, kind), sent | {"sure": "yes", "others": others})
    assert noted.status_code == 302
    assert events().get().kind == kind
    assert Apart.objects.count() == 1
