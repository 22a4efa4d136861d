"""The time of a story: what is recorded on a day of it carries that day's stamp, as it would have."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import count
from unittest.mock import patch

from django.utils import timezone

_truly_now = timezone.now
_told = count()  # moments: no two things are recorded at the same


@contextmanager
def as_of(day: date) -> Iterator[None]:
    """Let it be that day, from nine o'clock on; today it is as late as it is."""
    nine = timezone.make_aware(datetime.combine(day, time(9)))

    def now() -> datetime:
        return min(nine + timedelta(milliseconds=100 * next(_told)), _truly_now())

    with patch.object(timezone, "now", now):
        yield
