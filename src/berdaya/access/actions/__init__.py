"""The verbs on users, and what every verb of every room begins and ends with."""

from berdaya.access.actions.rights import NotAllowed, allow, may, name_of, trace
from berdaya.access.actions.users import (
    OwnAccount,
    RoleDoesNotFit,
    RoleEnded,
    UsernameTaken,
    WiderThanYours,
    add_user,
    end_role,
    give_role,
    remove_second_factor,
    set_password,
)

__all__ = [
    "NotAllowed",
    "OwnAccount",
    "RoleDoesNotFit",
    "RoleEnded",
    "UsernameTaken",
    "WiderThanYours",
    "add_user",
    "allow",
    "end_role",
    "give_role",
    "may",
    "name_of",
    "remove_second_factor",
    "set_password",
    "trace",
]
