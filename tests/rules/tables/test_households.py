"""Families put together from rows of persons."""

import pytest

from berdaya.rules.tables import households
from tests.rules.tables.sheets import HEAD, HEADINGS, KK, WIFE, read

CHILD = (KK, "", "Nur Hidayat", "P", "01/02/2010", "Anak")
OTHER_KK = "3204321001159002"


def grouped(*rows, headings=HEADINGS):
    return households(read([headings, *rows]).rows)


def codes(household):
    return [fault.code for fault in household.faults]


def test_one_kk_number_is_one_family():
    first, second = grouped(HEAD, WIFE, (OTHER_KK, "", "Dadang", "L", "1/1/1970", "KK"), CHILD)

    assert [row.number for row in first.members] == [2, 3, 5]
    assert first.head.number == 2
    assert second.key == OTHER_KK
    assert first.is_taken
    assert second.is_taken


def test_blanks_dashes_and_zeros_join_nobody():
    rows = [(nothing, "", "A", "L", "1/1/1970", "Anak") for nothing in ("", "-", 0, "0")]

    found = grouped(*rows)

    assert [codes(household) for household in found] == [["household.nobody_to_join"]] * 4


@pytest.mark.parametrize("filler", ["0" * 16, "1" * 16, "9" * 16, "1234567890123456"])
def test_a_number_typed_to_fill_the_cell_joins_nobody(filler):
    first = (filler, "", "Asep", "L", "1/1/1970", "Kepala Keluarga")
    second = (filler, "", "Dadang", "L", "2/2/1971", "Kepala Keluarga")

    found = grouped(first, second)

    assert [household.key for household in found] == ["row:2", "row:3"]
    assert [codes(household) for household in found] == [["household.no_kk_number"]] * 2


def test_a_head_without_a_number_is_a_family_to_look_at():
    [household] = grouped(("-", "", "Asep", "L", "1/1/1970", "Kepala Keluarga"))

    assert household.is_taken
    assert household.key == "row:2"
    assert household.head is household.members[0]
    assert codes(household) == ["household.no_kk_number"]


def test_two_heads_need_a_decision():
    [household] = grouped(HEAD, (*WIFE[:5], "Kepala Keluarga"))

    assert not household.is_taken
    assert household.head is None
    assert str(household.faults[0]).startswith(
        "Two heads of family have this KK number: rows 2, 3."
    )


def test_a_family_without_head_waits():
    [household] = grouped(WIFE, CHILD)

    assert codes(household) == ["household.no_head"]
    assert not household.is_taken


def test_the_dead_are_in_no_family_and_their_place_is_asked_for():
    rows = [(*HEAD, "Mati"), (*WIFE, "Hidup"), (*CHILD, "")]

    [household] = grouped(*rows, headings=(*HEADINGS, "Status Dasar"))

    assert [row.number for row in household.members] == [3, 4]
    assert codes(household) == ["household.head_left_out"]


def test_a_family_of_which_all_have_gone_is_none():
    assert grouped((*HEAD, "Pindah"), headings=(*HEADINGS, "Status Dasar")) == []


def test_a_family_waits_for_a_member_who_cannot_be_read():
    [household] = grouped(HEAD, (*WIFE[:3], "?", *WIFE[4:]))

    assert codes(household) == ["household.member_refused"]
    assert household.faults[0].params == {"rows": "3"}
