"""No log line and no report of an error shows a number."""

import logging
import sys
from uuid import UUID

import pytest
from django.test import RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st

from berdaya.people.facts import NewFamily, PersonFacts
from berdaya.sealed.masking import HideNumbers, MaskingFormatter, Reporter, hide_numbers

NIK = "3204325507809001"
WAYS = [
    NIK,
    "3204 3255 0780 9001",
    "3204-3255-0780-9001",
    "320432.550780.9001",
    "32.04.32.550780.9001",
    f"'{NIK}'",
    f"nik={NIK}&sex=male",
    f"Key (nik)=({NIK}) already exists",
]


@pytest.mark.parametrize("text", WAYS)
def test_a_number_is_hidden_however_it_is_written(text):
    hidden = hide_numbers(text)

    assert "5507" not in hidden
    assert "3204••••••••9001" in hidden


@given(st.text(), st.from_regex(r"[0-9]{16}", fullmatch=True), st.text())
def test_a_number_is_hidden_in_any_surroundings(before, number, after):
    text = f"{before} {number},{after}"

    assert number not in hide_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24 00:30:12,123 ERROR",
        "01a20afe-326b-73f0-ad5f-0e9adae46e31",
        "32.04.32.2998.001.002",
        "+6281234567890",
        "1732406400123456789",  # a moment in nanoseconds
    ],
)
def test_what_is_no_number_of_a_person_stays_readable(text):
    assert hide_numbers(text) == text


def record(message, *args, exc_info=None):
    return logging.LogRecord("berdaya", logging.ERROR, "x.py", 1, message, args, exc_info)


def test_a_log_record_is_masked_for_every_handler_behind_the_filter():
    made = record("no family for %s", NIK)

    assert HideNumbers().filter(made)
    assert NIK not in made.getMessage()


def test_a_traceback_is_masked_as_a_whole():
    try:
        raise ValueError(f"cannot read {NIK}")
    except ValueError:
        made = record("failed", exc_info=sys.exc_info())

    assert NIK not in MaskingFormatter().format(made)
    assert "ValueError" in MaskingFormatter().format(made)


@pytest.mark.parametrize("debug", [True, False])
def test_the_report_of_an_error_hides_bodies_addresses_and_variables(settings, debug):
    settings.DEBUG = debug
    request = RequestFactory().post(f"/x/?q={NIK}", {"nik": NIK})
    try:
        nik = NIK
        raise ValueError(nik)
    except ValueError:
        report = Reporter(request, *sys.exc_info())

    for text in (report.get_traceback_html(), report.get_traceback_text()):
        assert NIK not in text
        assert "ValueError" in text


def test_every_handler_of_the_log_masks(settings):
    for handler in settings.LOGGING["handlers"].values():
        assert "hide_numbers" in handler["filters"]


def test_facts_do_not_show_their_numbers_when_printed():
    assert NIK not in repr(PersonFacts("Rina", "female", nik=NIK))
    assert NIK not in repr(NewFamily(None, "", (), None, kk_number=NIK))


@given(st.uuids())
@example(UUID("01a20bf6-6793-7123-8456-6053c52397b4"))
@example(UUID("01a20bf6-6793-7123-8456-605312345678"))
def test_the_key_of_a_record_is_no_number(key):
    for text in (str(key), key.hex, f"keluarga {key}, lagi"):
        assert hide_numbers(text) == text


def test_a_number_beside_a_key_is_hidden():
    text = "01a20bf6-6793-7123-8456-6053c52397b4 3204321507809001"

    assert hide_numbers(text) == "01a20bf6-6793-7123-8456-6053c52397b4 3204••••••••9001"
