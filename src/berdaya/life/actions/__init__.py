"""The verbs on what happens in families."""

from berdaya.life.actions.families import (
    House,
    move_family,
    record_divorce,
    record_marriage,
    split_family,
)
from berdaya.life.actions.members import (
    change_head,
    move_in,
    move_out,
    record_birth,
    record_death,
)
from berdaya.life.actions.undoing import take_back

__all__ = [
    "House",
    "change_head",
    "move_family",
    "move_in",
    "move_out",
    "record_birth",
    "record_death",
    "record_divorce",
    "record_marriage",
    "split_family",
    "take_back",
]
