"""That a referral was made for a case, and for which goal of its plan."""

from django.db import models

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.caseplans.models.goals import Goal
from berdaya.casework.models import Case
from berdaya.casework.sight import CaseRows
from berdaya.keys import new_key
from berdaya.services.models import Referral


class CaseReferrals(CaseRows["CaseReferral"]):
    cell = "case-plan.read"


class CaseReferral(models.Model):
    """Ties a secret referral to its case. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="case_referrals")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="+")
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="for_case")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(CaseReferrals)()

    def __str__(self) -> str:
        return f"{self.case_id} {self.referral_id}"
