"""The tables of groups: the register, who belongs and leads, what happened, meetings, months."""

from berdaya.groups.models.closings import Closing
from berdaya.groups.models.group import Group, Paper, Turn
from berdaya.groups.models.kb import KbNote
from berdaya.groups.models.meetings import Attendance, Meeting, Resolution
from berdaya.groups.models.people import Member, Mentoring, Term
from berdaya.groups.models.photos import Photo

__all__ = [
    "Attendance",
    "Closing",
    "Group",
    "KbNote",
    "Meeting",
    "Member",
    "Mentoring",
    "Paper",
    "Photo",
    "Resolution",
    "Term",
    "Turn",
]
