"""Families put together from rows of persons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.tables import Household, Row, apart, households, with_head
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


def drawn(relations):
    """A family of one KK number with these relations, as the file has it."""
    rows = [
        Row(number, {"kk_number": KK, "relation": relation})
        for number, relation in enumerate(relations, start=2)
    ]
    [household] = households(rows)
    return household


TWO_OR_MORE = st.lists(
    st.sampled_from(["head", "spouse", "child", "other"]), min_size=2, max_size=9
).filter(lambda relations: relations.count("head") > 1)


@given(relations=TWO_OR_MORE)
def test_only_two_heads_keep_such_a_family_waiting(relations):
    household = drawn(relations)

    assert household.waits_for_decision
    assert not household.is_taken


@given(relations=TWO_OR_MORE, data=st.data())
def test_the_head_that_is_chosen_is_the_only_one(relations, data):
    household = drawn(relations)
    chosen = data.draw(st.sampled_from(household.heads)).number

    one = with_head(household, chosen)

    assert one.is_taken
    assert [row.number for row in one.heads] == [one.head.number] == [chosen]
    assert [row.number for row in one.members] == [row.number for row in household.members]
    assert household.heads[0].values["relation"] == "head"  # what was read stays as it was


@given(relations=TWO_OR_MORE, data=st.data())
def test_families_of_their_own_share_nobody_and_one_keeps_the_number(relations, data):
    household = drawn(relations)
    keeper = data.draw(st.sampled_from(household.heads)).number

    families = apart(household, keeper)

    numbers = [row.number for family in families for row in family.members]
    assert numbers == [row.number for row in household.members]
    assert all(len(family.heads) == 1 for family in families)
    assert all(isinstance(family, Household) and family.is_taken for family in families)
    with_number = [family for family in families if family.members[0].values["kk_number"]]
    assert [family.head.number for family in with_number] == [keeper]
    others = [family for family in families if family not in with_number]
    assert {row.values["kk_missing"] for it in others for row in it.members} <= {"shared"}


def test_members_stay_with_the_head_above_them():
    first, second = apart(drawn(["spouse", "head", "child", "head", "spouse"]), 5)

    assert [row.number for row in first.members] == [2, 3, 4]
    assert [row.number for row in second.members] == [5, 6]
