"""What the general trace keeps of a deed on a case: who did which verb when, not on whose case.

Whoever reads the trace of an area must not learn from it that a case exists there, so a deed is
noted about whoever did it, where they work. Equal marks are of one case; the case's own history
says the rest, to those who may see it.
"""

from typing import Any
from uuid import UUID

from berdaya.access import actions
from berdaya.access.models import User
from berdaya.sealed.boxes import fingerprint


def trace(by: User, verb: str, about: Any) -> None:
    """Note in the verb's own transaction that `by` did `verb` on a case or an intake."""
    actions.trace(by, verb, by, mark=mark_of(about.pk))


def mark_of(key: UUID) -> str:
    """What stands for a case in the trace; nobody makes it without our key."""
    return fingerprint(key.bytes, "casework.trace").hex()[:12]
