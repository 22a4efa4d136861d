"""The verbs on the directory of services and on referrals."""

from berdaya.services.actions.answering import export_letter, record_step
from berdaya.services.actions.drafting import draft_referral
from berdaya.services.actions.exports import export_coverage
from berdaya.services.actions.providers import add_provider, edit_provider, end_provider
from berdaya.services.actions.reaches import add_reach, end_reach
from berdaya.services.actions.services import (
    add_service,
    check_service,
    edit_service,
    end_service,
)

__all__ = [
    "add_provider",
    "add_reach",
    "add_service",
    "check_service",
    "draft_referral",
    "edit_provider",
    "edit_service",
    "end_provider",
    "end_reach",
    "end_service",
    "export_coverage",
    "export_letter",
    "record_step",
]
