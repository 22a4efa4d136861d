"""The verbs on users, and what every verb of every room begins and ends with."""

from berdaya.access.actions.invitations import (
    InvitationSpent,
    NothingToLeave,
    invite,
    invite_back,
    leaving_roles,
    let_go,
    withdraw_invitation,
)
from berdaya.access.actions.rights import NotAllowed, allow, area_of, may, name_of, trace
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
    "InvitationSpent",
    "NotAllowed",
    "NothingToLeave",
    "OwnAccount",
    "RoleDoesNotFit",
    "RoleEnded",
    "UsernameTaken",
    "WiderThanYours",
    "add_user",
    "allow",
    "area_of",
    "end_role",
    "give_role",
    "invite",
    "invite_back",
    "leaving_roles",
    "let_go",
    "may",
    "name_of",
    "remove_second_factor",
    "set_password",
    "trace",
    "withdraw_invitation",
]
