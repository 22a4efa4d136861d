"""What follows a survey in the synthetic village: steps taken up or not, and further questions."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from berdaya.access.models import User
from berdaya.followups.actions import NewDecision, decide
from berdaya.followups.models import Decision
from berdaya.followups.proposals import proposals_of
from berdaya.keys import new_key
from berdaya.people.models import Door, Family, Membership
from berdaya.rules.instruments.definition import Item, load
from berdaya.surveys.actions import NewAssessment, record_assessments
from berdaya.surveys.models import Assessment
from berdaya.surveys.results import read_result

OF_A_FAMILY, OF_A_PERSON = "empowerment-levels", "independence-traits"
ONE_IN_DECLINES = 4
SHARE_GOOD = 0.7  # of the answers to further questions; lively, not estimated
DAYS_TO_DECIDE = 3


def follow_up(results: Sequence[Assessment], *, by: User) -> None:
    """Take up the first step of each result, or decline it."""
    for number, result in enumerate(results):
        proposed = proposals_of(read_result(result))
        first = next((steps[0] for steps in proposed.values() if steps), None)
        if first is None:
            continue
        declines = number % ONE_IN_DECLINES == ONE_IN_DECLINES - 1
        decision = NewDecision(
            key=new_key(),
            assessment=result,
            item=first.item.code,
            step=first.number,
            act=Decision.Act.DECLINED if declines else Decision.Act.TAKEN_UP,
            reason=Decision.Reason.NOT_HERE if declines else "",
            who="" if declines else first.helped_by[:120],
            decided_on=result.conducted_on + timedelta(days=DAYS_TO_DECIDE),
        )
        decide(decision=decision, by=by)


def ask_further(families: Sequence[Family], on: date, *, by: User, seed: int) -> None:
    """Ask some families how they stand on the five levels, and a woman of each about herself."""
    rng = Random(seed)  # noqa: S311  # an example, not a secret
    whole = [_entry(rng, OF_A_FAMILY, family, on) for family in families]
    record_assessments(entries=whole, instrument=OF_A_FAMILY, door=Door.DEMO, by=by)
    women = [
        _entry(rng, OF_A_PERSON, family, on, woman)
        for family in families
        if (woman := _woman_of(family))
    ]
    record_assessments(entries=women, instrument=OF_A_PERSON, door=Door.DEMO, by=by)


def _woman_of(family: Family) -> Membership | None:
    grown = (Membership.Relation.HEAD, Membership.Relation.SPOUSE)
    rows = family.roster().filter(relation__in=grown, person__sex="female")
    return rows.first()


def _entry(
    rng: Random, instrument: str, family: Family, on: date, woman: Membership | None = None
) -> NewAssessment:
    answers = {item.code: _answer(rng, item) for item in load(instrument).items}
    return NewAssessment(new_key(), family, answers, on, person=woman.person if woman else None)


def _answer(rng: Random, item: Item) -> int:
    """The upper half of a scale for most, the lower for the others; yes or no likewise."""
    span = item.maximum - item.minimum
    good = rng.random() < SHARE_GOOD
    if item.kind == "yes_no":
        return int(good)
    low, high = (
        (item.minimum + span // 2 + 1, item.maximum)
        if good
        else (
            item.minimum,
            item.minimum + span // 2,
        )
    )
    return rng.randint(low, high)
