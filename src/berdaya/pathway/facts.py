"""What is true of a case, gathered from the rooms that know, as codes of rules/casework/stages."""

from collections.abc import Callable, Collection, Iterator, Mapping

from django.utils import timezone

from berdaya.caseplans import facts as caseplans
from berdaya.casework.contracts import agreement_of
from berdaya.casework.models import Case
from berdaya.contacts import facts as contacts
from berdaya.outcomes import facts as outcomes
from berdaya.psychosocial import facts as psychosocial
from berdaya.psychosocial.kinship import kinship_of
from berdaya.rules.casework.stages import ENGAGEMENT, Fact, definition


def of_casework(case: Case) -> Iterator[str]:
    """Of how the case came here, who works on it, and its contract."""
    if case.stage == ENGAGEMENT:  # later ones do not ask
        intake = getattr(case, "intake", None)
        if intake is None or intake.urgency:
            yield "intake-triaged"
    if case.worker_id:
        yield "worker-assigned"
    agreement = agreement_of(case, timezone.localdate())
    if agreement.last is not None:
        yield "contract-signed"
    if agreement.stands:
        yield "consent-stands"


def of_psychosocial(case: Case) -> Collection[str]:
    """Of the newest assessment, and of the kin as they stand today."""
    kinship = kinship_of(case, timezone.localdate().year, ties=False)
    return psychosocial.facts_of(case, psychosocial.newest_edition(case), kinship)


KNOWING: Mapping[str, Callable[[Case], Collection[str] | Iterator[str]]] = {
    "casework": of_casework,
    "psychosocial": of_psychosocial,
    "caseplans": caseplans.facts_of,
    "contacts": contacts.facts_of,
    "outcomes": outcomes.facts_of,
}


def asked_of(stage: int) -> tuple[Fact, ...]:
    """The facts that matter to a case in this stage: its own, and those that must go on standing."""
    earlier = (fact for fact in definition().facts.values() if fact.stands)
    own = definition().stage(stage).facts
    return (*(fact for fact in earlier if fact.stage < stage), *own)


def facts_of(case: Case) -> frozenset[str]:
    """What is true of what matters now. Rooms that nothing is asked of are not troubled."""
    rooms = {fact.room for fact in asked_of(case.stage)}
    return frozenset(code for room in sorted(rooms) for code in KNOWING[room](case))
