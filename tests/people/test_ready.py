"""Families made ready beside, and written at once: the same rows, and the same guards."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.people.actions import register_families, register_ready_families
from berdaya.people.faults import NumberWrong
from berdaya.people.intake import AreaTooWide, ready_families
from berdaya.people.models import Door, Family, Membership, Person
from berdaya.people.numbers import NikTwice
from berdaya.tallies.counting import totals
from tests.people.test_registering import RT, VILLAGE, every_family, everybody, family, member

NIK = "3204325507809001"


def village():
    mothers = [
        member(f"Ibu {number}", nik=f"32043255078090{number + 1:02}") for number in (3, 1)
    ]
    return [
        family(
            mother,
            member("Anak", "child", mother_key=mother.key, birth_date=date(2020, 1, 1)),
            area=VILLAGE,
            kk_number=f"3204320101159{number:03}",
            address=f"No. {number}",
        )
        for number, mother in enumerate(mothers, start=1)
    ]


def write(families, by, area=RT):
    made = ready_families(families, Door.FILE, by)
    register_ready_families(ready=made, areas=dict.fromkeys(made.keys, area), by=by)


def stored():
    """All that stands, but for seals and moments."""

    def told(model, *but):
        names = {field.attname for field in model._meta.concrete_fields} - set(but)
        return list(model._base_manager.order_by("pk").values(*sorted(names)))

    return (
        told(Family, "kk_number", "registered_at"),
        told(Person, "nik"),
        told(Membership, "id"),
    )


def test_ready_families_are_what_the_other_verb_makes_of_them(cast):
    families = village()
    with transaction.atomic():
        there = [replace(one, area=RT) for one in families]
        register_families(families=there, door=Door.FILE, by=cast.sari)
        alone = stored()
        transaction.set_rollback(True)

    write(families, cast.sari)

    assert [sorted(map(str, some)) for some in stored()] == [
        sorted(map(str, some)) for some in alone
    ]
    assert everybody().get(nik="3204325507809004").nik.digits == "3204325507809004"
    assert every_family().get(kk_number="3204320101159001").head_name == "Ibu 3"
    assert totals("families", 0, [VILLAGE])[VILLAGE] == {"all": 2}
    detail = {"families": 2, "persons": 4}
    assert Trace.objects.get(verb="people.register_ready_families").detail == detail


def test_who_may_not_register_there_writes_nothing(cast):
    traces = Trace.objects.count()
    with pytest.raises(NotAllowed):
        write(village(), cast.joko)
    with pytest.raises(AreaTooWide):
        write(village(), cast.dedi, area="32.04.32")

    assert not every_family().exists()
    assert not everybody().exists()
    assert Trace.objects.count() == traces


def test_the_database_refuses_what_was_registered_meanwhile(cast):
    first, second = village(), village()
    write(first, cast.sari)
    before = stored()

    for again in (first, second):  # the same keys; other keys and the same numbers
        with pytest.raises(IntegrityError), transaction.atomic():
            write(again, cast.sari)

    assert stored() == before


def test_what_may_not_stand_is_not_made_ready(cast):
    twice = [family(member("Ibu", nik=NIK)), family(member("Bapak", nik=NIK))]
    with pytest.raises(NikTwice):
        ready_families(twice, Door.FILE, cast.sari)
    with pytest.raises(NumberWrong):
        ready_families([family(member("Ibu", nik="12"))], Door.FILE, cast.sari)
