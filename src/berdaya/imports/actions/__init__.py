"""The verbs on files of offices."""

from berdaya.imports.actions.deciding import OnePersonForSure, TooLateToDecide, decide
from berdaya.imports.actions.group_lists import look_at_lines, take_lines
from berdaya.imports.actions.heads import NoSuchHead, decide_heads
from berdaya.imports.actions.portions import NotOurTurn, look_at_portion, take_portion
from berdaya.imports.actions.sending import (
    AreaTooNarrow,
    NothingToTake,
    NotLookedThrough,
    RowsLeftOut,
    carry_out,
    check_file,
    go_on,
    import_file,
    stop,
)
from berdaya.imports.actions.understanding import forget_columns, understand
from berdaya.imports.work import UnreadableFile

__all__ = [
    "AreaTooNarrow",
    "NoSuchHead",
    "NotLookedThrough",
    "NotOurTurn",
    "NothingToTake",
    "OnePersonForSure",
    "RowsLeftOut",
    "TooLateToDecide",
    "UnreadableFile",
    "carry_out",
    "check_file",
    "decide",
    "decide_heads",
    "forget_columns",
    "go_on",
    "import_file",
    "look_at_lines",
    "look_at_portion",
    "stop",
    "take_lines",
    "take_portion",
    "understand",
]
