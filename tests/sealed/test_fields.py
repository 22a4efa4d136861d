"""Sealed columns: read and written like others, found by index, never compared by accident."""

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction

from berdaya.demo.cast import rina_family
from berdaya.imports.models import Upload
from berdaya.people.models import Family, Membership, Person
from berdaya.sealed.boxes import CannotOpen
from berdaya.sealed.fields import UNREADABLE, Box, Number

NIK, KK = "3204321103809001", "3204320502079001"


def persons():
    return Person.objects.across_areas(why="test")


@pytest.fixture
def dadan(cast):
    return persons().get(memberships__family=rina_family(cast), memberships__relation="head")


def stored(table, column, key):
    with connection.cursor() as cursor:
        pk = Person._meta.pk.get_db_prep_value(key, connection)
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [pk])
        return bytes(cursor.fetchone()[0])


def test_the_table_holds_index_and_box_and_nothing_in_clear(dadan):
    raw = stored("people_person", "nik", dadan.pk)

    assert NIK.encode() not in raw
    assert raw.startswith(stored("people_person", "nik_index", dadan.pk))
    assert len(raw) == 68


def test_a_number_is_masked_wherever_it_is_printed(dadan):
    assert dadan.nik.digits == NIK
    for shown in (f"{dadan.nik}", repr(dadan.nik), f"{[dadan.nik]}", str(dadan.nik)):
        assert NIK not in shown
        assert "3204" in shown
    assert dadan.nik == NIK
    assert dadan.nik != "3204321103809002"
    assert len({dadan.nik, NIK}) == 1


def test_a_number_is_found_directly_in_a_list_and_through_another_table(dadan):
    assert persons().get(nik=NIK) == dadan
    assert persons().get(nik=dadan.nik) == dadan
    assert persons().get(nik__in=[NIK, "", None, "3204320000000000"]) == dadan
    assert Membership.objects.get(person__nik=NIK).person == dadan
    assert dadan not in persons().exclude(nik=NIK)
    assert persons().filter(nik=None).get().name == "Ayu Hidayat"
    assert Family.objects.across_areas(why="test").filter(kk_number=KK).exists()
    assert not persons().filter(nik=KK).exists()


@pytest.mark.parametrize("lookup", ["contains", "startswith", "gt", "regex", "iexact", "range"])
def test_no_other_look_up_is_answered(db, lookup):
    with pytest.raises(FieldError):
        persons().filter(**{f"nik__{lookup}": NIK})


def test_a_search_goes_through_the_index(dadan):
    plan = persons().filter(nik=NIK).explain()

    assert "nik_of_one_person" in plan or "nik_index" in plan


@pytest.mark.parametrize("text", [NIK, f"{NIK}{NIK}", "x"])
def test_a_number_in_clear_cannot_reach_the_column(dadan, text):
    with pytest.raises(TypeError, match="row by row"), transaction.atomic():
        persons().update(nik=text)
    with pytest.raises(IntegrityError, match="nik_is_sealed"), transaction.atomic():
        persons().filter(pk=dadan.pk).update(nik=Box(text.encode()))


def test_the_index_follows_the_number_whichever_way_it_is_written(dadan):
    dadan.nik = "3204321103809011"
    dadan.save(update_fields=["nik"])
    assert persons().get(nik="3204321103809011") == dadan
    dadan.nik = "3204321103809012"
    persons().bulk_update([dadan], ["nik"])
    assert persons().get(nik="3204321103809012") == dadan
    assert not persons().filter(nik__in=[NIK, "3204321103809011"]).exists()


def test_a_number_goes_with_a_person_to_another_row_and_opens_there(dadan):
    ayu = persons().get(nik=None)
    number, dadan.nik, dadan.nik_missing = dadan.nik, None, "lost"
    dadan.save()
    ayu.nik, ayu.nik_missing = number, ""
    ayu.save()

    assert persons().get(pk=ayu.pk).nik.digits == NIK


def test_a_box_that_was_moved_or_damaged_is_told_and_does_no_more_harm(dadan, caplog):
    raw = stored("people_person", "nik", dadan.pk)
    persons().filter(pk=dadan.pk).update(nik=Box(raw[:-1] + bytes([raw[-1] ^ 1])))
    damaged = persons().get(nik=NIK)

    with pytest.raises(CannotOpen, match="rusak"):
        _ = damaged.nik.digits
    assert str(damaged.nik) == UNREADABLE
    assert str(dadan.pk) in caplog.text


def test_a_number_read_without_its_row_stays_sealed(dadan):
    [[box]] = persons().filter(nik=NIK).values_list("nik")

    assert isinstance(box, Box)
    assert str(box) == repr(box) == "(sealed)"
    assert persons().defer("nik").get(nik=NIK).nik == NIK


def test_a_file_is_sealed_and_comes_back_whole(cast):
    upload = Upload.objects.create(
        area=cast.village,
        kind="persons",
        filename="x.csv",
        content=NIK.encode() * 1000,
        digest="",
        surveyed_on="2026-01-01",
        report={},
        by=cast.tuti,
    )

    raw = stored("imports_upload", "content", upload.pk)
    again = Upload.objects.across_areas(why="test").get(pk=upload.pk)

    assert NIK.encode() not in raw
    assert again.content == NIK.encode() * 1000
    assert again.left_out == b""


def test_numbers_of_any_kind_compare_by_their_digits():
    one = Number(NIK, "people.person.nik", 1)

    assert one == Number(NIK, "people.family.kk_number", 2)
    assert one != 3204
