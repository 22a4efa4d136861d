"""The answers in a file: which rows hold any, of which family, and which can be recorded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from berdaya.imports.book import told
from berdaya.imports.plan import left_out, refused, said_in
from berdaya.imports.planned import Plan, Reading
from berdaya.imports.words import Problem, problem_of
from berdaya.keys import new_key
from berdaya.people.facts import NewFamily
from berdaya.people.models import Family, Membership, Person
from berdaya.people.numbers import portions
from berdaya.people.rosters import roster_of_new
from berdaya.rows import new_row
from berdaya.rules.instruments.applicability import Roster
from berdaya.rules.instruments.definition import load
from berdaya.rules.tables import Row
from berdaya.sealed.fields import by_index
from berdaya.surveys.actions import NewAssessment
from berdaya.surveys.answers import prepare
from berdaya.surveys.models import Assessment
from berdaya.surveys.provenance import from_row

INSTRUMENT = "keluarga-sejahtera"
SURVEY_DATE = "survey_date"


def plan_answers(plan: Plan, reading: Reading) -> None:
    """Add to the plan the surveys that its file brings, and why the others stay out."""
    if plan.book.answers is None:
        return
    plan.problems += _problems_of_answers(plan)
    coming = _Coming(plan)
    rows = _answered_rows(plan, coming)
    find = _Finder([row for row, _answers in rows if not coming.family_of(row)], reading)
    found: dict[UUID, tuple[Row, NewAssessment]] = {}
    for row, answers in rows:
        new = coming.family_of(row)
        known = plan.joined.get(row.number)
        family = _as_it_will_be(new) if new else known or find.family_of(row)
        if family is None:
            _object(plan, row, "import.family_not_found")
            continue
        day = _day_of(row) or reading.surveyed_on
        entry = NewAssessment(
            new_key(),
            family,
            answers,
            day,
            provenance=from_row(row.number, plan.book.sheet_of_answers, reading.file),
        )
        found[entry.key] = row, entry
    families = {planned.family.key: planned.family for planned in plan.families}
    entries = _without_known(plan, found, families)
    rosters = _rosters_of_coming(entries, families, reading.today)
    good, others = prepare(entries, load(INSTRUMENT), reading.today, rosters)
    plan.entries = good
    plan.problems += [
        refused(found[entry.key][0].number, refusal, plan.book.sheet_of_answers)
        for entry, refusal in others
    ]


def _object(plan: Plan, row: Row, code: str, severity: str = "error", /, **params: str) -> None:
    sheet = plan.book.sheet_of_answers
    plan.problems.append(Problem(row.number, code, params, severity, sheet=sheet))


def answers_of(row: Row) -> dict[str, int | None]:
    """The answers of a row by item; empty where nothing was answered at all."""
    found = {
        item: value if isinstance(value, int) else None
        for item, value in row.values.items()
        if item.startswith("ks")
    }
    return found if any(value is not None for value in found.values()) else {}


def _problems_of_answers(plan: Plan) -> list[Problem]:
    """Faults in the columns of answers; other columns of the same sheet were judged already."""
    book, sheet = plan.book, plan.book.sheet_of_answers
    if book.answers is book.table:
        return []
    return [
        problem_of(row.number, fault, sheet)
        for unit in plan.units
        for row in unit.answers
        for fault in row.faults
        if sheet
        or (
            fault.column
            and fault.column not in book.table.mapping
            # a list of persons tells no date of a survey: the form that came with it does
            and fault.code != "cell.wanted"
        )
    ]


class _Coming:
    """Whose answers a row holds among the families that the same file brings."""

    def __init__(self, plan: Plan) -> None:
        self._by_row: dict[int, NewFamily] = {}
        self._by_number: dict[object, NewFamily] = {}
        for family, rows in ((planned.family, planned.rows) for planned in plan.families):
            if plan.book.sheet_of_answers:
                head = next(it for it in family.members if it.relation == "head")
                self._by_number |= {family.kk_number: family, head.facts.nik: family}
            else:
                self._by_row |= dict.fromkeys(rows, family)
        self._by_number.pop(None, None)

    def family_of(self, row: Row) -> NewFamily | None:
        values = row.values
        return (
            self._by_row.get(row.number)
            or self._by_number.get(values.get("kk_number"))
            or self._by_number.get(values.get("nik"))
        )


def _answered_rows(plan: Plan, coming: _Coming) -> list[tuple[Row, dict[str, int | None]]]:
    """The rows whose answers may be recorded, one of each family, with these answers."""
    found: dict[object, tuple[Row, dict[str, int | None]]] = {}
    refused_rows = left_out(plan.problems, plan.book.sheet_of_answers)
    for row in (row for unit in plan.units for row in unit.answers):
        new = coming.family_of(row)
        errors = {fault.code for fault in row.faults if fault.severity == "error"}
        # in a list of persons the members of a family repeat its KK number
        errors -= {"row.family_twice"} | ({"row.no_family"} if new else set())
        if row.number in refused_rows or errors or not (answers := answers_of(row)):
            continue
        whose = new.key if new else told(row)
        earlier, said_before = found.setdefault(whose, (row, answers))
        if said_before != answers:
            _object(plan, row, "import.answers_twice", row=str(earlier.number))
    return list(found.values())


def _as_it_will_be(new: NewFamily) -> Family:
    head = next(member for member in new.members if member.relation == "head")
    values = {"id": new.key, "area_id": new.area, "head_name": head.facts.name}
    return new_row(Family, values)


def _day_of(row: Row) -> date | None:
    day = row.values.get(SURVEY_DATE)
    return day if isinstance(day, date) else None


def _rosters_of_coming(
    entries: Iterable[NewAssessment], coming: Mapping[UUID, NewFamily], today: date
) -> dict[UUID, Roster]:
    """As the survey verb would find them: on the day, or if nobody was there yet, today."""
    return {
        entry.family.pk: roster_of_new(new, entry.conducted_on) or roster_of_new(new, today)
        for entry in entries
        if (new := coming.get(entry.family.pk))
    }


def _without_known(
    plan: Plan,
    found: Mapping[UUID, tuple[Row, NewAssessment]],
    coming: Mapping[UUID, NewFamily],
) -> list[NewAssessment]:
    """Leave out what an earlier upload of the same rows brought already."""
    known: dict[UUID, list[Assessment]] = defaultdict(list)
    everywhere = Assessment.objects.across_areas(why="of families found in sight")
    keys = {entry.family.pk for _row, entry in found.values()} - coming.keys()
    for some in portions(keys):
        rows = everywhere.standing().filter(family__in=some, instrument=INSTRUMENT)
        for assessment in rows.only("family_id", "conducted_on", "answers"):
            known[assessment.family_id].append(assessment)
    entries = []
    for row, entry in found.values():
        if any(_is_same(earlier, row, entry) for earlier in known[entry.family.pk]):
            owner = entry.family.head_name
            _object(plan, row, "import.answers_known", "skip", owner=owner)
        else:
            entries.append(entry)
    return entries


def _is_same(earlier: Assessment, row: Row, entry: NewAssessment) -> bool:
    """The same answers of the same day, or of the same year where the row gives no day."""
    days = earlier.conducted_on, entry.conducted_on
    if days[0] != days[1] and (_day_of(row) or days[0].year != days[1].year):
        return False
    # what the roster made inapplicable was stored as 2, whatever was answered
    return all(
        earlier.answers.get(item) in (answer, 2)
        for item, answer in entry.answers.items()
        if answer is not None
    )


class _Finder:
    """Whose answers a row holds: by the family's key, its KK number, or its head's NIK."""

    def __init__(self, rows: list[Row], reading: Reading) -> None:
        here = (
            Family.objects.visible_to(reading.by)
            .living_here()
            .filter(area__code__within=reading.area.code)
        )
        self._by_key: Mapping[object, Family] = {
            family.pk: family
            for some in portions(said_in(rows, "family_id"))
            for family in here.filter(pk__in=some)
        }
        self._by_kk: Mapping[object, Family] = {
            found[bytes(family.kk_index)]: family
            for some in portions(said_in(rows, "kk_number"))
            if (found := by_index(Family, "kk_number", some))
            for family in here.filter(kk_index__among=found)
        }
        heads = (
            Membership.objects.filter(until=None, relation=Membership.Relation.HEAD)
            .filter(family__in=here)
            .select_related("family", "person")
        )
        self._by_nik: Mapping[object, Family] = {
            found[bytes(membership.person.nik_index)]: membership.family
            for some in portions(said_in(rows, "nik"))
            if (found := by_index(Person, "nik", some))
            for membership in heads.filter(person__nik_index__among=found)
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
