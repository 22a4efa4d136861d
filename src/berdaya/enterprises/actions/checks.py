"""What several verbs ask before they write."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils import timezone

from berdaya.enterprises import refusals
from berdaya.enterprises.models import Enterprise

Row = TypeVar("Row", bound=models.Model)


def noted(model: type[Row], key: UUID, told: Mapping[str, Any]) -> Row | None:
    """The row that `key` made before; refused where it tells something else.

    Asked under the lock, so that a second press waits for the first. Raises EnterpriseKeyInUse.
    """
    # without sight: keys are unique in the nation, and nothing of the row is shown
    earlier: Row | None = model._base_manager.filter(pk=key).first()
    if earlier and any(getattr(earlier, name) != value for name, value in told.items()):
        raise refusals.EnterpriseKeyInUse
    return earlier


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
