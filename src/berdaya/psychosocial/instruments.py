"""Which questionnaires may be asked of a client, and which of their results the case holds.

What a group answers, the case keeps itself (`asking.py`). A survey made for a case is an ordinary survey and shows nowhere that there is a case; which
results belong to a case is known in the case alone (docs/decisions, the record on assessments).
"""

from collections.abc import Sequence
from datetime import date

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.people.models import Membership
from berdaya.psychosocial.asking import entry_of, results_of_group
from berdaya.psychosocial.models import ChosenResult
from berdaya.surveys.askable import Askable, askable
from berdaya.surveys.subjects import Subject, member
from berdaya.surveys.timeline import Entry, timeline, timeline_of


def subject_of(case: Case) -> Subject | None:
    """Whom a survey would ask: a person in their family, or a family. Groups: `asking.py`."""
    if case.family:
        return Subject(case.family)
    if case.person_id:
        rows = Membership.objects.present().select_related("person", "family__area")
        found = rows.filter(person=case.person_id).first()
        return member(found) if found else None
    return None


def results_of(case: Case) -> list[Entry]:
    """All surveys of the client, newest first."""
    if case.family:
        return [one for one in timeline(case.family) if one.assessment.person_id is None]
    return timeline_of(case.person) if case.person else []


def held_by(case: Case) -> list[Entry]:
    """The results that the case holds: chosen among surveys, or answered by its group."""
    if case.group_id:
        return [entry_of(one) for one in reversed(results_of_group(case))]
    return [entry for _row, entry in chosen_among(case, results_of(case))]


def chosen_among(case: Case, entries: Sequence[Entry]) -> list[tuple[ChosenResult, Entry]]:
    """The surveys that the case chose, with what they came to."""
    by_key = {one.assessment.pk: one for one in entries}
    rows = ChosenResult.objects.across_areas(why="of a case that was found").of(case)
    return [
        (row, by_key[row.assessment_id])
        for row in rows.standing().order_by("recorded_at")
        if row.assessment_id in by_key
    ]


def may_ask(
    subject: Subject, entries: Sequence[Entry], user: User, today: date
) -> list[Askable]:
    """The questionnaires that suit the client, each with its last result."""
    return askable(subject, entries, user, today)
