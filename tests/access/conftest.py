"""What the tests of access share."""

import pytest

from berdaya.access import idle


@pytest.fixture
def session_stays_as_it_is(monkeypatch):
    """After a while any page writes the session anew: no sign of what stands behind a page."""
    monkeypatch.setattr(idle, "STEPS", 1)
