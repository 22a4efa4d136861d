"""A case file as PDF, set by typst. Every value goes in as data, never as markup."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from berdaya.access.models import User
from berdaya.casefile.blocks import Block
from berdaya.casefile.choosing import parts_for
from berdaya.casefile.models import CasePrint
from berdaya.casefile.names import mask_for
from berdaya.casefile.parts import PARTS
from berdaya.casefile.pen import Pen
from berdaya.casework.models import Case
from berdaya.rules.casework.casefile import CLIENT, MASKED, definition
from berdaya.rules.hyphens import hyphenated
from berdaya.ui.days import long_date
from berdaya.ui.languages import said
from berdaya.ui.paper import typeset

HERE = Path(__file__).parent
SIZES = {"a4": ("210mm", "297mm"), "f4": ("215mm", "330mm")}  # F4 as sold in Indonesia


def case_pdf(made: CasePrint, case: Case, *, reader: User, now: datetime) -> bytes:
    """The file of a print, as the case is now, with reader and moment on each page.

    `case` is that of the print, taken with `named()`.
    """
    with override(made.language):
        mask = mask_for(case) if made.version == MASKED else None
        pen = Pen(case, reader, made.version, mask, made.own_notes)
        told = _told(made, pen, now)
    return typeset(HERE / "casefile.typ", told)


def _told(made: CasePrint, pen: Pen, now: datetime) -> dict[str, Any]:
    width, height = SIZES[made.size]
    open_to = {it.code for it in parts_for(pen.reader, pen.case, made.version)}
    codes = [it for it in made.parts if it in open_to]
    here = timezone.localtime(now)
    stamp = _("%(name)s · %(day)s, %(time)s · no. %(number)s") % {
        "name": pen.reader,
        "day": long_date(here.date()),
        "time": f"{here:%H.%M}",
        "number": made.number,
    }
    return {
        "language": made.language,
        "width": width,
        "height": height,
        "title": _title(made.version),
        "client": pen.client,
        "stamp": stamp,
        "confidential": _("Confidential. Whoever finds this paper gives it back unread."),
        "page": _("page {n} of {all}"),
        "lead": _lead(made.version),
        "facts": _about(made, pen, stamp),
        "contents": _("Contents"),
        "parts": [_part(code, pen) for code in codes],
        "labels": {"how": _("How is this reckoned?")},
    }


def _title(version: str) -> str:
    return _("What is written about our work") if version == CLIENT else _("Case file")


def _lead(version: str) -> str:
    """What whoever holds the file is to know first."""
    leads = {
        CLIENT: _(
            "This is what your social worker has written about the work you do together. You may "
            "ask about everything in it, and say where it is wrong. Keep it where you want it kept."
        ),
        MASKED: _(
            "Names, places, numbers and days were replaced by a program. It cannot know every "
            "nickname, and a rare story tells who somebody is. Read it all before you pass it on."
        ),
    }
    return leads.get(
        version,
        _(
            "For those named below alone. It tells of people who trusted us: keep it locked, and "
            "destroy it when it is no longer needed."
        ),
    )


def _about(made: CasePrint, pen: Pen, stamp: str) -> list[list[str]]:
    letters = "" if pen.mask else pen.case.short
    rows = [
        (_("Client"), pen.client),
        (_("Case"), letters),
        (_("Social worker"), pen.user(pen.case.worker)),
        (_("Version"), made.version_name),
        (_("For whom"), pen.free(made.for_whom)),
        (_("Why"), made.reason_name),
        (_("Printed by"), stamp),
    ]
    return [[name, value] for name, value in rows if value]


def _part(code: str, pen: Pen) -> dict[str, Any]:
    blocks = list(PARTS[code](pen))
    return {
        "heading": said(definition().parts[code].words),
        "blocks": [_narrow(it) for it in blocks],
    }


def _narrow(block: Block) -> Block:
    """Long words of narrow columns with the places where they may be parted."""
    if "rows" not in block:
        return block
    rows = [[hyphenated(cell) for cell in row] for row in block["rows"]]
    return {**block, "rows": rows}
