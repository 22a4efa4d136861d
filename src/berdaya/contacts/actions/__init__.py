"""The verbs on contacts, what is to be done next, and notes."""

from berdaya.contacts.actions.contacts import correct_contact, record_contact
from berdaya.contacts.actions.notes import edit_note, write_note
from berdaya.contacts.actions.reviews import review_contact
from berdaya.contacts.actions.steps import plan_step, settle_step

__all__ = [
    "correct_contact",
    "edit_note",
    "plan_step",
    "record_contact",
    "review_contact",
    "settle_step",
    "write_note",
]
