"""Numbers, dates and identity numbers as Indonesians write them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lokal.nik import parse_nik
from lokal.wilayah import wilayah_name

from berdaya.rules import indonesia
from berdaya.rules.indonesia import (
    FAULTS,
    check_kk,
    check_nik,
    damaged_number,
    mask_nik,
    number_in,
    repair_number,
)

TODAY = date(2026, 11, 23)
BIRTHS = st.dates(
    date(1927, 1, 1), TODAY
)  # a hundred years at most: two digits tell them apart


def nik_of(born: date, sex: str, serial: int = 9001, district: str = "320432") -> str:
    day = born.day + (40 if sex == "female" else 0)
    return f"{district}{day:02}{born:%m%y}{serial:04}"


def codes(text: str, born: date | None = None, sex: str | None = None) -> list[str]:
    return [fault.code for fault in check_nik(text, born=born, sex=sex, today=TODAY)]


def test_money_and_numbers_have_dots_and_a_comma():
    assert indonesia.rupiah(1_250_000) == "Rp1.250.000"
    assert indonesia.rupiah(-500) == "-Rp500"
    assert indonesia.number(83_762) == "83.762"
    assert indonesia.decimal(Decimal("1234.25")) == "1.234,3"
    assert indonesia.decimal(0.5, 0) == "1"
    assert indonesia.decimal(-0.04, 2) == "-0,04"


def test_dates_name_their_month():
    assert indonesia.long_date(date(2026, 11, 23)) == "23 November 2026"
    assert indonesia.long_date(date(1980, 8, 1)) == "1 Agustus 1980"


def test_phones_are_kept_one_way():
    assert {
        indonesia.phone(t) for t in ("0812-3456-7890", "62 812 3456 7890", "81234567890")
    } == {"+6281234567890"}
    assert indonesia.phone("12") is None


def test_a_masked_number_keeps_only_its_ends():
    assert mask_nik("3204321507809001") == "3204••••••••9001"
    assert mask_nik("320432") == "••••"


@given(BIRTHS, st.sampled_from(["male", "female"]), st.integers(1, 9999))
def test_a_number_made_from_the_roster_has_no_fault(born, sex, serial):
    assert codes(nik_of(born, sex, serial), born, sex) == []


@given(BIRTHS, st.sampled_from(["male", "female"]))
def test_a_number_tells_sex_and_birth(born, sex):
    told = indonesia.told_by_nik(nik_of(born, sex), today=TODAY)

    assert (told.sex, told.birth_date) == (sex, born)


def test_nobody_is_born_tomorrow():
    told = indonesia.told_by_nik(nik_of(date(1926, 11, 24), "male"), today=TODAY)

    assert told.birth_date == date(1926, 11, 24)
    assert indonesia.told_by_nik("320432", today=TODAY) == indonesia.Told()


@given(BIRTHS, st.integers(1, 20000))
def test_another_birth_date_is_a_warning_and_never_an_error(born, later):
    other = born + timedelta(days=later)
    faults = check_nik(nik_of(born, "male"), born=other, sex="male", today=TODAY)

    same_digits = f"{born:%d%m%y}" == f"{other:%d%m%y}"
    assert [f.code for f in faults] == ([] if same_digits else ["nik.birth_date_differs"])
    assert all(f.severity == "warning" and f.digits == (7, 12) for f in faults)


@given(BIRTHS)
def test_the_day_of_a_woman_is_told_from_that_of_a_man(born):
    assert codes(nik_of(born, "female"), born, "male") == ["nik.sex_of_woman"]
    assert codes(nik_of(born, "male"), born, "female") == ["nik.sex_of_man"]


@given(st.text(max_size=20))
def test_no_text_breaks_the_check(text):
    assert all(str(fault) for fault in check_nik(text, born=None, sex=None, today=TODAY))
    assert all(str(fault) for fault in check_kk(text))


def test_the_century_is_that_of_the_roster():
    assert codes("3204321507269001", date(1926, 7, 15), "male") == []
    assert codes("3204321507269001", date(2026, 7, 15), "male") == []


@pytest.mark.parametrize(
    ("text", "code", "digits"),
    [
        ("320432150780900", "nik.length", (1, 15)),
        ("3204321507809O01", "nik.characters", (1, 16)),
        ("0004321507809001", "nik.province", (1, 2)),
        ("3200001507809001", "nik.area_zero", (3, 6)),
        ("3204991507809001", "nik.area_unknown", (1, 6)),
        ("3204323102809001", "nik.birth_date", (7, 12)),
        ("3204327202809001", "nik.birth_date", (7, 12)),
        ("3204321507800000", "nik.serial", (13, 16)),
    ],
)
def test_each_fault_says_which_digits(text, code, digits):
    [fault] = check_nik(text, born=None, sex=None, today=TODAY)

    assert (fault.code, fault.digits) == (code, digits)
    assert "%(" not in str(fault)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3204321001159001", []),
        ("3204325001159001", ["kk.issue_date"]),
        ("3204321001150000", ["kk.serial"]),
        ("3204991001159001", ["kk.area_unknown"]),
        ("9904321001159001", ["kk.province"]),
        ("32043210011590", ["kk.length"]),
    ],
)
def test_a_kk_number_has_an_area_a_day_and_a_serial(text, found):
    assert [fault.code for fault in check_kk(text)] == found


def test_what_may_be_confirmed_is_a_warning():
    severities = {c: indonesia.NumberFault(c).severity for c in FAULTS}

    assert severities["nik.area_unknown"] == severities["kk.issue_date"] == "warning"
    assert severities["nik.birth_date"] == severities["nik.length"] == "error"


@pytest.mark.parametrize(
    "value",
    [
        "'3204321507809001",
        "\u20193204321507809001",
        "3204 3215 0780 9001",
        "\xa03204321507809001\u200b",
        "320432.150780.9001",
        "32-0432-150780-9001",
        "3204321507809001.0",
        3204321507809001,
        3204321507809001.0,
        "\uff13204321507809001",
    ],
)
def test_what_can_be_repaired_is_repaired(value):
    assert damaged_number(value) is None
    assert repair_number(value) == "3204321507809001"


@pytest.mark.parametrize(
    "text", ["3204321507809001", " 3204 3215 0780 9001", "3204.3215.0780.9001"]
)
def test_a_number_is_found_where_the_text_is_one_as_a_whole(text):
    assert number_in(text) == "3204321507809001"


@pytest.mark.parametrize(
    "text", ["", "Rina", "320432150780900", "NIK 3204321507809001", "٣" * 16]
)
def test_a_text_that_is_no_number_as_a_whole_gives_none(text):
    assert number_in(text) == ""


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("3,20432E+15", "number.scientific"),
        ("3.20432E+15", "number.scientific"),
        ("3.204321507809e15", "number.scientific"),
        (3204321507809000.0, "number.rounded"),
        (3204321507809010, "number.rounded"),
        (9171011507809001, "number.rounded"),  # above 2**53: odd numbers have no float
    ],
)
def test_lost_digits_are_refused(value, code):
    assert damaged_number(value) == code
    assert "Text" in FAULTS[code]


@given(st.integers(10**15, 10**16 - 1))
def test_a_number_that_passes_a_float_unharmed_is_kept_and_others_are_refused(whole):
    through_a_file = float(whole)

    assert damaged_number(through_a_file) or repair_number(through_a_file) == str(whole)


@given(st.integers(10**15, 10**16 - 1))
def test_excel_rounding_never_passes(whole):
    assert damaged_number(float(whole // 10 * 10)) == "number.rounded"


def test_text_keeps_its_zeros():
    assert damaged_number("3204321507809010") is None


DIGITS = st.text("0123456789", min_size=16, max_size=16)


@given(digits=DIGITS, near=st.booleans(), today=st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_number_read_in_parts_says_what_lokal_id_says_of_the_whole(digits, near, today):
    digits = f"320432{digits[6:]}" if near else digits
    whole = parse_nik(digits, lookup_wilayah=wilayah_name, reference_date=today)
    said = {issue.code for issue in (*whole.errors, *whole.warnings)}

    codes = {fault.code for fault in check_nik(digits, born=None, sex=None, today=today)}

    assert ("nik.birth_date" in codes) == ("birth_date" in said)
    assert ("nik.serial" in codes) == ("serial" in said)
    area = next((it for it in ("province", "wilayah", "wilayah_unknown") if it in said), "")
    names = {"wilayah": "nik.area_zero", "wilayah_unknown": "nik.area_unknown"}
    expected = {names.get(area, f"nik.{area}")} if area else set()
    assert {code for code in codes if "area" in code or "province" in code} == expected
