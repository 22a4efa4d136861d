"""The tables of plans: versions, goals, activities, tasks and their practice."""

from berdaya.caseplans.models.goals import Goal
from berdaya.caseplans.models.plans import CasePlan, PlanAgreement
from berdaya.caseplans.models.referrals import CaseReferral
from berdaya.caseplans.models.work import Activity, CaseTask, Practice

__all__ = [
    "Activity",
    "CasePlan",
    "CaseReferral",
    "CaseTask",
    "Goal",
    "PlanAgreement",
    "Practice",
]
