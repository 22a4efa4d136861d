"""Starting Django from a command."""

import logging
from contextlib import redirect_stderr
from io import StringIO

from berdaya.cli.setup import ready


def streams():
    """Where the log of this process goes."""
    return [getattr(handler, "stream", None) for handler in logging.getLogger().handlers]


def test_a_second_start_leaves_the_log_where_it_goes():
    before = streams()

    with redirect_stderr(StringIO()):
        ready()

    assert streams() == before
