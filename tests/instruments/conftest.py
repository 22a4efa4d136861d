"""Each test has a shelf that nothing was read from, and the people around a case."""

import pytest

from berdaya.instruments.shelf import forget
from tests.casework.world import outsider, supervisor, worker

__all__ = ["outsider", "supervisor", "worker"]


@pytest.fixture(autouse=True)
def _fresh_shelf():
    forget()
    yield
    forget()
