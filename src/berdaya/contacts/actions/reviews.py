"""Looking back on a contact with the sixteen principles of practice (E3)."""

from collections.abc import Mapping

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.contacts import refusals
from berdaya.contacts.models import Contact, Review
from berdaya.once import once
from berdaya.rules.instruments.definition import load
from berdaya.surveys.answers import may_not_apply

PRINCIPLES = "practice-principles"


@transaction.atomic
@once
def review_contact(*, contact: Contact, answers: Mapping[str, object], by: User) -> Review:
    """Keep how whoever noted a contact looks back on it. Once; the same answers again add nothing.

    Raises:
        NotAllowed, NotTheAuthor, AlreadyReviewed, ReviewIncomplete.
    """
    allow(by, "contacts.review_contact", case=contact.case)
    if contact.by_id != by.pk:
        raise refusals.NotTheAuthor
    rows = Review.objects.across_areas(why="allowed above")
    if earlier := rows.filter(contact=contact.first).first():
        if earlier.answers == dict(answers):
            return earlier
        raise refusals.AlreadyReviewed
    definition = load(PRINCIPLES)
    for item in definition.items:
        said = answers.get(item.code)
        if said == item.not_applicable and may_not_apply(item, (), contact.on):
            continue
        if said is None or not item.accepts(said):
            raise refusals.ReviewIncomplete
    made = Review.objects.create(
        contact_id=contact.first, version=definition.version, answers=dict(answers), by=by
    )
    trace(by, "contacts.review_contact", contact.case)
    return made
