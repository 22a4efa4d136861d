"""The people around a case, and facts that a test chooses."""

import pytest

from tests.casework.world import outsider, supervisor, worker

__all__ = ["known", "outsider", "supervisor", "worker"]


@pytest.fixture
def known(monkeypatch):
    """What is true of every case; a test adds to it."""
    facts = set()
    for module in ("actions", "path"):
        monkeypatch.setattr(f"berdaya.pathway.{module}.facts_of", lambda case: frozenset(facts))
    return facts
