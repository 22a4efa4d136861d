"""Taking a case out as a file: the verb notes it before the file is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import NotAllowed
from berdaya.access.models import User
from berdaya.casefile import refusals
from berdaya.casefile.choosing import parts_for
from berdaya.casefile.models import CasePrint
from berdaya.casework.models import Case
from berdaya.casework.sight import allow, rights_of
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.rules.casework.casefile import FULL, Part, definition
from berdaya.ui.languages import said

NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed, for whom and why."""

    parts: Sequence[str]
    version: str
    reason: str
    for_whom: str
    own_notes: bool = False
    language: str = "id"
    size: str = "a4"


@once
@transaction.atomic
def print_case(*, key: UUID, case: Case, order: Order, by: User) -> CasePrint:
    """Note that a case is taken out as a file. The key twice: once.

    Raises:
        NotAllowed: also where a part is not open to `by`.
        PrintKeyInUse, NothingChosen, WrongVersion, NotInThisVersion, PrivateStays, ForNobody.
    """
    allow(by, "casefile.print_case", case=case)
    told = _told(case, order, by)
    if earlier := made_before(CasePrint, key, refusals.PrintKeyInUse, **told):
        return earlier
    right, *_others = rights_of(by, case)
    made = CasePrint.objects.create(pk=key, by_right=right, **told)
    trace(by, "casefile.print_case", case)
    return made


def _told(case: Case, order: Order, by: User) -> dict[str, Any]:
    """What the row says, in its columns; refuses what may not go out."""
    if not order.for_whom.strip():
        raise refusals.ForNobody
    _refuse_wrong_version(order)
    return {
        "case": case,
        "version": order.version,
        "reason": order.reason,
        "parts": [it.code for it in _chosen(case, order, by)],
        "for_whom": order.for_whom.strip(),
        "own_notes": order.own_notes,
        "language": order.language,
        "size": order.size,
        "by": by,
    }


def _refuse_wrong_version(order: Order) -> None:
    known = definition()
    reason = known.reasons[order.reason]
    if order.version not in reason.versions:
        names = ", ".join(said(known.versions[it].words) for it in reason.versions)
        raise refusals.WrongVersion(reason=said(reason.words), versions=names)
    if order.own_notes and (order.version != FULL or NOTES not in order.parts):
        raise refusals.PrivateStays


def _chosen(case: Case, order: Order, by: User) -> list[Part]:
    """The parts in the order of the file."""
    known = definition().parts
    open_to = {it.code for it in parts_for(by, case)}
    if not set(order.parts) <= open_to:
        raise NotAllowed(area=_("this case"))
    held = {it.code for it in definition().parts_of(order.version)}
    if barred := [
        said(known[it].words) for it in known if it in order.parts and it not in held
    ]:
        version = said(definition().versions[order.version].words)
        raise refusals.NotInThisVersion(version=version, parts=", ".join(barred))
    if not order.parts:
        raise refusals.NothingChosen
    return [it for it in known.values() if it.code in order.parts]
