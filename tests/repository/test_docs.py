"""What the manual says is what the code does."""

import re

import pytest
from tools import messages, print_docs

from tests.repository.tree import DOCS


@pytest.mark.parametrize("name", print_docs.PAGES)
def test_reference_page_is_fresh(name):
    page = print_docs.NOTE + print_docs.PAGES[name]()
    assert (DOCS / "reference" / name).read_text() == page, "run: make docs"


ROW = re.compile(r"^\| `[^`|]+` \| (?P<id>[^|]+?) \| (?P<en>[^|]+?) \|", re.MULTILINE)
PAIRS = ROW.findall((DOCS / "glossary.md").read_text())
TEXTS = [
    (app, text)
    for app in messages.apps()
    for text in messages.known(app)
    if text.id and isinstance(text.id, str)
]
# words that would name a thing of the glossary a second time
SECOND_WORDS = {
    "relawan": "kader",
    "rumah tangga": "keluarga",
    "survei": "pendataan",
    "survey": "pendataan",
    "tahapan": "tahap",
    "kuesioner": "instrumen",
}


def test_glossary_has_each_pair_once():
    assert len(PAIRS) > 20
    assert len({english for _, english in PAIRS}) == len(PAIRS)


def test_screens_use_the_words_of_the_glossary():
    wanted = {english: indonesian for indonesian, english in PAIRS}
    assert not [
        f"{app}: {text.id} is {text.string}, not {wanted[text.id]}"
        for app, text in TEXTS
        if text.id in wanted and text.string.casefold() != wanted[text.id].casefold()
    ]


@pytest.mark.parametrize("word", SECOND_WORDS)
def test_no_screen_has_a_second_word_for_one_thing(word):
    assert not [
        text.string for _, text in TEXTS if re.search(rf"\b{word}\b", str(text.string), re.I)
    ]
