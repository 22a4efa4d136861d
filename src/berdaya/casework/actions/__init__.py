"""The verbs on cases. A stage is changed by room pathway alone: see stages.py."""

from berdaya.casework.actions.assigning import assign_worker, transfer_case
from berdaya.casework.actions.contracts import (
    sign_contract,
    withdraw_contract,
    write_contract,
)
from berdaya.casework.actions.emergencies import break_glass
from berdaya.casework.actions.intakes import decline_intake, hand_in, take_on, triage
from berdaya.casework.actions.reopening import reopen_case
from berdaya.casework.actions.sights import end_access, give_access, see_break
from berdaya.casework.actions.taking_over import take_over_case

__all__ = [
    "assign_worker",
    "break_glass",
    "decline_intake",
    "end_access",
    "give_access",
    "hand_in",
    "reopen_case",
    "see_break",
    "sign_contract",
    "take_on",
    "take_over_case",
    "transfer_case",
    "triage",
    "withdraw_contract",
    "write_contract",
]
