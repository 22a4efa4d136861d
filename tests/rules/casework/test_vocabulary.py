"""The words of casework: complete, in both languages, each with its source."""

from collections import Counter

import pytest

from berdaya.rules.casework.vocabulary import (
    UnknownTerm,
    codes,
    strategies_of,
    term,
    terms,
    vocabulary,
)
from berdaya.rules.instruments.definition import load

EVERY = [
    pytest.param(of, one, id=f"{of.code}-{one.code}")
    for of in vocabulary().values()
    for one in of.terms
]


@pytest.mark.parametrize(("of", "one"), EVERY)
def test_every_term_has_words_in_both_languages_and_a_source(of, one):
    assert set(one.words) == set(one.about) == set(of.title) == {"id", "en"}
    assert all([*one.words.values(), *one.about.values(), one.source, of.domain])


@pytest.mark.parametrize("of", vocabulary().values(), ids=lambda it: it.code)
def test_no_code_and_no_word_stands_twice_in_a_list(of):
    assert len(set(of.codes)) == len(of.terms)
    assert len({one.words["id"] for one in of.terms}) == len(of.terms)
    assert len({one.words["en"] for one in of.terms}) == len(of.terms)


@pytest.mark.parametrize(
    ("of", "how_many"),
    [
        ("welfare-goals", 3), ("functions", 4), ("fields", 11), ("problem-sources", 4),
        ("work-goals", 8), ("work-functions", 3), ("roles", 6), ("techniques", 6),
        ("principles", 16), ("settings", 3), ("problem-facets", 8), ("systems", 4),
        ("goal-kinds", 2), ("end-reasons", 5),
    ],
)  # fmt: skip  # as the chapter counts them
def test_lists_are_as_long_as_the_source_says(of, how_many):
    assert len(terms(of)) == how_many


def test_principles_are_those_of_the_instrument_four_groups_of_four():
    principles = terms("principles")

    assert [one.code for one in principles] == [
        it.code for it in load("practice-principles").items
    ]
    assert list(Counter(one.part_of for one in principles).values()) == [4, 4, 4, 4]


def test_every_strategy_belongs_to_a_setting_and_every_setting_has_some():
    shared = [one for setting in codes("settings") for one in strategies_of(setting)]

    assert sorted(one.code for one in shared) == sorted(codes("strategies"))
    assert all(strategies_of(setting) for setting in codes("settings"))


def test_the_ages_of_tasks_follow_each_other_without_a_gap():
    bands = [(one.from_age, one.until_age) for one in terms("ages")]

    assert [until for _, until in bands[:-1]] == [since for since, _ in bands[1:]]


def test_a_word_that_is_not_there_is_not_guessed():
    with pytest.raises(UnknownTerm):
        term("fields", "weather")
    with pytest.raises(UnknownTerm):
        terms("weather")
    assert term("fields", "women").words["id"] == "Perempuan"
