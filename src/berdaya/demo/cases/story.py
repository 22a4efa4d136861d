"""What the deeds of one story share."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from berdaya.access.models import User
from berdaya.caseplans.models import CasePlan, Goal
from berdaya.casework.models import Case
from berdaya.people.models import Family
from berdaya.services.models import Service

Told = dict[str, Any]  # as a file of `stories` has it


@dataclass(slots=True)
class Story:
    """A case, whoever works on it, and what later lines of the story speak of."""

    case: Case
    worker: User
    client: str  # the client's name, or of whoever speaks for the client
    family: Family | None
    opened: date
    today: date
    sari: User
    services: dict[str, Service]
    plan: CasePlan | None = None
    goals: list[Goal] = field(default_factory=list)

    def day(self, number: int) -> date:
        """So many days after the case began."""
        return self.opened + timedelta(days=number)

    def year(self, age: int | None) -> int | None:
        """The year in which something was so many years ago."""
        return None if age is None else self.today.year - age

    @property
    def planned(self) -> CasePlan:
        assert self.plan is not None, "a story plans before it speaks of its plan"
        return self.plan
