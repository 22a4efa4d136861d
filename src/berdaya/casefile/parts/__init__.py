"""The parts of a case file: for each code of rules/casework/casefile.yaml, what it holds."""

from collections.abc import Callable, Iterator, Mapping

from berdaya.casefile.blocks import Block
from berdaya.casefile.parts import assessing, closing, opening, planning, working
from berdaya.casefile.pen import Pen

PARTS: Mapping[str, Callable[[Pen], Iterator[Block]]] = {
    "identity": opening.identity,
    "intake": opening.intake,
    "path": opening.path,
    "contract": opening.contract,
    "assessment": assessing.assessment,
    "genogram": assessing.genogram,
    "ecomap": assessing.ecomap,
    "instruments": assessing.instruments,
    "plan": planning.plan,
    "tasks": planning.tasks,
    "referrals": planning.referrals,
    "contacts": working.contacts,
    "notes": working.notes,
    "evaluation": closing.evaluation,
    "ending": closing.ending,
    "readers": closing.readers,
}
