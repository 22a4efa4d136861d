"""A report in the words of the page that shows it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from berdaya.imports.models import Doubt
from berdaya.imports.words import text_of
from berdaya.people.already import words_of
from berdaya.people.models import Membership, Person
from berdaya.rules.likeness.verdict import CERTAIN, Likeness

EXAMPLES = 4  # sentences of one kind of problem, where they differ from row to row
TARGETS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "head_name": gettext_lazy("Name of the head"),
    "kk_number": gettext_lazy("KK number"),
    "nik": "NIK",
    "sex": gettext_lazy("Sex"),
    "birth_date": gettext_lazy("Date of birth"),
    "relation": gettext_lazy("Relation to the head"),
    "marital": gettext_lazy("Marital status"),
    "religion": gettext_lazy("Religion"),
    "schooling": gettext_lazy("Schooling"),
    "schooling_now": gettext_lazy("Schooling now"),
    "work": gettext_lazy("Work"),
    "health_insurance": gettext_lazy("Health insurance"),
    "birth_certificate": gettext_lazy("Birth certificate"),
    "contraception": gettext_lazy("Contraception"),
    "pregnant": gettext_lazy("Pregnant"),
    "presence": gettext_lazy("Where the person lives"),
    "status": gettext_lazy("Alive, moved or dead"),
    "household": gettext_lazy("Which family"),
    "hamlet": gettext_lazy("Hamlet"),
    "rw": "RW",
    "rt": "RT",
    "rt_rw": "RT/RW",
    "village_code": gettext_lazy("Village code"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Phone"),
    "family_id": gettext_lazy("Family"),
    "survey_date": gettext_lazy("Day of the survey"),
    "stage": gettext_lazy("Stage (only read: stages are worked out from answers)"),
}


def columns_of(report: dict[str, Any]) -> list[dict[str, Any]]:
    """How each column of the file was understood."""
    return [
        {"letter": letter, "heading": heading, "meaning": TARGETS.get(target, target.upper())}
        for letter, heading, target in report["columns"]
    ]


def problems_of(report: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The kinds of problems: `errors` keep rows out, `warnings` do not, `skips` are no fault."""
    # what waits for a decision has a section of its own
    kinds = [kind for kind in report["problems"] if kind["code"] != "import.doubt"]
    shown = [_shown(kind) for kind in kinds]
    return {
        name: [kind for kind in shown if kind["severity"] == severity]
        for name, severity in (("errors", "error"), ("warnings", "warning"), ("skips", "skip"))
    }


def _shown(kind: dict[str, Any]) -> dict[str, Any]:
    """One kind of problem: a sentence for all its rows, or a few rows each with its own."""
    texts = [(row["row"], text_of(kind["code"], row["params"])) for row in kind["rows"]]
    is_same = len({text for _row, text in texts}) == 1
    examples = [] if is_same else texts[:EXAMPLES]
    named = [str(row) for row, _text in texts[len(examples) :]]
    return {
        **kind,
        "text": texts[0][1] if is_same else "",
        "examples": [{"row": row, "text": text} for row, text in examples],
        "numbers": ", ".join(named),
        "others": kind["count"] - len(texts),
    }


@dataclass(frozen=True, slots=True)
class Sides:
    """A family of the file beside the one on record."""

    doubt: Doubt
    born: date | None  # of the head, as the file says
    members: list[Person]  # of the family on record, the head first
    words: list[Promise]  # what both have in common

    @property
    def is_certain(self) -> bool:
        return bool(self.doubt.likeness.get("verdict") == CERTAIN)


def sides_of(doubts: Sequence[Doubt]) -> list[Sides]:
    """Both sides of each. One query."""
    members: dict[UUID, list[Person]] = defaultdict(list)
    families = [doubt.family_id for doubt in doubts if doubt.family_id]
    rows = Membership.objects.present().filter(family__in=families).select_related("person")
    for membership in rows.in_order():
        members[membership.family_id].append(membership.person)
    return [
        Sides(
            doubt,
            date.fromisoformat(doubt.said["birth_date"]) if doubt.said["birth_date"] else None,
            members[doubt.family_id] if doubt.family_id else [],
            words_of(Likeness(**doubt.likeness)) if doubt.likeness else [],
        )
        for doubt in doubts
    ]
