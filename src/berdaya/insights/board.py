"""Where the families of an area stand, part by part, and what holds them back.

Figures are read from tallies that were kept as surveys came in; only who still waits in a
district is counted, because families move after they were surveyed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from berdaya.access.models import NATION, User
from berdaya.areas.codes import covers, level_of
from berdaya.areas.models import Area
from berdaya.insights.asked import Asked
from berdaya.insights.families import waiting_by_area
from berdaya.rules.instruments.definition import Item, Level
from berdaya.tallies.counting import totals

NATION_SLUG = "nasional"
COUNTED_FROM = Area.Level.DISTRICT  # down: who still waits is counted one by one
FIGURES = {  # as `?urut=` names them
    "keluarga": "families",
    "terdata": "surveyed",
    "belum": "waiting",
    "pilihan": "chosen",
}


@dataclass(slots=True)
class Row:
    """One part of an area: how many families, how many surveyed, on which level."""

    label: str
    code: str = ""  # "" where the part is no area of its own
    families: int = 0
    levels: Counter[str] = field(default_factory=Counter)
    counted_waiting: int | None = None  # where they were counted one by one
    chosen: int = 0  # families on the level, or held back by the item, that the address names

    @property
    def surveyed(self) -> int:
        return self.levels.total()

    @property
    def waiting(self) -> int:
        """Families not yet surveyed this year.

        Exact from the district downwards. Wider areas subtract, and so are off by those who
        were surveyed in one of their parts and live in another now.
        """
        if self.counted_waiting is not None:
            return self.counted_waiting
        return max(0, self.families - self.surveyed)

    @property
    def done(self) -> int:
        """Families registered today that have been surveyed this year."""
        return self.families - self.waiting

    @property
    def is_known(self) -> bool:
        """Whether any family is or was registered here."""
        return bool(self.families or self.levels)

    def __add__(self, other: "Row") -> "Row":
        return Row(
            self.label,
            self.code,
            families=self.families + other.families,
            levels=self.levels + other.levels,
            counted_waiting=self.waiting + other.waiting,
            chosen=self.chosen + other.chosen,
        )


@dataclass(frozen=True, slots=True)
class Holder:
    """An item, and how many families it holds back."""

    item: Item
    count: int


@dataclass(frozen=True, slots=True)
class Move:
    """A level this year and the year before, in families and as a share of the surveyed."""

    level: Level
    now: int
    before: int
    points: Decimal | None  # percentage points up or down; None where a year is missing

    @property
    def size(self) -> Decimal:
        return abs(self.points or Decimal())


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of one area and year."""

    area: Area | None  # None: the nation
    path: tuple[Area, ...]  # from the widest the user sees down to the area
    whole: Row
    before: Row  # the same area a year earlier
    rows: tuple[Row, ...]
    holders: tuple[Holder, ...]
    has_hamlets: bool


def board_of(user: User, area: Area | None, asked: Asked) -> Board:
    """The board of an area that is in the user's sight.

    Eight queries, whatever the size of the area; one more from the village downwards, and
    one more where an item is chosen.
    """
    code = area.code if area else NATION
    children = _children_of(code)
    rows = rows_of(children, asked)
    whole = _whole(area, asked)
    if level_of(code) >= COUNTED_FROM:
        count_waiting([*rows, whole], [code], asked)
    has_hamlets = any(_hamlet_of(child) for child in children)
    if asked.by_hamlet:
        rows = _by_hamlet(children, rows)
    rows = sorted_rows(rows, asked.sort)
    holders = _holders(code, asked)
    if asked.item:
        whole.chosen = next((it.count for it in holders if it.item.code == asked.item), 0)
    if rows and (loose := _unplaced(whole, rows)):
        rows = [*rows, loose]
    last_year = totals(asked.series, asked.year - 1, [code])[code]
    return Board(
        area=area,
        path=path_of(user, code),
        whole=whole,
        before=Row(whole.label, code, levels=+last_year),
        rows=tuple(rows),
        holders=holders,
        has_hamlets=has_hamlets,
    )


def _children_of(code: str) -> list[Area]:
    """The parts of an area; RW, hamlets and RT by name, as their codes follow no order."""
    found = list(Area.objects.standing().children_of(code))
    if code and level_of(code) >= Area.Level.VILLAGE:
        found.sort(key=lambda area: area.name)
    return found


def rows_of(areas: Sequence[Area], asked: Asked) -> list[Row]:
    """A row for each area; all must stand on one level. Two queries, three with an item."""
    codes = [area.code for area in areas]
    families, levels = totals("families", 0, codes), totals(asked.series, asked.year, codes)
    blocked = totals(f"{asked.series}.blocked", asked.year, codes) if asked.item else {}
    return [
        Row(
            label=area.label,
            code=area.code,
            families=families[area.code]["all"],
            levels=+levels[area.code],
            chosen=blocked[area.code][asked.item]
            if asked.item
            else levels[area.code][asked.level],
        )
        for area in areas
    ]


def count_waiting(rows: Iterable[Row], codes: Collection[str], asked: Asked) -> None:
    """Count the families not yet surveyed in `codes`, one by one. One query, for a district."""
    waiting = waiting_by_area(codes, asked)
    for row in rows:
        row.counted_waiting = sum(
            count for area, count in waiting.items() if covers(row.code, area)
        )


def nation(asked: Asked) -> Row:
    """The whole country. Two queries."""
    families, levels = (
        totals("families", 0, [NATION]),
        totals(asked.series, asked.year, [NATION]),
    )
    return Row(_("Indonesia"), NATION, families[NATION]["all"], +levels[NATION])


def _whole(area: Area | None, asked: Asked) -> Row:
    return rows_of([area], replace(asked, item=""))[0] if area else nation(asked)


def path_of(user: User, code: str) -> tuple[Area, ...]:
    """The areas from the widest that the user sees down to `code`. One query."""
    if not code:
        return ()
    return tuple(
        area for area in Area.objects.path_to(code) if user.sees(area.code, "board.read")
    )


def _hamlet_of(area: Area) -> str:
    return area.hamlet or (area.name if area.kind == Area.Kind.HAMLET else "")


def _by_hamlet(children: Iterable[Area], rows: Iterable[Row]) -> list[Row]:
    """The RW of one hamlet together; an RW that is in none stays as it is."""
    found: dict[str, Row] = {}
    for child, row in zip(children, rows, strict=True):
        name = _hamlet_of(child)
        if name:
            together = Row(_("Hamlet %(name)s") % {"name": name})
            key = name.casefold()
            found[key] = found.get(key, together) + row
        else:
            found[child.code] = row
    return list(found.values())


def _unplaced(whole: Row, rows: Iterable[Row]) -> Row | None:
    """Families of the area itself, whose RW or RT nobody wrote down."""
    parts = sum(rows, Row(""))
    loose = Row(
        _("RW or RT not known"),
        families=max(0, whole.families - parts.families),
        levels=whole.levels - parts.levels,
        counted_waiting=max(0, whole.waiting - parts.waiting),
        chosen=max(0, whole.chosen - parts.chosen),
    )
    return loose if loose.families or loose.levels else None


def _holders(code: str, asked: Asked) -> tuple[Holder, ...]:
    counts = totals(f"{asked.series}.blocked", asked.year, [code])[code]
    items = {item.code: item for item in asked.definition.items}
    return tuple(
        Holder(items[item], count)
        for item, count in counts.most_common()
        if count > 0 and item in items
    )


def moves_of(board: Board, asked: Asked) -> list[Move]:
    """Each level this year beside the year before."""
    return [
        Move(
            level,
            now := board.whole.levels[level.code],
            before := board.before.levels[level.code],
            _points(now, board.whole.surveyed, before, board.before.surveyed),
        )
        for level in asked.levels
    ]


def _points(now: int, now_whole: int, before: int, before_whole: int) -> Decimal | None:
    if not (now_whole and before_whole):
        return None
    points = Decimal(100 * now) / now_whole - Decimal(100 * before) / before_whole
    return points.quantize(Decimal("0.1"), ROUND_HALF_UP)


def sorted_rows(rows: Iterable[Row], key: str) -> list[Row]:
    """The rows in the order that the address names; as the areas stand for anything else."""
    falls, key = key.startswith("-"), key.removeprefix("-")
    found = list(rows)
    if key == "nama":
        found.sort(key=lambda row: row.label.casefold(), reverse=falls)
    elif key:
        found.sort(key=lambda row: _figure(row, key), reverse=falls)
    return found


def _figure(row: Row, key: str) -> int:
    return int(getattr(row, FIGURES[key])) if key in FIGURES else row.levels[key]
