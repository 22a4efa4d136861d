"""The trace of reads: written before the page goes out, so that what leaves no trace is not shown.

For ever, other than the looks at families: a client may ask years later who read their case.
"""

from collections.abc import Iterable

from berdaya.access.models import User
from berdaya.casework.models import Case, CaseRead
from berdaya.casework.sight import Right, rights_of


def note_read(case: Case, user: User, page: str, right: Right | None = None) -> CaseRead:
    """Note that `user` is shown `page` of a case, and by which right: their nearest, if not said."""
    right = right or rights_of(user, case)[0]
    return CaseRead.objects.create(case=case, by=user, page=page, by_right=right)


def note_reads(cases: Iterable[Case], user: User, page: str) -> None:
    """The same of several cases at once, each of which `user` works on or supervises."""
    CaseRead.objects.bulk_create(
        CaseRead(
            case=case,
            by=user,
            page=page,
            by_right=Right.WORKER if case.worker_id == user.pk else Right.SUPERVISOR,
        )
        for case in cases
    )
