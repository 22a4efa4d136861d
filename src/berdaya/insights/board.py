"""Where the families of an area stand, part by part, and what holds them back.

Everything is read from tallies that were kept as surveys came in; nothing is counted here.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.rules.instruments.definition import Instrument, Item
from berdaya.tallies.counting import totals
from berdaya.ui.languages import said

INSTRUMENT = "keluarga-sejahtera"
NATION = ""
NATION_SLUG = "nasional"
INCOMPLETE = "incomplete"


@dataclass(slots=True)
class Row:
    """One part of the area: how many families, how many surveyed, on which level."""

    label: str
    code: str = ""
    url: str = ""
    families: int = 0
    levels: Counter[str] = field(default_factory=Counter)

    @property
    def surveyed(self) -> int:
        return self.levels.total()

    @property
    def waiting(self) -> int:
        """Families not surveyed this year; a family that moved away may have been."""
        return max(0, self.families - self.surveyed)

    def __add__(self, other: "Row") -> "Row":
        return Row(
            self.label,
            self.code,
            self.url,
            self.families + other.families,
            self.levels + other.levels,
        )


@dataclass(frozen=True, slots=True)
class Holder:
    """An item, and how many families it holds back."""

    item: Item
    count: int
    share: int  # percent of the surveyed


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of one area and year."""

    area: Area | None  # None: the nation
    path: tuple[Area, ...]  # from the widest the user sees down to the area
    year: int
    whole: Row
    rows: tuple[Row, ...]
    before: Row  # the same area a year earlier
    holders: tuple[Holder, ...]
    has_hamlets: bool
    by_hamlet: bool


def board_of(
    user: User, area: Area | None, year: int, definition: Instrument, *, by_hamlet: bool = False
) -> Board:
    """The board of an area that is in the user's sight. Eight queries, whatever its size."""
    code = area.code if area else NATION
    series = f"{definition.id}.{definition.outputs[0].name}"
    children = list(Area.objects.children_of(code).filter(valid_until=None))
    rows = rows_of(children, year, series)
    whole = whole_row(_("Indonesia") if not area else area.label, code, year, series)
    hamlets = {child.hamlet or child.name for child in children if _has_hamlet(child)}
    if by_hamlet and hamlets:
        rows = _by_hamlet(children, rows)
    if (loose := _unplaced(whole, rows)) and rows:
        rows = [*rows, loose]
    blocked = totals(f"{series}.blocked", year, [code])[code]
    return Board(
        area=area,
        path=_path(user, code),
        year=year,
        whole=whole,
        rows=tuple(rows),
        before=whole_row("", code, year - 1, series),
        holders=tuple(_holders(definition, blocked, whole.surveyed)),
        has_hamlets=bool(hamlets),
        by_hamlet=by_hamlet and bool(hamlets),
    )


def rows_of(areas: Iterable[Area], year: int, series: str) -> list[Row]:
    """A row for each area; all must stand on one level. Two queries."""
    found = list(areas)
    codes = [area.code for area in found]
    families, levels = totals("families", 0, codes), totals(series, year, codes)
    return [
        Row(
            label=area.label,
            code=area.code,
            url=reverse("board_area", args=[area.code]),
            families=families[area.code]["all"],
            levels=_positive(levels[area.code]),
        )
        for area in found
    ]


def whole_row(label: str, code: str, year: int, series: str) -> Row:
    """One area, or the nation (""), as a whole. Two queries."""
    return Row(
        label=label,
        code=code,
        families=totals("families", 0, [code])[code]["all"],
        levels=_positive(totals(series, year, [code])[code]),
    )


def _positive(counts: Counter[str]) -> Counter[str]:
    return +counts


def _has_hamlet(area: Area) -> bool:
    return bool(area.hamlet) or area.kind == Area.Kind.HAMLET


def _by_hamlet(children: list[Area], rows: list[Row]) -> list[Row]:
    """The RWs of one hamlet together; those without a hamlet stay as they are."""
    found: dict[str, Row] = {}
    for child, row in zip(children, rows, strict=True):
        if not _has_hamlet(child):
            found[child.code] = row
            continue
        name = child.hamlet or child.name
        empty = Row(label=_("Hamlet %(name)s") % {"name": name})
        found[name.casefold()] = found.get(name.casefold(), empty) + row
    return list(found.values())


def _unplaced(whole: Row, rows: list[Row]) -> Row | None:
    """Families of the area itself, whose RW or RT nobody wrote down."""
    families = whole.families - sum(row.families for row in rows)
    levels = whole.levels - sum((row.levels for row in rows), Counter())
    if families <= 0 and not levels:
        return None
    return Row(label=_("Without RW or RT"), families=max(0, families), levels=levels)


def _path(user: User, code: str) -> tuple[Area, ...]:
    if not code:
        return ()
    return tuple(area for area in Area.objects.path_to(code) if user.sees(area.code))


def _holders(definition: Instrument, blocked: Counter[str], surveyed: int) -> Iterable[Holder]:
    items = {item.code: item for item in definition.items}
    for code, count in blocked.most_common():
        if count > 0 and code in items:
            yield Holder(items[code], count, round(100 * count / surveyed) if surveyed else 0)


def sorted_rows(rows: Iterable[Row], key: str) -> list[Row]:
    """The rows in the order that the address names; as the areas stand for anything else."""
    found = list(rows)
    falls, key = key.startswith("-"), key.removeprefix("-")
    orders = {
        "nama": lambda row: row.label.casefold(),
        "keluarga": lambda row: row.families,
        "terdata": lambda row: row.surveyed,
        "belum": lambda row: row.waiting,
    }
    if key in orders:
        found.sort(key=orders[key], reverse=falls)
    elif key:
        found.sort(key=lambda row: row.levels[key], reverse=falls)
    return found


def parts_of(row: Row, definition: Instrument) -> list[tuple[str, int, str]]:
    """The row for `<c-stacked-bar>`: label, count and tone of each level, the incomplete last."""
    levels = definition.outputs[0].levels
    parts = [(said(level.label), row.levels[level.code], level.code) for level in levels]
    return [*parts, (str(_("Incomplete")), row.levels[INCOMPLETE], INCOMPLETE)]
