from datetime import date

import pytest
from django.core.exceptions import ValidationError

from berdaya.ui.fields import DateField, NameField, PhoneField, RupiahField


@pytest.mark.parametrize(
    "written",
    [
        "23/11/2026",
        "23-11-2026",
        "23.11.2026",
        "2026-11-23",
        "23 November 2026",
        "23 nov 2026",
        "23  Nopember 2026",
    ],
)
def test_a_day_is_read_however_it_is_written(written):
    assert DateField().clean(written) == date(2026, 11, 23)


def test_the_day_stands_before_the_month():
    assert DateField().clean("03/04/2026") == date(2026, 4, 3)


@pytest.mark.parametrize("written", ["31/02/1990", "2026-13-01", "0/1/2000"])
def test_a_day_outside_the_calendar_is_said_to_be_so(written):
    with pytest.raises(ValidationError) as refused:
        DateField().clean(written)
    assert refused.value.code == "no_day"


@pytest.mark.parametrize("written", ["kemarin", "23/11/26", "23 Foo 2026", "11-2026"])
def test_what_is_no_day_is_asked_for_again(written):
    with pytest.raises(ValidationError) as refused:
        DateField().clean(written)
    assert refused.value.code == "invalid"


def test_a_known_day_is_shown_as_people_write_it():
    assert DateField().prepare_value(date(1990, 5, 4)) == "04-05-1990"


@pytest.mark.parametrize(
    "written", ["1250000", "1.250.000", "Rp1.250.000", "rp 1.250.000,00", "1.250.000,-"]
)
def test_rupiah_are_read_however_they_are_written(written):
    assert RupiahField().clean(written) == 1_250_000


@pytest.mark.parametrize("written", ["1,250,000", "1.25.000", "12,5", "lima", "-5"])
def test_an_amount_that_could_mean_two_things_is_asked_for_again(written):
    with pytest.raises(ValidationError):
        RupiahField().clean(written)


def test_an_open_amount_is_what_the_form_says():
    assert RupiahField(required=False, empty=0).clean("") == 0
    assert RupiahField(required=False).clean("") is None


@pytest.mark.parametrize("name", ["Siti Nur'aini", "R. A. Kartini", "Sri-Rahayu", "Ü"])
def test_names_are_taken_as_they_are(name):
    assert NameField().clean(f"  {name} ") == name


@pytest.mark.parametrize("name", ["Budi 2", "-", "3204"])
def test_what_is_no_name_is_asked_for_again(name):
    with pytest.raises(ValidationError):
        NameField().clean(name)


def test_spaces_inside_a_name_are_single():
    assert NameField().clean("Siti   Aminah") == "Siti Aminah"


def test_a_phone_number_is_kept_in_one_form():
    assert PhoneField().clean("0812-3456-7890") == "+6281234567890"
    assert PhoneField(required=False).clean("") == ""


def test_a_phone_number_that_cannot_be_is_asked_for_again():
    with pytest.raises(ValidationError):
        PhoneField().clean("12")
