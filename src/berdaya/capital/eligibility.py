"""Whether a group may get outside capital: one seam, asked by the verbs and the pages.

Nothing computes it yet. The room that will compute the checklist from evidence stands below
this one, and `is_eligible` will hand on its answer. Until then an application records who
looked at each item of the instrument, with the words that prove it.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from berdaya.groups.models import Group
from berdaya.rules.instruments.definition import load

CHECKLIST = "capital-eligibility"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The answer of evidence: whether all holds, and the items that do not."""

    is_met: bool
    missing: tuple[str, ...] = ()


def is_eligible(group: Group, on: date) -> Eligibility | None:
    """What evidence says of `group` on a day; None while no room computes it."""
    return None


def items() -> list[tuple[str, str, str]]:
    """Code, question and help of each item of the checklist, in the reader's language."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return [
        (item.code, item.text[language], item.help.get(language, ""))
        for item in load(CHECKLIST).items
    ]
