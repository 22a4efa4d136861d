"""What practice knowledge says of a contact, and how its worker looked back on it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from berdaya.casework.models import Case
from berdaya.contacts.actions.reviews import PRINCIPLES
from berdaya.contacts.models import Contact, Contacts, Review, Step
from berdaya.rules.casework import warnings as practice
from berdaya.rules.instruments.definition import load
from berdaya.rules.instruments.scoring import score_one
from berdaya.ui.languages import said

WHY = "of a case in sight"


@dataclass(frozen=True, slots=True)
class Advice:
    """A warning of practice. It informs and bars nothing."""

    title: str
    about: str
    to_check: str  # what of it is our own choice


def advice_on(contact: Contact) -> list[Advice]:
    """What practice says of this contact after those before it. Two queries."""
    rows = contacts_of(contact.case).filter(on__lte=contact.on)
    earlier = [it for it in rows if it.first != contact.first and _is_before(it, contact)]
    due = due_after(contact.case)
    told = [told_of(it, due.get(it.first)) for it in (*earlier, contact)]
    return [
        Advice(said(one.title), said(one.about), said(one.to_check))
        for one in practice.warnings_of(told[-1], told[:-1])
    ]


def _is_before(one: Contact, other: Contact) -> bool:
    """Of a day with several, in the order in which they were first noted: keys are made in time."""
    return (one.on, one.first) < (other.on, other.first)


def contacts_of(case: Case) -> Contacts:
    """The contacts of a case as they stand, the oldest first."""
    rows = Contact.objects.across_areas(why=WHY).of(case).standing()
    return rows.select_related("entry", "by").in_order()


def due_after(case: Case) -> dict[UUID, date]:
    """When the next step comes that was agreed in a contact, by its first version."""
    steps = Step.objects.across_areas(why=WHY).of(case).filter(contact__isnull=False)
    return dict(steps.order_by("-due_on").values_list("contact", "due_on"))


def told_of(contact: Contact, next_on: date | None) -> practice.Contact:
    """A contact as the rules read it."""
    return practice.Contact(
        day=contact.on,
        stage=contact.entry.to_stage,
        participation=contact.participation,
        techniques=frozenset(contact.techniques),
        roles=frozenset(contact.roles),
        in_crisis=contact.in_crisis,
        next_on=next_on,
    )


def profile_of(review: Review) -> list[tuple[str, int | None]]:
    """Each group of principles with its mean, 0 to 100; none where no occasion was."""
    definition = load(PRINCIPLES, review.version)
    outputs = score_one(definition, review.answers).outputs
    return [
        (said(output.title), None if found is None else round(found))
        for output in definition.outputs
        for found in (outputs[output.name].score,)
    ]
