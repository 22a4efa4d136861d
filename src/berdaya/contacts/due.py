"""What waits to be done: cases whose client was not met yet, and the next steps of the others."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.models.cases import Cases
from berdaya.contacts.models import Contact, NextSteps, Step

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many clients nobody met yet, how many steps are late, how many come within the week."""

    unmet: int
    late: int
    soon: int

    @property
    def all(self) -> int:
        return self.unmet + self.late + self.soon


def steps_for(user: User) -> NextSteps:
    """Open steps of the cases that `user` works on, the most urgent first.

    Whoever supervises sees them on each case; to remind is for who does them.
    """
    rows = Step.objects.visible_to(user, "contacts.record_contact").open()
    return rows.order_by("due_on", "pk")


def unmet_by(user: User) -> Cases:
    """Cases given to `user` in which no contact is noted, the one handed in first on top."""
    rows = Case.objects.visible_to(user, "contacts.record_contact").standing()
    met = Contact.objects.across_areas(why="of the same rows").filter(case=OuterRef("pk"))
    return rows.filter(~Exists(met), worker=user).order_by("opened_on", "pk")


def waiting_for(user: User, today: date) -> Waiting:
    """For the home page: numbers alone, since others may see the screen. Two queries."""
    days = list(steps_for(user).due_by(today + SOON).values_list("due_on", flat=True))
    late = sum(day < today for day in days)
    return Waiting(unmet_by(user).count(), late, len(days) - late)
