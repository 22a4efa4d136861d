"""The trace of reads: written before the page goes out, so that what leaves no trace is not shown.

For ever, other than the looks at families: a client may ask years later who read their case.
"""

from berdaya.access.models import User
from berdaya.casework.models import Case, CaseRead
from berdaya.casework.sight import rights_of


def note_read(case: Case, user: User, page: str) -> CaseRead:
    """Note that `user` is shown `page` of a case which they may see, and by which right."""
    right, *_others = rights_of(user, case)
    return CaseRead.objects.create(case=case, by=user, page=page, by_right=right)
