"""Purposes are complete: both languages, a known basis, and a word on silence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.purposes.definition import (
    GIVEN,
    REFUSED,
    WITHDRAWN,
    UnknownPurpose,
    is_child,
    purpose,
    purposes,
)

ALL = list(purposes().values())


def texts(one):
    yield from (one.title, one.basis.name, one.stops, one.stays, *one.to_be_checked)
    for wording in one.versions:
        yield from (wording.records, wording.why, *wording.full)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_text_stands_in_both_languages(one):
    assert all(text.keys() == {"id", "en"} for text in texts(one))
    assert all(words.strip() for text in texts(one) for words in text.values())


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_what_is_recorded_and_why_are_one_sentence_each(one):
    for wording in one.versions:
        for text in (wording.records, wording.why):
            assert all(words.count(".") == 1 and words.endswith(".") for words in text.values())


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_purpose_names_its_sources_and_its_open_questions(one):
    assert one.sources
    assert one.to_be_checked
    assert len({wording.version for wording in one.versions}) == len(one.versions)


def test_where_consent_is_the_basis_silence_is_a_no():
    assert {one.id for one in ALL if one.silence_allows} == {"survey"}
    assert not any(one.silence_allows for one in ALL if one.rests_on_consent)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_no_is_kept_whatever_the_basis(one):
    assert one.allows(GIVEN)
    assert not one.allows(REFUSED)
    assert not one.allows(WITHDRAWN)


def test_an_unknown_purpose_or_version_is_said_to_be_so():
    with pytest.raises(UnknownPurpose):
        purpose("marketing")
    with pytest.raises(UnknownPurpose):
        purpose("survey").wording("0")


@given(born=st.dates(date(1930, 1, 1), date(2030, 1, 1)), on=st.dates(date(1930, 1, 1)))
def test_one_is_a_child_until_the_eighteenth_birthday(born, on):
    # who is born on 29 February turns eighteen on 1 March, for no 18th year after has that day
    turns = date(
        born.year + 18,
        *((3, 1) if (born.month, born.day) == (2, 29) else (born.month, born.day)),
    )

    assert is_child(born, on) == (on < turns)


def test_nobody_is_called_a_child_whose_birth_date_is_not_known():
    assert not is_child(None, date(2026, 1, 1))
