"""From a plan to families and assessments, through the verbs of their rooms."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from berdaya.access.models import User
from berdaya.areas.actions import ensure_neighbourhoods
from berdaya.areas.models import Area
from berdaya.imports.plan import NO_PLACE, Plan
from berdaya.imports.words import Problem
from berdaya.keys import new_key
from berdaya.people.actions import register_families
from berdaya.people.models import Family, Membership
from berdaya.rules.instruments.definition import load
from berdaya.rules.tables import Row
from berdaya.surveys.actions import NewAssessment, record_assessments

INSTRUMENT = "keluarga-sejahtera"
SURVEY_DATE = "survey_date"


def answered_rows(plan: Plan) -> list[Row]:
    """The rows that hold answers of a family that may be recorded.

    In a list of persons the members of a family repeat its KK number, so a row is a second
    questionnaire of the family only where both rows hold answers.
    """
    found: dict[object, Row] = {}
    left_out = plan.left_out()
    for row in plan.answers.rows if plan.answers else ():
        errors = {fault.code for fault in row.faults if fault.severity == "error"}
        if row.number in left_out or errors - {"row.family_twice"} or not answers_of(row):
            continue
        values = row.values
        who = values.get("family_id") or values.get("kk_number") or values.get("nik")
        if found.setdefault(who, row) is not row:
            plan.problems.append(Problem(row.number, "import.answers_twice"))
    return list(found.values())


def answers_of(row: Row) -> dict[str, int | None]:
    """The answers of a row by item; empty where nothing was answered at all."""
    items = [item.code for item in load(INSTRUMENT).items]
    found = {item: _answer(row.values.get(item)) for item in items if item in row.values}
    return found if any(value is not None for value in found.values()) else {}


def _answer(value: object) -> int | None:
    return value if isinstance(value, int) else None


def take_in(plan: Plan, village: Area, surveyed_on: date, *, door: str, by: User) -> int:
    """Register the planned families and record their answers; return how many were recorded.

    Rows whose answers cannot be taken are added to the plan's problems.
    """
    if plan.families:
        _register(plan, village, door=door, by=by)
    if plan.answers is None:
        return 0
    entries = list(_entries(plan, village, surveyed_on, by))
    if entries:
        record_assessments(entries=entries, instrument=INSTRUMENT, door=door, by=by)
    return len(entries)


def _register(plan: Plan, village: Area, *, door: str, by: User) -> None:
    named = {planned.place for planned in plan.families} - {NO_PLACE}
    places = ensure_neighbourhoods(village=village, places=named, by=by) if named else {}
    families = [
        replace(
            planned.family,
            area=places[planned.place].code if planned.place in places else village.code,
        )
        for planned in plan.families
    ]
    register_families(families=families, door=door, by=by)


def _entries(plan: Plan, village: Area, surveyed_on: date, by: User) -> Iterator[NewAssessment]:
    """One entry for each row with answers whose family is known in this village."""
    rows = answered_rows(plan)
    find = _Finder(rows, village, by)
    for row in rows:
        family = find.family_of(row)
        if family is None:
            plan.problems.append(Problem(row.number, "import.family_not_found"))
            continue
        day = row.values.get(SURVEY_DATE)
        yield NewAssessment(
            key=new_key(),
            family=family,
            answers=answers_of(row),
            conducted_on=day if isinstance(day, date) else surveyed_on,
        )


class _Finder:
    """Whose answers a row holds: by the family's key, its KK number, or its head's NIK."""

    def __init__(self, rows: list[Row], village: Area, by: User) -> None:
        here = (
            Family.objects.visible_to(by).living_here().filter(area__code__within=village.code)
        )
        self._by_key = _found(here, "pk", rows, "family_id")
        self._by_kk = _found(here, "kk_number", rows, "kk_number")
        heads = Membership.objects.filter(until=None, relation=Membership.Relation.HEAD)
        heads = heads.filter(family__in=here).select_related("family", "person")
        niks = [row.values["nik"] for row in rows if row.values.get("nik")]
        self._by_nik: Mapping[object, Family] = {
            membership.person.nik: membership.family
            for membership in (heads.filter(person__nik__in=niks) if niks else ())
        }

    def family_of(self, row: Row) -> Family | None:
        for target, families in (
            ("family_id", self._by_key),
            ("kk_number", self._by_kk),
            ("nik", self._by_nik),
        ):
            if (value := row.values.get(target)) and value in families:
                return families[value]
        return None


def _found(
    here: QuerySet[Family], field: str, rows: list[Row], target: str
) -> Mapping[object, Family]:
    values = [row.values[target] for row in rows if row.values.get(target)]
    if not values:
        return {}
    return {
        getattr(family, field): family for family in here.filter(**{f"{field}__in": values})
    }
