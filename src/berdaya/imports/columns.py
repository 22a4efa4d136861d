"""How the columns of a file are understood, and what an office said about the same headings."""

import json
from hashlib import sha256
from typing import Any

from django.utils.functional import Promise

from berdaya.imports.models import Understanding, Upload
from berdaya.imports.shown import TARGETS
from berdaya.rules.tables.columns import COLUMNS


def signature_of(report: dict[str, Any]) -> str:
    """The same for files with the same headings in the same order. Blank where none are kept."""
    headings = report.get("headings")
    return sha256(json.dumps(headings).encode()).hexdigest() if headings else ""


def understood(upload: Upload) -> Understanding | None:
    """What the office of this file's area said about its headings."""
    signature = signature_of(upload.report)
    rows = Understanding.objects.filter(area=upload.area_id, signature=signature)
    return rows.select_related("by").first() if signature else None


def choices_of(kind: str) -> list[tuple[str, str | Promise]]:
    """What a column may be said to hold."""
    kinds = dict.fromkeys([kind, "answers"])
    targets = dict.fromkeys(column.target for it in kinds for column in COLUMNS[it])
    return [(target, TARGETS.get(target, target.upper())) for target in targets]


def told_columns(upload: Upload) -> list[dict[str, Any]]:
    """Every heading with what it is taken as now; blank where it is left out."""
    taken = {letter: target for letter, _heading, target in upload.report["columns"]}
    return [
        {"letter": letter, "heading": heading, "target": taken.get(letter, "")}
        for letter, heading in upload.report["headings"]
    ]
