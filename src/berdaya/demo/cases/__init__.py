"""Cases of social workers in the synthetic villages, each told by a file of `stories`."""

from berdaya.demo.cases.telling import work_on_cases

__all__ = ["work_on_cases"]
