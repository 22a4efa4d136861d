"""The verbs on plans."""

from berdaya.caseplans.actions.goals import remove_goal, set_goal
from berdaya.caseplans.actions.plans import agree_plan, begin_plan, describe_plan
from berdaya.caseplans.actions.referrals import refer
from berdaya.caseplans.actions.tasks import (
    end_task,
    give_task,
    note_practice,
    take_back_practice,
)
from berdaya.caseplans.actions.work import plan_activity, settle_activity

__all__ = [
    "agree_plan",
    "begin_plan",
    "describe_plan",
    "end_task",
    "give_task",
    "note_practice",
    "plan_activity",
    "refer",
    "remove_goal",
    "set_goal",
    "settle_activity",
    "take_back_practice",
]
