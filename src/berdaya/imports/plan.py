"""What a file would bring: new families, answers, and which rows cannot be taken and why.

The check before and the taking in afterwards make the same plan, so that they cannot tell
two stories. A family is taken whole or not at all: one missing member would change which
questions apply to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from berdaya.areas.models import Area
from berdaya.imports.book import Book, Unit
from berdaya.imports.heads import (
    NewHead,
    Question,
    heads_of,
    is_another,
    members_of,
    said_of,
    settled,
)
from berdaya.imports.models import Doubt
from berdaya.imports.planned import Plan, PlannedFamily, Reading
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
from berdaya.rules.tables import Household, Row, without_number


def plan_families(book: Book, units: list[Unit], reading: Reading) -> Plan:
    """Hold the families of a stretch against what is registered already."""
    plan = Plan(book, units, problems=_problems_of_rows(units))
    if book.kind == "answers":
        return plan
    homes = _settled(plan, reading)
    plan.problems += _problems_of_homes(home for _unit, home in homes)
    taken = [
        (unit, home)
        for unit, home in homes
        if home.is_taken and not _is_elsewhere(plan, unit, home, reading)
    ]
    members = [row for _unit, home in taken for row in home.members]
    plan.people = persons_by_nik(said_in(members, "nik"))
    plan.known = families_by_kk(set(said_in(members, "kk_number")))
    for unit, home in _held_against_heads(plan, taken, reading):
        if family := reading.same.get(home.members[0].number):
            _join(plan, unit, home, family)
        else:
            _plan_family(plan, unit, home, plan.people, reading)
    return plan


def _settled(plan: Plan, reading: Reading) -> list[tuple[Unit, Household]]:
    """The families of the units; of one with two heads what was decided about it."""
    homes = []
    for unit in plan.units:
        if unit.home:
            found, question = settled(unit.home, reading.heads)
            homes += [(unit, home) for home in found]
            plan.questions += [question] if question else []
    return homes


def _held_against_heads(
    plan: Plan,
    homes: list[tuple[Unit, Household]],
    reading: Reading,
) -> Iterator[tuple[Unit, Household]]:
    """All homes but those whose family on record has another head; about these one decides."""
    near = [family for family in plan.known.values() if reading.sees(family.area_id)]
    heads, members = heads_of(near), members_of(near)
    for unit, home in homes:
        row, family = home.head, plan.known.get(home.members[0].text("kk_number"))
        present = heads.get(family.pk) if family else None
        if not (row and family and present and is_another(row, present, plan.people)):
            yield unit, home
            continue
        answer = reading.heads.get(home.members[0].number)
        person = plan.people.get(row.text("nik"))
        joined = members.get((family.pk, person.pk)) if person else None
        heir = person if joined and joined.since <= reading.surveyed_on else None
        if answer and answer.decision == Doubt.Decision.APART:
            yield unit, without_number(home)
        elif answer and heir and answer.decision == Doubt.Decision.CHANGED:
            plan.new_heads.append(NewHead(answer.pk, family, heir))
            plan.problems += _skipped(home, "import.head_changes", family)
        else:
            question = Question(home.members[0].number, said_of(home), family, heir)
            plan.questions.append(question)
            plan.problems += _skipped(home, "import.another_head", family)


def _skipped(home: Household, code: str, family: Family) -> list[Problem]:
    owner = {"owner": family.head_name}
    return [Problem(row.number, code, owner, "skip") for row in home.members]


def _join(plan: Plan, unit: Unit, home: Household, family: Family) -> None:
    """Somebody said that this is a family we know: its answers go there, nobody is added."""
    owner = {"owner": family.head_name}
    plan.problems += [
        Problem(row.number, "import.same_family", owner, "skip") for row in home.members
    ]
    plan.joined |= {row.number: family for row in unit.answers}


def left_out(problems: Iterable[Problem], sheet: str = "") -> dict[int, list[Problem]]:
    """Row number -> why it cannot be taken; of the families' sheet, or of that one."""
    reasons: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.is_error and problem.sheet == sheet:
            reasons[problem.row].append(problem)
    return reasons


def said_in(rows: Iterable[Row], target: str) -> Iterable[str]:
    """What the rows say in one column, where they say anything."""
    return (str(value) for row in rows if (value := row.values.get(target)))


def _problems_of_rows(units: Iterable[Unit]) -> list[Problem]:
    return [
        problem_of(row.number, fault)
        for unit in units
        for row in unit.rows
        for fault in row.faults
    ]


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


def _is_elsewhere(plan: Plan, unit: Unit, home: Household, reading: Reading) -> bool:
    """Whether the family does not live in a village of the area; says so of its rows."""
    if unit.village in plan.book.villages:
        return False
    named = {str(code) for row in unit.rows if (code := row.values.get("village_code"))}
    if len(named) > 1:
        code = "import.two_villages"
    elif not named:
        code = "import.village_missing"
    elif reading.area.level == Area.Level.VILLAGE:
        code = "import.wrong_village"
    else:
        code = "import.village_unknown"
    params = {"code": ", ".join(sorted(named))}
    plan.problems += [Problem(row.number, code, params) for row in home.members]
    return True


def _plan_family(
    plan: Plan, unit: Unit, home: Household, people: Mapping[str, Person], reading: Reading
) -> None:
    """Add the family to the plan, or to its problems the reason why not."""
    kk = home.members[0].text("kk_number") or None
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
                area=unit.village,
                members=tuple(member for member in members if member),
                since=reading.surveyed_on,
                kk_number=kk,
                kk_missing="" if kk else head.text("kk_missing") or NumberMissing.UNKNOWN,
                address=head.text("address"),
                phone=head.text("phone"),
            ),
            village=unit.village,
            place=(head.text("hamlet"), head.text("rw"), head.text("rt")),
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
        refuse_taken_kk(kk, known, name=head.name, sees=reading.sees, key=None)
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
    relation = "head" if row is home.head else row.text("relation")
    if not relation:
        problems.append(Problem(row.number, "import.relation_unknown", severity="warning"))
    return NewMember(
        key=new_key(),
        facts=facts,
        relation=relation or "other",
        presence=row.text("presence") or "home",
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
    values, nik = row.values, row.text("nik") or None
    born, sex = values.get("birth_date"), row.text("sex")
    if nik and not (sex and born):
        told = indonesia.told_by_nik(nik, today=today)
        sex, born = sex or told.sex, born or told.birth_date
    if not sex:
        return None
    return PersonFacts(
        name=row.name,
        sex=sex,
        birth_date=born if isinstance(born, date) else None,
        nik=nik,
        nik_missing="" if nik else NumberMissing.UNKNOWN,
        marital=row.text("marital"),
        birth_certificate=_truth(row, "birth_certificate"),
        religion=row.text("religion"),
        schooling=row.text("schooling"),
        work=row.text("work"),
        health_insurance=row.text("health_insurance"),
        uses_contraception=_truth(row, "contraception"),
        is_pregnant=_truth(row, "pregnant"),
    )


def refused(row: int, refusal: Refusal, sheet: str = "") -> Problem:
    words = {name: str(value) for name, value in refusal.params.items()}
    return Problem(row, refusal.code, words, sheet=sheet)


def _truth(row: Row, target: str) -> bool | None:
    value = row.values.get(target)
    return None if value is None or value == "" else bool(value)
