"""The line of UPPKA in a village's monthly report: four numbers, and the groups behind them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.utils import timezone

from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.groups.figures import Figures, figures_of
from berdaya.groups.models import Closing, Group
from berdaya.reports.filled import HIDDEN, Cell, Filled, Row
from berdaya.reports.people import Show, places_of, shown_kb
from berdaya.rules.indonesia import long_month
from berdaya.rules.months import next_month
from berdaya.rules.official_forms.definition import form

ID = "village-month"
TOTAL = "Jumlah"


def groups_of(village: Area, month: date, user: User) -> list[Group]:
    """The groups of a village that stood in a month. One query."""
    rows = Group.objects.visible_to(user, "village-report.read")
    rows = rows.filter(area__code__within=village.code, founded_on__lt=next_month(month))
    gone = rows.filter(turns__kind__in=["merged", "ended"], turns__on__lt=month)
    return list(rows.exclude(pk__in=gone.values("pk")).order_by("search_name", "pk"))


def report_of(village: Area, month: date, user: User) -> Filled:
    """Seven queries, whatever the number of groups."""
    groups = groups_of(village, month, user)
    figures = figures_of(groups, month)
    closed = closed_in(groups, month)
    whole = sum(figures.values(), Figures())
    show = Show(kb=user.may("group-kb.add", area=village.code))
    rows = [
        _line(number, it.name, figures[it.pk], show, is_closed=it.pk in closed)
        for number, it in enumerate(groups, start=1)
    ]
    total = {"nr": None, "name": TOTAL, **_cells(whole, show), "state": None}
    if sum(row["couples_using"] == HIDDEN for row in rows) == 1:
        total["couples_using"] = HIDDEN  # else it is the total less all others
    head: Row = {
        **places_of(village.code),
        "month": long_month(month),
        "groups": f"{len(groups)} / {len(closed)}",
    }
    return Filled(
        form=form(ID),
        about=f"{village.label} · {long_month(month)}",
        name=f"uppka-{village.code}-{month:%Y-%m}",
        rows={"village": [head], "groups": [*rows, total]},
        signed_by=("",),
        as_of=min(next_month(month) - date.resolution, timezone.localdate()),
    )


def closed_in(groups: Sequence[Group], month: date) -> set[object]:
    """The keys of those that closed the month. One query."""
    rows = Closing.objects.across_areas(why="of groups in sight").standing()
    return set(rows.filter(group__in=groups, month=month).values_list("group", flat=True))


def _line(number: int, name: str, figures: Figures, show: Show, *, is_closed: bool) -> Row:
    state = "Ditutup" if is_closed else "Belum ditutup"
    cells = _cells(figures, show)
    return {"nr": number, "name": name, **cells, "state": state, "is_closed": is_closed}


def _cells(figures: Figures, show: Show) -> dict[str, Cell]:
    """The four figures; for whoever may not ask about KB without those that tell of persons."""
    using = shown_kb(figures.couples, figures.couples_using, show)
    return {**asdict(figures), "couples_using": using}
