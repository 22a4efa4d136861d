"""A form that was sent twice."""

from typing import Any
from uuid import UUID

from berdaya.partners.refusals import PartnerKeyInUse


def made_before(model: Any, key: UUID, **same: Any) -> Any:
    """What was made under this key already, or nothing.

    Raises:
        PartnerKeyInUse: it was something else.
    """
    row = model.objects.across_areas(why="keys are unique in the nation").filter(pk=key).first()
    if row and any(getattr(row, name) != value for name, value in same.items()):
        raise PartnerKeyInUse
    return row
