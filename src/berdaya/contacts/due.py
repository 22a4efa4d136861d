"""What waits to be done: the next steps of the cases that somebody works on."""

from dataclasses import dataclass
from datetime import date, timedelta

from berdaya.access.models import User
from berdaya.contacts.models import NextSteps, Step

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many steps are late, and how many come within the week."""

    late: int
    soon: int

    @property
    def all(self) -> int:
        return self.late + self.soon


def steps_for(user: User) -> NextSteps:
    """Open steps of the cases that `user` works on, the most urgent first.

    Whoever supervises sees them on each case; to remind is for who does them.
    """
    rows = Step.objects.visible_to(user, "contacts.record_contact").open()
    return rows.order_by("due_on", "pk")


def waiting_for(user: User, today: date) -> Waiting:
    """For the home page: numbers alone, since others may see the screen. One query."""
    days = list(steps_for(user).due_by(today + SOON).values_list("due_on", flat=True))
    late = sum(day < today for day in days)
    return Waiting(late, len(days) - late)
