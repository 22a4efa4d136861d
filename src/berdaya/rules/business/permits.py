"""How long a permit still holds.

How long which permit holds is said by the permit itself: the day stands on it, or there is
none (an NIB holds as long as the business goes on, PP 28/2025 on licences by risk; to be
checked there). So no duration is kept here.
"""

from datetime import date, timedelta

REMIND_DAYS = 60  # ours: time enough to gather papers and be tested
ENDED, SOON, HOLDS, NO_END = "ended", "soon", "holds", "no-end"


def state_on(day: date, valid_until: date | None) -> str:
    """Whether a permit that holds until a day (included) still holds, and for how long."""
    if valid_until is None:
        return NO_END
    if valid_until < day:
        return ENDED
    return SOON if valid_until <= last_reminded(day) else HOLDS


def last_reminded(day: date) -> date:
    """The last end of a permit that one is reminded of on `day`."""
    return day + timedelta(days=REMIND_DAYS)
