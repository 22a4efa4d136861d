"""A list of groups and their members, as an office keeps it in a spreadsheet: a row a member.

Each row is tried by itself; what cannot be taken in is said with its reason, and nothing else
suffers. The same file again adds nothing: groups are known by their number, or by name and
area, and members by their person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from berdaya.access.models import NATION, User
from berdaya.areas.codes import covers
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
from berdaya.rules.tables.sheets import Sheet, open_file

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
ROWS_TO_LOOK_AT = 20  # for the headings
OFFICES = {
    "ketua": Term.Office.CHAIR,
    "sekretaris": Term.Office.SECRETARY,
    "bendahara": Term.Office.TREASURER,
    "pembantu": Term.Office.HELPER,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: as it stood, and by our names for its columns."""

    row: int  # as the spreadsheet numbers it
    cells: Sequence[object]
    said: Mapping[str, object]

    def text(self, name: str) -> str:
        return " ".join(str(self.said.get(name) or "").split())

    @property
    def of_group(self) -> tuple[str, ...]:
        """What tells its group from others: the number, or name and area."""
        number = self.text("number")
        return (number,) if number else (self.text("group"), self.text("area"))


@dataclass(frozen=True, slots=True)
class GroupList:
    """What a file holds; `lines` have those of one group together, in the order of the file."""

    head: Sequence[object]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line, or would become."""

    line: Line
    is_new_group: bool = False
    is_new_member: bool = False
    refusal: Refusal | None = None

    @property
    def row(self) -> int:
        return self.line.row

    @property
    def cells(self) -> Sequence[object]:
        return self.line.cells

    @property
    def reason(self) -> str:
        return str(self.refusal or "")


@dataclass(slots=True)
class Report:
    outcomes: list[Outcome] = field(default_factory=list)
    head: Sequence[object] = ()

    @property
    def groups(self) -> int:
        return sum(it.is_new_group for it in self.outcomes)

    @property
    def members(self) -> int:
        return sum(it.is_new_member for it in self.outcomes)

    @property
    def known(self) -> int:
        """Who belonged already."""
        return sum(not it.is_new_member and it.refusal is None for it in self.outcomes)

    @property
    def left_out(self) -> list[Outcome]:
        return [it for it in self.outcomes if it.refusal]


class _DryRun(Exception):
    """Takes back what was only tried."""


def take_in(file: Path, *, by: User, dry_run: bool, door: str) -> Report:
    """Take in a list, row by row.

    Raises:
        ColumnsMissing, ListEmpty; TableFault where the file cannot be read.
    """
    found = read_list(open_file(file))
    tell = rehearse if dry_run else enter
    return Report(tell(found.lines, by=by, door=door), found.head)


def read_list(sheets: Sequence[Sheet]) -> GroupList:
    """The list on the first sheet. Raises ColumnsMissing, ListEmpty."""
    rows = sheets[0].rows()
    if (found := _headings(rows)) is None:
        raise refusals.ColumnsMissing(columns=", ".join(HEADINGS[it][0] for it in NEEDED))
    head, columns = found
    together: dict[tuple[str, ...], list[Line]] = {}
    for number, cells in enumerate(rows[head + 1 :], start=head + 2):
        if any(str(cell).strip() for cell in cells):
            said = {name: cells[at] for name, at in columns.items() if at < len(cells)}
            line = Line(number, cells, said)
            together.setdefault(line.of_group, []).append(line)
    if not together:
        raise refusals.ListEmpty
    return GroupList(rows[head], [line for lines in together.values() for line in lines])


def is_group_list(sheets: Sequence[Sheet]) -> bool:
    """Whether the first sheet has the columns of such a list."""
    return bool(sheets) and _headings(sheets[0].rows(ROWS_TO_LOOK_AT)) is not None


def _headings(rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(rows[:ROWS_TO_LOOK_AT]):
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
    return None


@transaction.atomic
def enter(lines: Iterable[Line], *, by: User, door: str, within: str = NATION) -> list[Outcome]:
    """Take in these lines, of groups in the area `within`; what does not fit is told."""
    lines = list(lines)
    _take_turns(lines)
    return [_tried(line, by, door, within) for line in lines]


def _take_turns(lines: Sequence[Line]) -> None:
    """Let lists that name the same places wait for each other: else each would found the group.

    Locked in one order, so that two lists cannot wait for each other.
    """
    named = Area.objects.filter(code__in={line.text("area") for line in lines})
    list(named.select_for_update(no_key=True).order_by("code"))


def rehearse(
    lines: Iterable[Line], *, by: User, door: str, within: str = NATION
) -> list[Outcome]:
    """What `enter` would come to. Nothing stays."""
    told: list[Outcome] = []
    try:
        with transaction.atomic():
            told = enter(lines, by=by, door=door, within=within)
            raise _DryRun
    except _DryRun:
        return told


def _tried(line: Line, by: User, door: str, within: str) -> Outcome:
    """One member, in a transaction of its own within that of the others."""
    try:
        with transaction.atomic():
            group, is_new = _group(line, by, door, within)
            return Outcome(line, is_new, _member(group, line, by))
    except Refusal as refusal:
        return Outcome(line, refusal=refusal)


def _group(line: Line, by: User, door: str, within: str) -> tuple[Group, bool]:
    name, number = line.text("group"), line.text("number")
    area = Area.objects.filter(code=line.text("area")).first()
    if not name or area is None:
        raise refusals.CellMissing(column=HEADINGS["group" if not name else "area"][0])
    if not covers(within, area.code):
        raise refusals.OutsideArea(code=area.code)
    rows = Group.objects.visible_to(by)
    found = rows.filter(number=number) if number else rows.filter(name=name, area=area)
    if group := found.first():
        return group, False
    new = NewGroup(new_key(), area.code, name, _day(line, "founded_on"), number)
    return actions.register_group(group=new, door=door, by=by), True


def _member(group: Group, line: Line, by: User) -> bool:
    """Let the row's person join, unless they belong already; and take the office it names."""
    person = _person(line, by)
    if group.members.present().filter(person=person).exists():
        return False
    agreed = _day(line, "agreed_on")
    since = _day(line, "since") if line.text("since") else agreed
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
    if office := line.text("office").casefold():
        if office == "anggota":
            return True
        if office not in OFFICES:
            raise refusals.OfficeUnknown(office=office)
        actions.elect(key=new_key(), member=member, office=OFFICES[office], since=since, by=by)
    return True


def _person(line: Line, by: User) -> Person:
    """By NIK; else by KK number and name. Nobody is made here: the register knows them or not."""
    found: list[Person] = []
    if nik := _number(line, "nik"):
        found = list(Person.objects.visible_to(by).filter(nik=nik))
    elif kk := _number(line, "kk"):
        name = line.text("name").casefold()
        for family in Family.objects.visible_to(by).filter(kk_number=kk):
            found += [it.person for it in family.roster() if it.person.search_name == name]
    else:
        raise refusals.CellMissing(column=HEADINGS["nik"][0])
    if len(found) != 1:
        raise refusals.NotInRegister(name=line.text("name"))
    return found[0]


def _number(line: Line, name: str) -> str:
    raw = line.said.get(name, "")
    if not str(raw or "").strip():
        return ""
    if damaged_number(raw) or not (number := number_in(str(raw))):
        raise refusals.NumberUnreadable(column=HEADINGS[name][0])
    return number


def _day(line: Line, name: str) -> date:
    day, fault = read_date(line.said.get(name), timezone.localdate())
    if day is None or fault:
        if name == "agreed_on" and not line.text(name):
            raise refusals.ConsentNotNoted(name=line.text("name"))
        raise refusals.DayUnreadable(column=HEADINGS[name][0])
    return day
