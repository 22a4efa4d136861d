"""The welfare stages as the screens name them; their names stand in the instrument."""

from berdaya.rules.instruments import definition
from berdaya.ui.languages import said

LEVELS = definition.load("keluarga-sejahtera").outputs[0].levels
LADDER = tuple(level.code for level in LEVELS)  # from the lowest rung to the highest
INCOMPLETE = definition.INCOMPLETE.code
BY_CODE = {level.code: level for level in (*LEVELS, definition.INCOMPLETE)}


def name(level: str) -> str:
    return said(BY_CODE[level].name) if level in BY_CODE else level


def short(level: str) -> str:
    return said(BY_CODE[level].label) if level in BY_CODE else level


def rank(level: str) -> int:
    """How many rungs lie below; -1 where there is no stage."""
    return LADDER.index(level) if level in LADDER else -1
