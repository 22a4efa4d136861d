"""What a file would bring: new families, answers, and which rows cannot be taken and why.

The check before and the taking in afterwards make the same plan, so that they cannot tell
two stories. A family is taken whole or not at all: one missing member would change which
questions apply to it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from berdaya.access.models import User
from berdaya.areas.codes import covers
from berdaya.areas.models import Area
from berdaya.imports.words import Problem, problem_of
from berdaya.keys import new_key
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.intake import JoinsBeforeLeaving
from berdaya.people.models import Family, NumberMissing, Person
from berdaya.people.numbers import (
    families_by_kk,
    may_join_again,
    persons_by_nik,
    refuse_taken_kk,
    refuse_taken_nik,
)
from berdaya.refusal import Refusal
from berdaya.rules import indonesia
from berdaya.rules.tables import (
    Household,
    Row,
    Sheet,
    Table,
    TableFault,
    households,
    open_sheets,
    read_table,
)
from berdaya.surveys.actions import NewAssessment

Place = tuple[str, str, str]  # hamlet, RW, RT; blank where the file does not say
NO_PLACE: Place = ("", "", "")


@dataclass(frozen=True, slots=True)
class PlannedFamily:
    """A family to register, and the place below the village where it lives."""

    family: NewFamily
    place: Place
    rows: tuple[int, ...]


@dataclass(slots=True)
class Plan:
    """`answers` are the rows of the file that hold any; None where no column is for them."""

    kind: str
    sheets: list[Sheet]
    table: Table
    answers: Table | None
    families: list[PlannedFamily] = field(default_factory=list)
    entries: list[NewAssessment] = field(default_factory=list)
    known: dict[str, Family] = field(default_factory=dict)  # by KK number
    problems: list[Problem] = field(default_factory=list)

    @property
    def sheet_of_answers(self) -> str:
        """The sheet of the answers where it is another; its rows have numbers of their own."""
        apart = self.answers is not None and self.answers.sheet != self.table.sheet
        return self.answers.sheet if self.answers and apart else ""

    def left_out(self, sheet: str = "") -> dict[int, list[Problem]]:
        """Row number -> why it cannot be taken; of the families' sheet, or of that one."""
        reasons: dict[int, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            if problem.is_error and problem.sheet == sheet:
                reasons[problem.row].append(problem)
        return reasons

    @property
    def count_left_out(self) -> int:
        """How many rows cannot be taken, on whichever sheet."""
        return len({(it.sheet, it.row) for it in self.problems if it.is_error})


@dataclass(frozen=True, slots=True)
class Reading:
    """What every step of planning needs to know."""

    village: Area
    surveyed_on: date
    by: User
    today: date

    def sees(self, area: str) -> bool:
        """Whether a name from `area` may stand in the report: all who see the village read it."""
        return covers(self.village.code, area)


def village_named(content: bytes, filename: str, kind: str, today: date) -> str:
    """The code of the village that most rows name; blank where the file names none."""
    try:
        table = read_table(content, filename, kind, today=today)
    except TableFault:
        return ""
    named = Counter(str(row.values.get("village_code") or "") for row in table.rows)
    del named[""]
    return next((code for code, _count in named.most_common(1)), "")


def make_plan(content: bytes, filename: str, kind: str, reading: Reading) -> Plan:
    """Read the file and hold its families against what is registered already.

    Raises TableFault when the file as a whole cannot be read.
    """
    sheets = open_sheets(content)
    kind, table = _read(sheets, filename, kind, reading.today)
    if kind == "answers":
        return Plan(kind, sheets, table, table, problems=_problems_of_rows(table))
    answers = _answers_in(sheets, filename, reading.today)
    plan = Plan(kind, sheets, table, answers, problems=_problems_of_rows(table))
    homes = households(table.rows) if kind == "persons" else _homes_of_heads(table)
    taken = [home for home in homes if home.is_taken and not _is_elsewhere(plan, home, reading)]
    plan.problems += _problems_of_homes(homes)
    people = persons_by_nik(str(it) for it in _values(taken, "nik"))
    plan.known = families_by_kk({str(it) for it in _values(taken, "kk_number")})
    for home in taken:
        _plan_family(plan, home, people, reading)
    return plan


def _read(sheets: list[Sheet], filename: str, kind: str, today: date) -> tuple[str, Table]:
    """The file as `kind`, or as the first of the kinds that its headings allow.

    Raises TableFault, that of `persons`, when nothing fits.
    """
    if kind:
        return kind, read_table(sheets, filename, kind, today=today)
    try:
        table = read_table(sheets, filename, "persons", today=today)
    except TableFault as fault:
        for other in ("families", "answers"):
            try:
                table = read_table(sheets, filename, other, today=today)
            except TableFault:
                continue
            if other == "families" or _has_answers(table):
                return other, table
        raise fault from None
    if "relation" in table.mapping.values():
        return "persons", table
    return "families", read_table(sheets, filename, "families", today=today)


def _answers_in(sheets: list[Sheet], filename: str, today: date) -> Table | None:
    """The same rows read for their answers; None where the file has no column for any."""
    try:
        table = read_table(sheets, filename, "answers", today=today, only_answered=True)
    except TableFault:
        return None
    return table if _has_answers(table) else None


def _has_answers(table: Table) -> bool:
    return any(target.startswith("ks") for target in table.mapping.values())


def _values(homes: Iterable[Household], target: str) -> Iterable[object]:
    return (
        value for home in homes for row in home.members if (value := row.values.get(target))
    )


def _problems_of_rows(table: Table) -> list[Problem]:
    return [problem_of(row.number, fault) for row in table.rows for fault in row.faults]


def _problems_of_homes(homes: Iterable[Household]) -> list[Problem]:
    """A family that stays out takes the reason to each of its rows."""
    return [
        Problem(
            row.number,
            fault.code,
            {name: str(value) for name, value in fault.params.items()},
            fault.severity,
        )
        for home in homes
        for fault in home.faults
        for row in home.members
        # the mended row needs no second reason
        if not (fault.code == "household.member_refused" and row.state == "error")
    ]


def _homes_of_heads(table: Table) -> list[Household]:
    """A file with a row per family: each row is its head."""
    return [
        Household(str(row.values.get("kk_number") or f"row:{row.number}"), row, (row,))
        for row in table.rows
        if row.is_taken
    ]


def _is_elsewhere(plan: Plan, home: Household, reading: Reading) -> bool:
    codes = {row.values.get("village_code") for row in home.members} - {None, ""}
    wrong = sorted(str(code) for code in codes if code != reading.village.code)
    for row in home.members if wrong else ():
        plan.problems.append(Problem(row.number, "import.wrong_village", {"code": wrong[0]}))
    return bool(wrong)


def _plan_family(
    plan: Plan, home: Household, people: Mapping[str, Person], reading: Reading
) -> None:
    """Add the family to the plan, or to its problems the reason why not."""
    kk = _text(home.members[0], "kk_number") or None
    if kk and (known := plan.known.get(kk)):
        plan.problems += _about_known(home, known, kk, reading)
        return
    problems: list[Problem] = []
    members = [_member(row, home, people, problems, reading) for row in home.members]
    plan.problems += problems
    if wrong := {problem.row for problem in problems if problem.is_error}:
        # the family stays together, so that its mended rows can be taken in as one
        rows = {"rows": ", ".join(map(str, sorted(wrong)))}
        plan.problems += [
            Problem(row.number, "household.member_refused", rows)
            for row in home.members
            if row.number not in wrong
        ]
        return
    head = home.head or home.members[0]
    plan.families.append(
        PlannedFamily(
            NewFamily(
                key=new_key(),
                area=reading.village.code,
                members=tuple(member for member in members if member),
                since=reading.surveyed_on,
                kk_number=kk,
                kk_missing="" if kk else NumberMissing.UNKNOWN,
                address=_text(head, "address"),
                phone=_text(head, "phone"),
            ),
            place=(_text(head, "hamlet"), _text(head, "rw"), _text(head, "rt")),
            rows=tuple(row.number for row in home.members),
        )
    )


def _about_known(home: Household, known: Family, kk: str, reading: Reading) -> list[Problem]:
    head = home.head or home.members[0]
    if reading.sees(known.area_id):
        owner = {"owner": known.head_name}
        return [
            Problem(row.number, "import.family_known", owner, "skip") for row in home.members
        ]
    try:
        refuse_taken_kk(kk, known, name=_name(head), sees=reading.sees, key=None)
    except Refusal as refusal:
        return [refused(row.number, refusal) for row in home.members]


def _member(
    row: Row,
    home: Household,
    people: Mapping[str, Person],
    problems: list[Problem],
    reading: Reading,
) -> NewMember | None:
    facts = _facts(row, reading.today)
    if not facts:
        problems.append(Problem(row.number, "import.sex_unknown"))
        return None
    owner = people.get(facts.nik or "")
    if owner and not may_join_again(owner, facts):
        try:
            refuse_taken_nik(facts, owner, sees=reading.sees, key=None)
        except Refusal as refusal:
            problems.append(refused(row.number, refusal))
            return None
    if owner and (too_early := _joins_too_early(owner, facts, reading)):
        problems.append(refused(row.number, too_early))
        return None
    relation = "head" if row is home.head else _text(row, "relation")
    if not relation:
        problems.append(Problem(row.number, "import.relation_unknown", severity="warning"))
    return NewMember(
        key=new_key(),
        facts=facts,
        relation=relation or "other",
        presence=_text(row, "presence") or "home",
    )


def _joins_too_early(owner: Person, facts: PersonFacts, reading: Reading) -> Refusal | None:
    """Somebody who comes back cannot have come before they left."""
    since = max(reading.surveyed_on, facts.birth_date or reading.surveyed_on)
    left_on: date | None = owner.left_on  # type: ignore[attr-defined]  # annotated
    if left_on and since < left_on:
        return JoinsBeforeLeaving(name=facts.name, until=f"{left_on:%d-%m-%Y}")
    return None


def _facts(row: Row, today: date) -> PersonFacts | None:
    """None where nothing tells the person's sex, without which nobody can be registered."""
    values, nik = row.values, _text(row, "nik") or None
    born, sex = values.get("birth_date"), _text(row, "sex")
    if nik and not (sex and born):
        told = indonesia.told_by_nik(nik, today=today)
        sex, born = sex or told.sex, born or told.birth_date
    if not sex:
        return None
    return PersonFacts(
        name=_name(row),
        sex=sex,
        birth_date=born if isinstance(born, date) else None,
        nik=nik,
        nik_missing="" if nik else NumberMissing.UNKNOWN,
        marital=_text(row, "marital"),
        birth_certificate=_truth(row, "birth_certificate"),
        religion=_text(row, "religion"),
        schooling=_text(row, "schooling"),
        work=_text(row, "work"),
        health_insurance=_text(row, "health_insurance"),
        uses_contraception=_truth(row, "contraception"),
        is_pregnant=_truth(row, "pregnant"),
    )


def refused(row: int, refusal: Refusal, sheet: str = "") -> Problem:
    words = {name: str(value) for name, value in refusal.params.items()}
    return Problem(row, refusal.code, words, sheet=sheet)


def _name(row: Row) -> str:
    return _text(row, "name") or _text(row, "head_name")


def _text(row: Row, target: str) -> str:
    return str(row.values.get(target) or "")


def _truth(row: Row, target: str) -> bool | None:
    value = row.values.get(target)
    return None if value is None or value == "" else bool(value)
