"""Long lists of families, in the order of the index `family_list`: by place, then by name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, Count, F, Func, Q, Value
from django.db.models.expressions import OrderBy
from django.db.models.sql.compiler import SQLCompiler

from berdaya.areas.codes import ancestors, level_of
from berdaya.areas.models import Area
from berdaya.people.models import Families, Family, Membership
from berdaya.ui.paging import BACK, ON, Page, page_from, page_of, read_key

SIZE = 50
PLACE = ("area_id", "search_name", "pk")
ORDERS = {"nama": ("search_name", "pk"), "-nama": ("-search_name", "-pk"), "-baru": ("-pk",)}
VILLAGE = Area.Level.VILLAGE


class InBytes(OrderBy):
    """By the bytes of a code, as `varchar_pattern_ops` sorts it: ORDER BY can use that index."""

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, Any]:
        side = "~>~" if self.descending else "~<~"
        # Django looks for the word ASC in everything it orders by
        return self.as_sql(
            compiler, connection, template=f"%(expression)s USING {side} /* ASC */"
        )


class Beyond(Func):
    """`code >= other`, or `<=`, by bytes."""

    template = "(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, code: str, side: str) -> None:
        super().__init__(F("area_id"), Value(code, CharField()), arg_joiner=f" {side}= ")
        self.side = side

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, arg_joiner=f" ~{self.side}=~ ")


@dataclass(frozen=True, slots=True)
class Row:
    """One family as the list shows it."""

    family: Family
    place: str  # 'RT 001 · RW 002 · Desa Sukamaju'
    members: int


def page_of_families(rows: Families, asked: str, sort: str, area: str) -> "Page[Family]":
    """Fifty families. Other orders than by place are for one village: they sort all its rows."""
    order = ORDERS.get(sort)
    if order and level_of(area) >= VILLAGE:
        return page_of(rows, asked, order=order, size=SIZE)
    way, key = _place_in(asked)
    is_back = way == BACK
    minus = "-" if is_back else ""
    rows = rows.order_by(
        InBytes(F("area_id"), descending=is_back), f"{minus}search_name", f"{minus}pk"
    )
    if key:
        rows = rows.filter(
            Beyond(key[0], "<" if is_back else ">"), _beyond(key, is_back=is_back)
        )
    return page_from(list(rows[: SIZE + 1]), PLACE, SIZE, is_back=is_back, is_first=not key)


def _place_in(asked: str) -> tuple[str, tuple[str, str, UUID] | None]:
    way, key = read_key(asked, PLACE)
    if not key:
        return ON, None
    area, name, family = key
    return way, (area, name, UUID(family))


def _beyond(key: tuple[str, str, UUID], *, is_back: bool) -> Q:
    """Within the same area only what follows by name; in all other areas everything."""
    area, name, family = key
    side = "lt" if is_back else "gt"
    later = Q(**{f"search_name__{side}": name})
    return ~Q(area=area) | later | Q(search_name=name, **{f"pk__{side}": family})


def shown(families: Collection[Family], area: str) -> list[Row]:
    """The families with where they live, as told in `area`, and how many they are. Two queries."""
    sizes = dict(
        Membership.objects.present()
        .filter(family__in=[family.pk for family in families])
        .values("family")
        .annotate(size=Count("pk"))
        .values_list("family", "size")
    )
    widest = VILLAGE + 1 if level_of(area) >= VILLAGE else VILLAGE
    places = places_of({family.area_id for family in families}, widest=widest)
    return [Row(it, places[it.area_id], sizes.get(it.pk, 0)) for it in families]


def places_of(codes: Collection[str], *, widest: int = VILLAGE) -> dict[str, str]:
    """Each area as people say where they live, up to the level `widest`. One query."""
    wanted = {above for code in codes for above in (*ancestors(code), code)}
    areas = Area.objects.in_bulk([code for code in wanted if level_of(code) >= VILLAGE])
    return {code: label_of(code, areas, widest=widest) for code in codes}


def label_of(code: str, areas: Mapping[str, Area], *, widest: int = VILLAGE) -> str:
    """'RT 001 · RW 002 · Desa Sukamaju', from what stands in `areas`; itself at least."""
    widest = min(widest, level_of(code))
    chain = [code, *reversed(ancestors(code))]
    return " · ".join(
        areas[above].label for above in chain if level_of(above) >= widest and above in areas
    )
