"""What the synthetic families answered when they were asked: most agreed, a few did not."""

from collections.abc import Sequence
from datetime import date

from berdaya.access.models import User
from berdaya.consents.actions import Answer, record_answer
from berdaya.consents.asking import relation_of
from berdaya.consents.models import Consent
from berdaya.keys import new_key
from berdaya.people.models import Family
from berdaya.rules.purposes.definition import is_child, purpose

ONE_IN_REFUSES, WHICH, NO_RESEARCH_FROM = 40, 35, 3


def ask(families: Sequence[Family], surveyed: set[object], on: date, *, by: User) -> None:
    """Note answers of those `surveyed`, and a no of some of the others."""
    for number, family in enumerate(families):
        if family.pk in surveyed:
            _say(family, "survey", Consent.Act.GIVEN, on, by)
            if number % NO_RESEARCH_FROM:
                _say(family, "research", Consent.Act.GIVEN, on, by)
        elif number % ONE_IN_REFUSES == WHICH:
            _say(family, "survey", Consent.Act.REFUSED, on, by)


def _say(family: Family, purpose_id: str, act: str, on: date, by: User) -> None:
    roster = list(family.roster())
    who = next((one for one in roster if not is_child(one.person.birth_date, on)), None)
    if who is None:
        return
    answer = Answer(
        key=new_key(),
        subject=family,
        purpose=purpose_id,
        act=act,
        text_version=purpose(purpose_id).wording_on(on).version,
        relation=relation_of(who, roster, on),
        how=Consent.How.SPOKEN,
        said_on=on,
        answered_by=who.person,
    )
    record_answer(answer=answer, by=by)
