"""Lists of the civil register as its offices hand them on, laid out as tables of persons.

A *Buku Induk Penduduk* (BIP) has a block for each family: lines that say its KK number and
address, then a line for each member. SIAK has a line for each person, known by place. Which
line and column holds what was read in OpenSID/OpenSID (GPL-3; formats only): in
donjo-app/models/Bip_model.php how they are told apart, and in Bip2012_model.php,
Bip2016_model.php, Bip2016_luwutimur_model.php, Bip_ektp_model.php and Siak_model.php the
places; there they are counted from 1, here from 0. No sample with people in it was used.

Each member stays on the row on which the file has it, so that faults name the right one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from berdaya.rules.tables.addresses import Address, taken_apart
from berdaya.rules.tables.faults import TableFault
from berdaya.rules.tables.sheets import Rows, Sheet, open_file
from berdaya.rules.tables.words import plain, text_of

LOOKED_AT = 60  # rows in which a list says what it is
FAMILY_HEADINGS = ("Blok keluarga", "No KK", "Alamat", "Dusun", "RT", "RW")
_SIXTEEN = re.compile(r"[\d*•]{16}")
_AFTER_COLON = re.compile(r".*?:\s*", re.DOTALL)
_EKTP_MARK = 15  # the column headed `Wjb KTP`; `KTP-eL` follows
_SIAK_MARK = 33

_NAMED = {"nama", "nama lengkap"}

Line = Sequence[object]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one list is laid out. `number` is the column in which members are counted."""

    name: str
    begins: Callable[[Rows, int], bool]  # whether a family's block begins on this row
    family: Callable[[Rows, int], tuple[str, Address]]  # its KK number and address
    lines: int  # of the family, before its members
    number: int
    columns: Mapping[int, str]  # of a member: to headings that we know
    is_title: Callable[[Rows, int], bool]  # whether this row says that it is such a list


def cell(row: Line, at: int) -> str:
    return text_of(row[at]) if at < len(row) else ""


def _line(rows: Rows, at: int) -> Line:
    return rows[at] if at < len(rows) else ()


def _digits(text: str) -> str:
    """The number in a cell like `No. KK : 3204…`, with whatever hides parts of it."""
    return _AFTER_COLON.sub("", text, count=1) if ":" in text else text


def _headed_by_nik(row: Line) -> bool:
    return any(plain(text_of(one)) == "nik" for one in row)


def _begins_2012(rows: Rows, at: int) -> bool:
    # under it the family, then the headings of its members: no plain table has them so
    here = plain(cell(rows[at], 1)) == "no kk"
    return here and _headed_by_nik(_line(rows, at + 2))


def _family_2012(rows: Rows, at: int) -> tuple[str, Address]:
    line = _line(rows, at + 1)
    return cell(line, 1), taken_apart(cell(line, 6))


def _begins_2016(rows: Rows, at: int) -> bool:
    return plain(cell(rows[at], 0)).startswith("no kk") and ":" in cell(rows[at], 0)


def _family_2016(rows: Rows, at: int) -> tuple[str, Address]:
    return _digits(cell(rows[at], 0)), taken_apart(cell(rows[at], 2))


def _begins_luwu(rows: Rows, at: int) -> bool:
    title = plain(cell(rows[at], 1))
    return title.startswith("buku induk kependudukan") and "daftar keluarga" in title


def _family_luwu(rows: Rows, at: int) -> tuple[str, Address]:
    number, place = cell(_line(rows, at + 2), 11), cell(_line(rows, at + 4), 11)
    rt, _, rw = cell(_line(rows, at + 5), 11).partition("/")
    return number, taken_apart(place)._replace(rt=rt.strip(" -"), rw=rw.strip(" -"))


def _begins_ektp(rows: Rows, at: int) -> bool:
    number = "".join(cell(rows[at], 0).strip("'").split())
    return bool(_SIXTEEN.fullmatch(number)) and not cell(rows[at], 1)


def _family_ektp(rows: Rows, at: int) -> tuple[str, Address]:
    return cell(rows[at], 0), taken_apart(cell(rows[at], 11))


def _is_ektp(rows: Rows, at: int) -> bool:
    marks = [plain(cell(rows[at], _EKTP_MARK + step)) for step in (0, 1)]
    return marks == ["wjb ktp", "ktp el"]


_SCHOOLING, _WORK = "Pendidikan dalam KK", "Pekerjaan"
_OLD_COLUMNS = {
    2: "NIK", 3: "Nama", 4: "Jenis Kelamin", 6: "Tanggal Lahir", 8: "Agama",
    9: "Status Perkawinan", 10: "SHDK", 11: _SCHOOLING, 12: _WORK,
}  # fmt: skip
BIP = (
    Layout("bip-ektp", _begins_ektp, _family_ektp, 1, 0, {
        1: "Nama", 2: "NIK", 4: "Tanggal Lahir", 5: "Jenis Kelamin", 6: "Status Perkawinan",
        8: "SHDK", 9: "Agama", 10: _SCHOOLING, 11: "Akta Lahir", 12: _WORK,
    }, _is_ektp),
    Layout("bip-2016", _begins_2016, _family_2016, 1, 0, {
        1: "Nama", 2: "NIK", 4: "Tanggal Lahir", 5: "Jenis Kelamin", 6: "SHDK", 7: "Agama",
        8: _SCHOOLING, 9: _WORK,
    }, lambda rows, at: plain(cell(rows[at], 0)) == "buku induk penduduk wni"),
    Layout("bip-2016-luwu-timur", _begins_luwu, _family_luwu, 8, 1, _OLD_COLUMNS, _begins_luwu),
    Layout("bip-2012", _begins_2012, _family_2012, 3, 1, {**_OLD_COLUMNS, 15: "Akta Lahir"},
           _begins_2012),
)  # fmt: skip
SIAK: Mapping[int, str] = {
    0: "No KK", 1: "NIK", 2: "Nama", 3: "Status Dasar", 5: "Tanggal Lahir", 6: "Jenis Kelamin",
    11: "Status Perkawinan", 12: "SHDK", 13: "Agama", 16: "Alamat", 17: "RW", 18: "RT",
    19: _SCHOOLING, 20: "pekerjaan_id", 28: "Akta Lahir",
}  # fmt: skip


def open_sheets(path_or_bytes: Path | str | bytes, *, fits: bool = False) -> list[Sheet]:
    """The sheets of a file; a list of the register comes as one sheet of persons.

    With `fits`, `refuse_what_does_not_fit` has let it pass already.
    Raises TableFault when the file cannot be read, or is a BIP without any family.
    """
    return laid_out(open_file(path_or_bytes, fits=fits))


def laid_out(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets as they are, unless one of them is a list that we know."""
    for sheet in sheets:
        first = sheet.rows(LOOKED_AT)
        if first and _is_siak(first[0]):
            return [_siak(sheet), *(one for one in sheets if one is not sheet)]
        for layout in BIP:
            if any(layout.is_title(first, at) for at in range(len(first))):
                return [_bip(sheets, layout)]
    return sheets


def _is_siak(row: Line) -> bool:
    return (plain(cell(row, 0)), plain(cell(row, _SIAK_MARK))) == (
        "nomor kk",
        "petugas registrasi",
    )


def _siak(sheet: Sheet) -> Sheet:
    """The same rows under headings that we know; the hamlet is taken out of the address."""
    head, *below = sheet.rows()
    width = max(len(head), _SIAK_MARK + 1)
    names: list[object] = [SIAK.get(at, "") for at in range(width)]
    rows: Rows = [[*names, "Dusun"]]
    for row in below:
        whole = [*row, *[""] * (width - len(row))]
        found = taken_apart(cell(whole, 16))
        whole[16] = found.street
        rows.append([*whole, found.hamlet] if any(text_of(one) for one in row) else [])
    return replace(sheet, source=rows, kept=rows, layout="siak")


def _bip(sheets: Sequence[Sheet], layout: Layout) -> Sheet:
    """All its sheets as one. A workbook often has one for each hamlet: their rows go on counting.

    Raises TableFault.
    """
    rows: Rows = []
    named = []
    block = 0
    layout = _as_headed(sheets, layout)
    for sheet in sheets:
        below: Rows = []
        whole = sheet.rows()
        for place, found in _members(whole, layout, block):
            below += [[] for _ in range(place - len(below))]
            below.append(found)
            block = int(str(found[0]))
        if below:
            named.append((sheet.name, len(rows) + 1))
            # the sheet in full, so that the next one begins where this ends
            rows += below + [[] for _ in range(len(whole) - len(below))]
    if not rows:
        raise TableFault("register.no_family", layout=layout.name)
    rows[0] = [*FAMILY_HEADINGS, *layout.columns.values()]
    name = named[0][0] if len(named) == 1 else ", ".join(f"{it} ({at}–)" for it, at in named)
    return Sheet(name, is_hidden=False, source=rows, kept=rows, layout=layout.name)


def _as_headed(sheets: Sequence[Sheet], layout: Layout) -> Layout:
    """The layout with the columns that the file's own headings name, where they are others.

    Offices hand on editions with more columns under the same title.
    """
    [nik] = [at for at, heading in layout.columns.items() if heading == "NIK"]
    for sheet in sheets:
        head = next((row for row in sheet.rows(LOOKED_AT) if _headed_by_nik(row)), None)
        if head is None or plain(cell(head, nik)) == "nik":
            continue
        columns = {at: cell(head, at) for at in range(len(head)) if cell(head, at)}
        names = [at for at, heading in columns.items() if plain(heading) in _NAMED]
        if names:
            return replace(layout, columns={**columns, names[0]: "Nama"})
    return layout


def _members(rows: Rows, layout: Layout, block: int) -> Iterator[tuple[int, list[object]]]:
    """The row of each member, and what it says with what its family's lines say."""
    name = next(at for at, heading in layout.columns.items() if heading == "Nama")
    family: list[object] = []
    first = 0
    for at, row in enumerate(rows):
        if layout.begins(rows, at):
            block += 1
            number, address = layout.family(rows, at)
            family, first = [block, number, *address], at + layout.lines
            continue
        # a row that numbers the columns has a number for a name
        is_named = cell(row, name) and not plain(cell(row, name)).isdecimal()
        is_counted = plain(cell(row, layout.number)).isdecimal() and is_named
        if family and at >= first and is_counted:
            yield at, [*family, *(row[one] if one < len(row) else "" for one in layout.columns)]
