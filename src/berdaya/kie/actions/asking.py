"""Noting what those who listened knew, before and after, by the verb that records all surveys."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID, uuid5

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Member
from berdaya.groups.persons import standing_for
from berdaya.groups.sight import allow
from berdaya.kie import refusals
from berdaya.kie.models import Asked, Session, who_came
from berdaya.people.models import Door, Membership
from berdaya.rules.instruments.definition import load
from berdaya.rules.kie.topics import topic
from berdaya.surveys.actions.recording import SurveyKeyInUse, record_assessments
from berdaya.surveys.answers import NewAssessment

LOW_HALF = (1 << 64) - 1


@transaction.atomic
def ask(
    *,
    key: UUID,
    session: Session,
    about: str,
    phase: str,
    knew: Mapping[UUID, Collection[str]],
    by: User,
) -> int:
    """Note for each member who was asked which questions about a topic they knew.

    `knew` has the members who were asked, with the codes of what they knew; all other questions
    they did not know. Return how many were asked. The same page sent again changes nothing;
    another page may add members who were not asked yet.

    Raises:
        NotAllowed, SessionWithdrawn, NoTopic, NotThere, InNoFamily, AskedAlready; what
        recording a survey raises.
    """
    allow(by, "kie.ask", group=session.group)
    locked(session.group)
    session = Session.objects.across_areas(why="the verb locked its group").get(pk=session.pk)
    if session.withdrawn_because:
        raise refusals.SessionWithdrawn
    if not session.covered.filter(topic=about).exists():
        raise refusals.NoTopic
    members = {it.pk: it for it in who_came(session) if it.pk in knew}
    if not knew or set(knew) - set(members):
        raise refusals.NotThere
    questions = topic(about).questions
    entries = _entries(key, session, questions, list(members.values()), knew)
    noted = session.asked.filter(topic=about, phase=phase, member__in=members)
    if any(it.assessment_id != entries[it.member_id].key for it in noted):
        raise refusals.AskedAlready
    try:
        record_assessments(
            entries=list(entries.values()), instrument=questions, door=Door.WEB, by=by
        )
    except SurveyKeyInUse:  # the same page with other answers
        raise refusals.AskedAlready from None
    same = {"session": session, "topic": about, "phase": phase}
    rows = [Asked(member_id=it, assessment_id=one.key, **same) for it, one in entries.items()]
    Asked.objects.bulk_create(rows, ignore_conflicts=True)
    trace(by, "kie.ask", session, topic=about, phase=phase, count=len(entries))
    return len(entries)


def _entries(
    page: UUID,
    session: Session,
    questions: str,
    members: Sequence[Member],
    knew: Mapping[UUID, Collection[str]],
) -> dict[UUID, NewAssessment]:
    """A filled questionnaire of each member, by the member's key."""
    day = session.day
    codes = [item.code for item in load(questions).items]
    stands = standing_for([it.person_id for it in members])
    places = Membership.objects.on(day).filter(person__in=stands.values())
    places_of = {it.person_id: it for it in places.select_related("family", "person")}
    found = {it.pk: places_of.get(stands[it.person_id]) for it in members}
    for member in members:
        if found[member.pk] is None:
            raise refusals.InNoFamily(name=member.person.name)
    return {
        key: NewAssessment(
            key=_key_of(page, key),
            family=place.family,
            answers={code: int(code in knew[key]) for code in codes},
            conducted_on=day,
            person=place.person,
        )
        for key, place in found.items()
        if place
    }


def _key_of(page: UUID, member: UUID) -> UUID:
    """A key for one member of a page, the same each time the page is sent.

    It begins as the page's does, so that what was asked after sorts after what was asked before:
    of two surveys of a day the later key counts for the year.
    """
    return UUID(int=(page.int & ~LOW_HALF) | (uuid5(page, member.hex).int & LOW_HALF))
