"""A list of groups and their members, as an office keeps it in a spreadsheet: a row a member.

Each row is tried by itself; what cannot be taken in is said with its reason, and nothing else
suffers. The same file again adds nothing: groups are known by their number, or by name and
area, and members by their person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.consents.actions import MEMBERSHIP, Answer
from berdaya.consents.models import Consent
from berdaya.groups import actions, refusals
from berdaya.groups.actions.founding import NewGroup
from berdaya.groups.actions.members import NewMember
from berdaya.groups.models import Group, Member, Term
from berdaya.keys import new_key
from berdaya.people.models import Family, Person
from berdaya.refusal import Refusal
from berdaya.rules.indonesia import damaged_number, number_in
from berdaya.rules.purposes.definition import purpose
from berdaya.rules.tables.dates import read_date
from berdaya.rules.tables.sheets import open_file

# what a column is called, small letters; the first is the one that we write ourselves
HEADINGS = {
    "group": ("kelompok", "nama kelompok"),
    "number": ("nomor register", "no register"),
    "area": ("kode wilayah", "kode desa"),
    "founded_on": ("berdiri", "tanggal berdiri"),
    "nik": ("nik", "nik anggota"),
    "kk": ("nomor kk", "no kk"),
    "name": ("nama", "nama anggota"),
    "office": ("jabatan",),
    "since": ("anggota sejak", "sejak"),
    "agreed_on": ("tanggal setuju", "setuju tertulis"),
}
NEEDED = ("group", "area", "founded_on", "name", "agreed_on")
OFFICES = {
    "ketua": Term.Office.CHAIR,
    "sekretaris": Term.Office.SECRETARY,
    "bendahara": Term.Office.TREASURER,
    "pembantu": Term.Office.HELPER,
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was not taken in, as it stood, and why."""

    row: int  # as the spreadsheet numbers it
    cells: Sequence[object]
    reason: str


@dataclass(slots=True)
class Report:
    groups: int = 0
    members: int = 0
    known: int = 0  # who belonged already
    left_out: list[LeftOut] = field(default_factory=list)
    head: Sequence[object] = ()


class _DryRun(Exception):
    """Takes back what was only tried."""


def take_in(file: Path, *, by: User, dry_run: bool, door: str) -> Report:
    """Take in a list, row by row.

    Raises:
        ColumnsMissing; TableFault where the file cannot be read.
    """
    report, rows = Report(), open_file(file)[0].rows()
    at, columns = _headings(rows)
    report.head = rows[at]
    try:
        with transaction.atomic():
            for number, cells in enumerate(rows[at + 1 :], start=at + 2):
                if any(str(cell).strip() for cell in cells):
                    said = {name: cells[place] for name, place in columns.items()}
                    _take_row(report, number, cells, said, by, door)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return report


def _headings(rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows[:20]):
        named = {
            " ".join(str(cell).casefold().split()): place for place, cell in enumerate(row)
        }
        found = {
            name: named[word]
            for name, words in HEADINGS.items()
            for word in words
            if word in named
        }
        if all(name in found for name in NEEDED):
            return at, found
    raise refusals.ColumnsMissing(columns=", ".join(HEADINGS[it][0] for it in NEEDED))


def _take_row(
    report: Report,
    number: int,
    cells: Sequence[object],
    said: dict[str, object],
    by: User,
    door: str,
) -> None:
    """One member, in a transaction of its own within that of the file."""
    try:
        with transaction.atomic():
            group, is_new = _group(said, by, door)
            is_member = _member(group, said, by)
    except Refusal as refusal:
        report.left_out.append(LeftOut(number, cells, str(refusal)))
        return
    report.groups += is_new
    report.members += is_member
    report.known += not is_member


def _group(said: dict[str, object], by: User, door: str) -> tuple[Group, bool]:
    name, number = _text(said, "group"), _text(said, "number")
    area = Area.objects.filter(code=_text(said, "area")).first()
    if not name or area is None:
        raise refusals.CellMissing(column=HEADINGS["group" if not name else "area"][0])
    rows = Group.objects.visible_to(by)
    found = rows.filter(number=number) if number else rows.filter(name=name, area=area)
    if group := found.first():
        return group, False
    new = NewGroup(new_key(), area.code, name, _day(said, "founded_on"), number)
    return actions.register_group(group=new, door=door, by=by), True


def _member(group: Group, said: dict[str, object], by: User) -> bool:
    """Let the row's person join, unless they belong already; and take the office it names."""
    person = _person(group, said, by)
    if group.members.present().filter(person=person).exists():
        return False
    agreed = _day(said, "agreed_on")
    since = _day(said, "since") if _text(said, "since") else agreed
    consent = Answer(
        key=new_key(),
        subject=person,
        purpose=MEMBERSHIP,
        act=Consent.Act.GIVEN,
        text_version=purpose(MEMBERSHIP).wording_on(agreed).version,
        relation=Consent.Relation.SELF,
        how=Consent.How.PAPER,
        said_on=agreed,
        answered_by=person,
    )
    told = NewMember(new_key(), group, person, since, Member.Joined.NOT_SAID)
    member = actions.add_member(member=told, consent=consent, by=by)
    if office := _text(said, "office").casefold():
        if office == "anggota":
            return True
        if office not in OFFICES:
            raise refusals.OfficeUnknown(office=office)
        actions.elect(key=new_key(), member=member, office=OFFICES[office], since=since, by=by)
    return True


def _person(group: Group, said: dict[str, object], by: User) -> Person:
    """By NIK; else by KK number and name. Nobody is made here: the register knows them or not."""
    found: list[Person] = []
    if nik := _number(said, "nik"):
        found = list(Person.objects.visible_to(by).filter(nik=nik))
    elif kk := _number(said, "kk"):
        name = " ".join(_text(said, "name").casefold().split())
        for family in Family.objects.visible_to(by).filter(kk_number=kk):
            found += [it.person for it in family.roster() if it.person.search_name == name]
    else:
        raise refusals.CellMissing(column=HEADINGS["nik"][0])
    if len(found) != 1:
        raise refusals.NotInRegister(name=_text(said, "name"))
    return found[0]


def _number(said: dict[str, object], name: str) -> str:
    raw = said.get(name, "")
    if not str(raw or "").strip():
        return ""
    if damaged_number(raw) or not (number := number_in(str(raw))):
        raise refusals.NumberUnreadable(column=HEADINGS[name][0])
    return number


def _day(said: dict[str, object], name: str) -> date:
    day, fault = read_date(said.get(name), timezone.localdate())
    if day is None or fault:
        if name == "agreed_on" and not _text(said, name):
            raise refusals.ConsentNotNoted(name=_text(said, "name"))
        raise refusals.DayUnreadable(column=HEADINGS[name][0])
    return day


def _text(said: dict[str, object], name: str) -> str:
    return " ".join(str(said.get(name) or "").split())
