"""The verbs on groups."""

from berdaya.groups.actions.founding import register_group
from berdaya.groups.actions.kb import note_kb
from berdaya.groups.actions.meetings import (
    call_off_meeting,
    plan_meeting,
    record_meeting,
    settle_resolution,
)
from berdaya.groups.actions.members import add_member, end_member
from berdaya.groups.actions.months import close_month, reopen_month
from berdaya.groups.actions.people import (
    assign_mentor,
    elect,
    end_mentoring,
    end_term,
)
from berdaya.groups.actions.photos import add_photos, remove_photo
from berdaya.groups.actions.register import (
    add_paper,
    edit_group,
    withdraw_paper,
)
from berdaya.groups.actions.turns import (
    end_group,
    merge_groups,
    put_to_rest,
    revive,
    split_group,
)

__all__ = [
    "add_member",
    "add_paper",
    "add_photos",
    "assign_mentor",
    "call_off_meeting",
    "close_month",
    "edit_group",
    "elect",
    "end_group",
    "end_member",
    "end_mentoring",
    "end_term",
    "merge_groups",
    "note_kb",
    "plan_meeting",
    "put_to_rest",
    "record_meeting",
    "register_group",
    "remove_photo",
    "reopen_month",
    "revive",
    "settle_resolution",
    "split_group",
    "withdraw_paper",
]
