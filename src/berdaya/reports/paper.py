"""A filled form on paper, set by typst: landscape, A4 or F4, with the font we carry."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from berdaya.reports.filled import Filled, say
from berdaya.rules.official_forms.definition import Part

HERE = Path(__file__).parent
SIZES = {"a4": ("297mm", "210mm"), "f4": ("330mm", "215mm")}  # lying; F4 as sold in Indonesia


@cache
def _fonts() -> typst.Fonts:
    """Ours alone, so that a form looks the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(HERE / "fonts")],
    )


def pdf(filled: Filled, size: str) -> bytes:
    """Every value goes in as data, never as markup."""
    width, height = SIZES[size]
    told = {
        "code": filled.form.code,
        "title": filled.title,
        "about": filled.about,
        "width": width,
        "height": height,
        "parts": [_part(filled, part) for part in filled.form.parts],
        "signatures": [
            {"role": role["id"], "name": name}
            for role, name in zip(filled.form.signatures, filled.signed_by, strict=True)
        ],
        "small": filled.small_print,
    }
    made = typst.compile(
        str(HERE / "form.typ"), font_paths=_fonts(), sys_inputs={"told": json.dumps(told)}
    )
    assert isinstance(made, bytes)
    return made


def _part(filled: Filled, part: Part) -> dict[str, Any]:
    heading = part.heading["id"]
    if part.look == "facts":
        return {"heading": heading, "facts": filled.facts(part)}
    columns = [
        {"heading": it.heading["id"], "width": it.width, "number": it.is_number}
        for it in part.columns
    ]
    rows = [[say(cell) for cell in row] for row in filled.table(part)]
    return {"heading": heading, "columns": columns, "rows": rows}
