"""The code of a business, found by what people call it."""

import pytest
import yaml

from berdaya.rules.business.kbli import HERE, catalogue, find


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("keripik", "10794"),
        ("Keripik pisang Bu Rina", "10794"),
        ("salon", "96210"),
        ("warung kelontong", "47112"),
        ("anyaman bambu", "16291"),
        ("pijat", "86995"),
        ("batik tulis", "13133"),
        ("jamu gendong", "56306"),
        ("10794", "10794"),
    ],
)
def test_people_find_their_business_in_their_own_words(said, code):
    assert find(said)[0].code == code


def test_the_beginning_of_a_code_finds_its_family():
    assert {kind.code[:2] for kind in find("56")} == {"56"}


@pytest.mark.parametrize("said", ["", "   ", "xyzzy", "di", "99999"])
def test_nothing_is_guessed(said):
    assert find(said) == []


def test_each_code_stands_once_with_its_source():
    told = yaml.safe_load((HERE / "kbli.yaml").read_text(encoding="utf-8"))
    assert len(catalogue()) == len(told["codes"]) > 60
    assert told["complete"] is False
    for code, kind in catalogue().items():
        assert len(code) == 5
        assert code.isdigit()
        assert kind.source in ("regulation", "listing")
        assert kind.title
        assert kind.words
