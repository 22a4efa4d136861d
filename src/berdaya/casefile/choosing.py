"""Which parts of a case somebody may take out: what they may not see is not in the list."""

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.sight import may
from berdaya.rules.casework.casefile import Part, definition


def parts_for(user: User, case: Case, version: str = "") -> tuple[Part, ...]:
    """The parts whose cell `user` holds in this case, of a version if one is named."""
    return tuple(it for it in definition().parts_of(version) if may(user, it.cell, case))
