"""The verbs on capital."""

from berdaya.capital.actions.applications import (
    add_line,
    begin_application,
    name_decision,
    remove_line,
    submit_application,
    withdraw_application,
)
from berdaya.capital.actions.calls import announce_call
from berdaya.capital.actions.decisions import (
    confirm_decision,
    propose_decision,
    send_back,
)
from berdaya.capital.actions.oneself import say_who_one_is
from berdaya.capital.actions.uses import accept_accounts, report_use, take_back_use

__all__ = [
    "accept_accounts",
    "add_line",
    "announce_call",
    "begin_application",
    "confirm_decision",
    "name_decision",
    "propose_decision",
    "remove_line",
    "report_use",
    "say_who_one_is",
    "send_back",
    "submit_application",
    "take_back_use",
    "withdraw_application",
]
