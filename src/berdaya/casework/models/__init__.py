"""The tables of casework: what was handed in, cases and their stages, who may see them, who did."""

from berdaya.casework.models.cases import Assignment, Case, StageEntry
from berdaya.casework.models.contracts import Contract
from berdaya.casework.models.intakes import Intake
from berdaya.casework.models.sights import CaseAccess, CaseRead, GlassBreak

__all__ = [
    "Assignment",
    "Case",
    "CaseAccess",
    "CaseRead",
    "Contract",
    "GlassBreak",
    "Intake",
    "StageEntry",
]
