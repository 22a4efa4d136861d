"""The roster that a result was judged on, as the page says it: who was whom, and how old.

It is what the assessment keeps, never what is recorded of the family now. Names are not kept:
judging needs none.
"""

from dataclasses import dataclass

from berdaya.people.models import Membership, Person
from berdaya.rules.instruments.applicability import Member, age
from berdaya.surveys.answers import judged_on
from berdaya.surveys.models import Assessment


@dataclass(frozen=True, slots=True)
class JudgedMember:
    """A member on the day of the survey, in words."""

    relation: str
    sex: str
    age: int | None  # None: not known


def members_judged(assessment: Assessment) -> list[JudgedMember]:
    """The members of the family that an assessment was judged on. No query.

    None for an assessment of one person: that person alone was judged.
    """
    if assessment.person_id:
        return []
    return [_in_words(member, assessment) for member in judged_on(assessment)]


def _in_words(member: Member, assessment: Assessment) -> JudgedMember:
    born = member.birth_date
    return JudgedMember(
        relation=str(Membership.Relation(member.relation).label) if member.relation else "",
        sex=str(Person.Sex(member.sex).label) if member.sex else "",
        age=age(born, assessment.conducted_on) if born else None,
    )
