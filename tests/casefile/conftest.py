"""The people around a case."""

from tests.casework.world import outsider, supervisor, worker

__all__ = ["outsider", "supervisor", "worker"]
