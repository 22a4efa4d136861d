"""Whom a referral that was made for a case is open to: those who see the case's plan."""

from django.db.models import Q

from berdaya.access.models import User
from berdaya.access.verbs import VERBS
from berdaya.casework.sight import reached


def opens(user: User, deed: str) -> Q:
    """The referrals of cases that `user` reaches; whoever may change the plan takes their steps."""
    is_reading = VERBS.get(deed, deed) == "referral.read"
    cell = "case-plan.read" if is_reading else "case-plan.change"
    return reached(user, cell, "for_case__case")
