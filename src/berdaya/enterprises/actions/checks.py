"""What several verbs ask before they write."""

from datetime import date

from django.utils import timezone

from berdaya.enterprises import refusals
from berdaya.enterprises.models import Enterprise


def locked(enterprise: Enterprise) -> Enterprise:
    """The business as it stands now, its row held: what two people note of it takes turns."""
    rows = Enterprise.objects.across_areas(why="one business, which the verb allowed")
    return rows.select_for_update(of=("self",)).select_related("group").get(pk=enterprise.pk)


def refuse_ended(enterprise: Enterprise) -> None:
    """Raises EnterpriseEnded."""
    if enterprise.ended_on:
        raise refusals.EnterpriseEnded(name=enterprise.name)


def refuse_outside(enterprise: Enterprise, day: date) -> None:
    """Raises EnterpriseDayNotCome, BeforeBeginning or AfterEnding."""
    refuse_future(day)
    if day < enterprise.begun_on:
        raise refusals.BeforeBeginning
    if enterprise.ended_on and day > enterprise.ended_on:
        raise refusals.AfterEnding


def refuse_future(*days: date | None) -> None:
    """Raises EnterpriseDayNotCome where one of the days lies ahead."""
    if any(day > timezone.localdate() for day in days if day):
        raise refusals.EnterpriseDayNotCome
