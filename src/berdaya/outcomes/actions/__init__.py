"""The verbs of evaluation and ending."""

from berdaya.outcomes.actions.after import date_follow_ups, note_follow_up, plan_after_care
from berdaya.outcomes.actions.ending import check_readiness, give_summary, write_summary
from berdaya.outcomes.actions.evaluating import note_client_rating, note_lesson, rate_goals

__all__ = [
    "check_readiness",
    "date_follow_ups",
    "give_summary",
    "note_client_rating",
    "note_follow_up",
    "note_lesson",
    "plan_after_care",
    "rate_goals",
    "write_summary",
]
