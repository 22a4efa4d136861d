"""Lists of groups and members among the files of offices: read, tried, told. Nothing here writes.

The list itself, and how a row of it is taken in, stands in groups/listed.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from berdaya.groups.list_files import to_mend
from berdaya.groups.listed import GroupList, Line, Outcome, is_group_list, read_list
from berdaya.groups.refusals import ColumnsMissing, ListEmpty
from berdaya.imports.models import Upload
from berdaya.imports.report import by_kind
from berdaya.imports.words import OWN, SAID, Problem, text_of
from berdaya.imports.work import UnreadableFile
from berdaya.refusal import Refusal
from berdaya.rules.tables import TableFault
from berdaya.rules.tables.sheets import open_file

SMALL_LIST = 200  # lines that are tried, and taken in, while their sender waits
LINES_AT_ONCE = 50  # that a worker takes in one transaction
LINES_SHOWN = 300  # one by one, on the page that says what a file would bring


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that are taken together, from `start` to before `until` in the order of the list."""

    lines: Sequence[Line]
    start: int
    until: int


def holds_groups(content: bytes) -> bool:
    """Whether a file is such a list, told by its headings."""
    try:
        return is_group_list(open_file(content))
    except TableFault:
        return False  # what is wrong with it, its reader will say


def list_of(upload: Upload) -> GroupList:
    """Read the list. Raises UnreadableFile."""
    try:
        return read_list(open_file(bytes(upload.content)))
    except TableFault as fault:
        code, params = fault.code, fault.params
    except (ColumnsMissing, ListEmpty) as refusal:
        code, params = refusal.code, refusal.params
    words = {name: str(value) for name, value in params.items()}
    raise UnreadableFile(reason=text_of(code, words), fault=code, words=words)


def stretches(found: GroupList, start: int, size: int) -> Iterator[Stretch]:
    """What is left of a list from `start` on, in pieces of about `size` that cut no group."""
    lines = found.lines
    while start < len(lines):
        until = min(start + size, len(lines))
        while until < len(lines) and lines[until].of_group == lines[until - 1].of_group:
            until += 1
        yield Stretch(lines[start:until], start, until)
        start = until


def report_of_list(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What lines came to: counts, each kind of problem, and the lines one by one."""
    return {
        "groups": sum(it.is_new_group for it in outcomes),
        "members": sum(it.is_new_member for it in outcomes),
        "known": sum(not it.refusal and not it.is_new_member for it in outcomes),
        "left_out": sum(it.refusal is not None for it in outcomes),
        "families": 0,
        "answers": 0,
        "problems": by_kind(problems_in(outcomes)),
        "lines": [_line(it) for it in outcomes],
    }


def problems_in(outcomes: Sequence[Outcome]) -> list[Problem]:
    """Why lines are held back."""
    return [_problem(it.row, it.refusal) for it in outcomes if it.refusal]


def _problem(row: int, refusal: Refusal) -> Problem:
    if refusal.code not in OWN:
        return Problem(row, SAID, {"sentence": str(refusal)})
    return Problem(row, refusal.code, {name: str(it) for name, it in refusal.params.items()})


def _line(outcome: Outcome) -> dict[str, Any]:
    line = outcome.line
    told = {"row": line.row, "group": line.text("group"), "name": line.text("name")}
    if outcome.refusal:
        problem = _problem(line.row, outcome.refusal)
        return told | {"what": "out", "code": problem.code, "params": dict(problem.params)}
    if outcome.is_new_group:
        return told | {"what": "founds"}
    return told | {"what": "joins" if outcome.is_new_member else "known"}


def lines_to_mend(found: GroupList, problems: Sequence[Problem]) -> bytes:
    """The lines that are held back, as a file to mend; empty where none is."""
    if not problems:
        return b""
    cells = {line.row: line.cells for line in found.lines}
    rows = sorted((it.row, str(it)) for it in problems)
    return to_mend(found.head, [(row, cells[row], reason) for row, reason in rows])
