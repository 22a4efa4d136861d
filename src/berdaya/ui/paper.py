"""Paper set by typst, with the font that we carry."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"


@cache
def _fonts() -> typst.Fonts:
    """Ours, and those that typst brings for signs that ours lack: the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
    )


def typeset(template: Path, told: Any) -> bytes:
    """A PDF. Every value goes in as data (`told` in sys.inputs), never as markup."""
    made = typst.compile(
        str(template), font_paths=_fonts(), sys_inputs={"told": json.dumps(told)}
    )
    assert isinstance(made, bytes)
    return made
