"""A filled form on paper, set by typst: landscape, A4 or F4."""

from pathlib import Path
from typing import Any

from berdaya.reports.filled import Filled, say
from berdaya.rules.official_forms.definition import Part
from berdaya.ui.paper import typeset

HERE = Path(__file__).parent
SIZES = {"a4": ("297mm", "210mm"), "f4": ("330mm", "215mm")}  # lying; F4 as sold in Indonesia


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
    return typeset(HERE / "form.typ", told)


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
