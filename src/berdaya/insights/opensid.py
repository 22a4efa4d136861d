"""The stages of a village as OpenSID takes them in: see rules/opensid.py for what it reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from berdaya.access.models import User
from berdaya.areas.codes import ancestors
from berdaya.areas.models import Area
from berdaya.insights.asked import Asked
from berdaya.insights.families import families_of, with_standing
from berdaya.rules.opensid import SHEET, STAGES, Stage, remark, rows_of

ROWS_AT_ONCE = 2000
WIDTHS = (20, 46, 34, 10, 40, 46)
NO_NUMBER = "000"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a list of the year would hold."""

    listed: int  # with a stage and a KK number
    unnumbered: int  # with a stage, which OpenSID cannot find for want of a number
    others: int  # without a stage in that year


def counted(user: User, village: Area, ask: Asked) -> Counted:
    """One query."""
    staged = Q(level__in=STAGES)
    rows = with_standing(families_of(user, village.code, ask), ask).order_by()
    found = rows.aggregate(
        listed=Count("pk", filter=staged & Q(kk_index__isnull=False)),
        unnumbered=Count("pk", filter=staged & Q(kk_index=None)),
        families=Count("pk"),
    )
    listed, unnumbered = found["listed"], found["unnumbered"]
    return Counted(listed, unnumbered, found["families"] - listed - unnumbered)


def workbook(user: User, village: Area, ask: Asked) -> bytes:
    """The file. Families without a KK number stand on a sheet of their own, which is not read.

    All cells are text, so that no program rounds the sixteen digits.
    """
    areas = {area.code: area for area in Area.objects.within(village.code)}
    rows = with_standing(families_of(user, village.code, ask), ask).filter(level__in=STAGES)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"num_format": "@", "bold": True})
        page = book.add_worksheet(SHEET)
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width, text)
        numbered = rows.filter(kk_index__isnull=False)
        for line, cells in enumerate(rows_of(_stages(numbered, areas))):
            for column, cell in enumerate(cells):
                page.write_string(line, column, cell, text if line else bold)
        page.freeze_panes(1, 1)
        unread = book.add_worksheet(_("Without KK number"))
        unread.set_column(0, 2, 40, text)
        _write_unnumbered(unread, rows.filter(kk_index=None), areas, bold)
    return out.getvalue()


def _write_unnumbered(
    page: Any, rows: QuerySet[Any], areas: Mapping[str, Area], bold: object
) -> None:
    page.write_row(0, 0, [_("Head of family"), "RT/RW", _("Stage")], bold)
    for line, family in enumerate(rows, start=1):
        said = remark(family.level, family.surveyed_on)
        for column, cell in enumerate((family.head_name, rt_rw(family.area_id, areas), said)):
            page.write_string(line, column, cell)


def _stages(families: QuerySet[Any], areas: Mapping[str, Area]) -> Iterator[Stage]:
    for family in families.iterator(chunk_size=ROWS_AT_ONCE):
        yield Stage(
            kk_number=family.kk_number.digits,
            level=family.level,
            surveyed_on=family.surveyed_on,
            head_name=family.head_name,
            rt_rw=rt_rw(family.area_id, areas),
            address=family.address,
        )


def rt_rw(code: str, areas: Mapping[str, Area]) -> str:
    """`001/002` as the card has it; 000 for what is not known, blank where neither is."""
    found = {
        areas[one].kind: areas[one].name for one in (*ancestors(code), code) if one in areas
    }
    rt, rw = found.get(Area.Kind.RT, ""), found.get(Area.Kind.RW, "")
    return f"{rt or NO_NUMBER}/{rw or NO_NUMBER}" if rt or rw else ""
