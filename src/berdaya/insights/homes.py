"""What a person finds when they come in: their own work first."""

from typing import Any

from berdaya.access.models import Role, User
from berdaya.areas.models import Area
from berdaya.insights.board import INSTRUMENT, NATION, Row, rows_of, whole_row
from berdaya.insights.families import Choice, families_of
from berdaya.rules.instruments.definition import load
from berdaya.surveys.models import Assessment, Draft
from berdaya.surveys.results import level_of

A_FEW = 5
MOST_AREAS = 60  # on the home page; the board shows more


def progress_of(user: User, year: int) -> list[Row]:
    """The user's areas with their progress, those least surveyed first; parts of a single one."""
    definition = load(INSTRUMENT)
    series = f"{INSTRUMENT}.{definition.outputs[0].name}"
    return sorted(
        (
            row
            for areas in _by_level(_areas(user)).values()
            for row in rows_of(areas, year, series)
        ),
        key=lambda row: row.surveyed / row.families if row.families else 1,
    )


def whole_of(user: User, year: int) -> Row:
    """All of the user's areas together."""
    definition = load(INSTRUMENT)
    series = f"{INSTRUMENT}.{definition.outputs[0].name}"
    if NATION in user.area_codes:
        return whole_row("", NATION, year, series)
    own = list(Area.objects.filter(pk__in=user.area_codes))
    parts = (rows_of(areas, year, series) for areas in _by_level(own).values())
    return sum((row for rows in parts for row in rows), Row(""))


def _areas(user: User) -> list[Area]:
    codes = sorted(code for code in user.area_codes if code)
    if "" in user.area_codes:
        return list(Area.objects.children_of(""))
    if len(codes) > 1:
        return list(Area.objects.filter(pk__in=codes).order_by("pk"))
    return list(Area.objects.children_of(codes[0]))[:MOST_AREAS] if codes else []


def _by_level(areas: list[Area]) -> dict[int, list[Area]]:
    found: dict[int, list[Area]] = {}
    for area in areas:
        found.setdefault(area.level, []).append(area)
    return found


def waiting_families(user: User, year: int) -> list[Any]:
    """A few families not yet surveyed this year, in the user's villages."""
    villages = [code for code in sorted(user.area_codes) if code.count(".") >= 3][:1]
    choice = Choice(year=year, instrument=INSTRUMENT, is_waiting=True)
    return [
        family
        for code in villages
        for family in families_of(user, code, choice).order_by("area_id", "search_name")[:A_FEW]
    ]


def drafts_of(user: User) -> list[Draft]:
    return list(user.drafts.select_related("family").order_by("-changed_at")[:A_FEW])


def recent_results(user: User) -> list[dict[str, Any]]:
    """The surveys this user recorded last. Two queries."""
    rows = (
        Assessment.objects.visible_to(user)
        .standing()
        .filter(by=user)
        .select_related("family")
        .prefetch_related("outcomes")
        .order_by("-pk")[:A_FEW]
    )
    return [
        {
            "assessment": row,
            "level": level_of(load(row.instrument), row.outcomes.all()[0].level),
        }
        for row in rows
    ]


def is_surveyor(user: User) -> bool:
    kind = Role.Kind
    return user.is_any(kind.VOLUNTEER, kind.VILLAGE_OFFICE, kind.FIELD_OFFICER)
