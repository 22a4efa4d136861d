"""Every text a user may see stands there in Indonesian."""

from collections import defaultdict

import pytest
from tools import messages


@pytest.mark.parametrize("app", messages.apps())
def test_app_speaks_indonesian(app):
    assert messages.gaps(app) == []


def test_no_two_rooms_give_different_words_for_one_text():
    """Django keeps all words in one table: of two rooms that differ, one speaks for both."""
    found = defaultdict(lambda: defaultdict(list))
    for app in messages.apps():
        for one in messages.known(app):
            if one.id:
                found[one.id, one.context][one.string].append(app)

    differ = {key: dict(words) for key, words in found.items() if len(words) > 1}
    assert differ == {}, "say it alike, or tell them apart by a context (pgettext)"
