"""How long somebody else may look into a case: rules of our own, from no law (2026-11-27).

To be checked against the service's own standard before use.
"""

from datetime import timedelta

LET_IN_DAYS = 30  # at most; whoever needs it longer is given it again, with a reason
GLASS = timedelta(hours=24)
FEWEST_WORDS = 20  # letters of a reason to break the glass
