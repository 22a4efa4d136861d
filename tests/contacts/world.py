"""What a social worker notes of a case: contacts, next steps and notes."""

from datetime import timedelta

from berdaya.contacts.actions import (
    plan_step,
    record_contact,
    review_contact,
    write_note,
)
from berdaya.contacts.actions.contacts import NewContact, Told
from berdaya.contacts.actions.reviews import PRINCIPLES
from berdaya.contacts.actions.steps import NextStep
from berdaya.contacts.models import Contact, Note, Review, Step
from berdaya.keys import new_key
from berdaya.rules.instruments.definition import load
from tests.casework.world import TODAY

WHAT = "Murniati bercerita tentang utang di warung dan menangis."
SECRET_NOTE = "Saya sendiri gelisah sesudah kunjungan ini."
NEXT = NextStep("Menemani ke puskesmas", TODAY + timedelta(days=3))


def told(**more):
    found = {
        "on": TODAY,
        "kind": "visit",
        "participation": "together",
        "what": WHAT,
        "place": "rumah klien",
        "others": ("family",),
        "roles": ("enabler",),
        "techniques": ("ventilation", "support"),
    }
    return Told(**found | more)


def a_contact(case, *, by=None, key=None, done=(), step=NEXT, **more):
    new = NewContact(key or new_key(), case, told(**more), done, step)
    return record_contact(contact=new, by=by or case.worker)


def a_step(case, *, by=None, key=None, words="Menelepon sekolah", due_on=TODAY):
    return plan_step(
        key=key or new_key(), case=case, step=NextStep(words, due_on), by=by or case.worker
    )


def a_note(case, *, by=None, key=None, text="Nomor kader: tanya Bu Sari", is_private=False):
    return write_note(
        key=key or new_key(),
        case=case,
        text=text,
        is_private=is_private,
        by=by or case.worker,
    )


def answers(value=2, **more):
    return {item.code: value for item in load(PRINCIPLES).items} | more


def looked_back(contact, **more):
    return review_contact(contact=contact, answers=answers(**more), by=contact.by)


def contacts():
    return Contact.objects.across_areas(why="test")


def notes():
    return Note.objects.across_areas(why="test")


def reviews():
    return Review.objects.across_areas(why="test")


def steps():
    return Step.objects.across_areas(why="test")


def contacts_life(case, *, author=None):
    """A case with something on each page of this room, by the names of what stands there."""
    first = a_contact(case)
    looked_back(first)
    return {
        "contact": a_contact(case, what="Datang ke kantor membawa anaknya.", kind="office"),
        "case_step": a_step(case),
        "case_note": a_note(case, by=author),
    }


def contact_pages(life, case):
    """How each page is reached: name of the address to its arguments."""
    of_case = ("contact_list", "contact_new", "step_new", "case_note_list", "case_note_new")
    of_contact = ("contact_detail", "contact_correct", "contact_review")
    of_note = ("case_note_edit", "case_note_versions")
    return (
        {"step_list": [()], "step_settle": [(life["case_step"].pk,)]}
        | {name: [(case.pk,)] for name in of_case}
        | {name: [(life["contact"].pk,)] for name in of_contact}
        | {name: [(life["case_note"].pk,)] for name in of_note}
    )
