"""For whom a service is sought: the family and the step taken up, handed on in the address."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.http import urlencode

from berdaya.followups.models import Decision
from berdaya.people.models import Family
from berdaya.ui.requests import Request

FAMILY, PERSON, DECISION = "keluarga", "orang", "tindak"


@dataclass(frozen=True, slots=True)
class Passed:
    """`query` is what the next page is handed; nothing where no family in sight is named."""

    family: Family | None = None
    person_key: str = ""
    decision: Decision | None = None
    query: str = ""
    hidden: tuple[tuple[str, str], ...] = ()  # the same, for a form


def passed_on(request: Request) -> Passed:
    """Two queries at most, and none where nothing was handed on."""
    keys: dict[str, Any] = {
        it: _key(request.GET.get(it, "")) for it in (FAMILY, PERSON, DECISION)
    }
    families = Family.objects.visible_to(request.user, "referral.add")
    family = families.filter(pk=keys[FAMILY]).first() if keys[FAMILY] else None
    if family is None:
        return Passed()
    decision = None
    if keys[DECISION]:
        rows = Decision.objects.visible_to(request.user).select_related("assessment")
        decision = rows.filter(pk=keys[DECISION], assessment__family=family).first()
    person = keys[PERSON] or (decision.assessment.person_id if decision else None)
    told = {FAMILY: family.pk, PERSON: person, DECISION: decision.pk if decision else None}
    hidden = tuple((name, str(key)) for name, key in told.items() if key)
    return Passed(family, str(person or ""), decision, f"?{urlencode(hidden)}", hidden)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
