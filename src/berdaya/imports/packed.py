"""Planned families as rows: what the helper makes ready for who writes.

Making rows, their keys to be found by, their seals and sounds, takes longer than writing them.
The rows of answers are left to the other process, which has the time.
"""

from berdaya.access.models import User
from berdaya.imports.planned import Packed, Plan
from berdaya.people.intake import ready_families


def pack(plan: Plan, door: str, by: User) -> None:
    """Put rows in the place of all planned families but those to whom somebody comes back."""
    new = [
        it
        for it in plan.families
        if not any(member.facts.nik in plan.people for member in it.family.members)
    ]
    if not new:
        return
    homes = {it.family.key: (it.village, it.place) for it in new}
    plan.packed = Packed(ready_families([it.family for it in new], door, by), homes)
    plan.families = [it for it in plan.families if it.family.key not in homes]
