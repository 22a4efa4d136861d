"""What the manual says is what the code does."""

import re

import pytest

from tests.repository.tree import DOCS
from tools import messages, print_docs


@pytest.mark.parametrize("name", print_docs.PAGES)
def test_reference_page_is_fresh(name):
    page = print_docs.NOTE + print_docs.PAGES[name]()
    assert (DOCS / "reference" / name).read_text() == page, "run: make docs"


ROW = re.compile(r"^\| `(?P<code>[^`|]+)` \| (?P<screen>[^|]+) \| (?P<english>[^|]+) \|")


def glossary():
    rows = (ROW.match(line) for line in (DOCS / "glossary.md").read_text().splitlines())
    return [row.groupdict() for row in rows if row]


def test_glossary_is_not_empty():
    assert len(glossary()) > 20


def words_on_screen():
    """English text -> its Indonesian words, of all rooms."""
    return {
        text.id: {str(other.string) for other in [text]}
        for app in messages.apps()
        for text in messages.known(app)
        if isinstance(text.id, str) and text.id
    }
