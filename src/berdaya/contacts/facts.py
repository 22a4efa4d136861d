"""What is true of a case by its contacts, for the path through the stages."""

from berdaya.casework.models import Case
from berdaya.contacts.models import Contact, Review
from berdaya.contacts.reading import WHY, contacts_of
from berdaya.rules.casework.stages import IMPLEMENTATION

ABSENT = "absent"
TOOK_PART = frozenset({"consulted", "together", "led"})


def facts_of(case: Case) -> frozenset[str]:
    """The codes of rules/casework/stages.yaml that this room knows. Three queries.

    Of the stage of carrying out, the last time counts: after a new plan it begins anew.
    """
    contacts = list(contacts_of(case))
    entry = case.stage_entries.filter(to_stage=IMPLEMENTATION).order_by("-number").first()
    then = [it for it in contacts if entry and it.entry_id == entry.pk]
    reviews = Review.objects.across_areas(why=WHY).filter(contact__in=[it.first for it in then])
    found = {
        "client-met": any(it.participation != ABSENT for it in contacts),
        "contacts-logged": bool(then),
        "client-took-part": any(it.participation in TOOK_PART for it in then),
        "principles-reviewed": reviews.exists(),
    }
    return frozenset(code for code, holds in found.items() if holds)


def last_contact(case: Case) -> Contact | None:
    """The latest contact of a case as it stands."""
    return contacts_of(case).last()
