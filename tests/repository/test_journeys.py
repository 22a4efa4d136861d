"""A journey waits for the page it goes to, so that it does not look at the one before."""

import re

import pytest

from tests.repository.tree import ROOT, name_of

CLICKS = re.compile(r'get_by_role\("(?:link|button)".*\.click\(\)$')
# what stays on its page is followed by an assertion that waits, or fetches a file
WAITS = re.compile(r"expect\(|expect_download\(")


@pytest.mark.parametrize("path", sorted(ROOT.glob("tests/journeys/test_*.py")), ids=name_of)
def test_links_and_buttons_are_followed_or_waited_for(path):
    lines = [line for line in path.read_text().splitlines() if line.strip()]

    hasty = [
        line.strip()
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if CLICKS.search(line) and not WAITS.search(before + after)
    ]

    assert not hasty
