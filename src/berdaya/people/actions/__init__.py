"""The verbs on families and persons."""

from berdaya.people.actions.families import (
    AlreadyEnded,
    EndsBeforeItBegins,
    FamilyEnded,
    HeadStays,
    KeyInUse,
    add_member,
    edit_family,
    edit_person,
    end_membership,
    register_families,
    register_family,
)

__all__ = [
    "AlreadyEnded",
    "EndsBeforeItBegins",
    "FamilyEnded",
    "HeadStays",
    "KeyInUse",
    "add_member",
    "edit_family",
    "edit_person",
    "end_membership",
    "register_families",
    "register_family",
]
