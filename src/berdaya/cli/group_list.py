"""`berdaya import groups`: a list of groups and members, row by row."""

from pathlib import Path

from django.utils import translation
from rich.console import Console

from berdaya.access.models import User
from berdaya.groups.list_files import to_mend
from berdaya.groups.listed import take_in
from berdaya.people.models import Door
from berdaya.refusal import Refusal
from berdaya.rules.tables.faults import TableFault

ALL_GOOD, NOTHING_DONE, SOME_LEFT_OUT = 0, 2, 3


def load_groups(file: Path, user: User, *, dry_run: bool, say: Console) -> int:
    """Take the list in, say what became of it, and write what is left out beside it."""
    with translation.override("id"):
        try:
            report = take_in(file, by=user, dry_run=dry_run, door=Door.COMMAND)
        except (Refusal, TableFault) as fault:
            say.print(str(fault))
            return NOTHING_DONE
    for one in report.left_out:
        say.print(f"baris / row {one.row}: {one.reason}", markup=False)
    say.print(
        f"kelompok baru / new groups {report.groups} · anggota / members {report.members} · "
        f"sudah ada / known {report.known} · ditahan / held back {len(report.left_out)}"
        + (" · hanya diperiksa / checked only" if dry_run else "")
    )
    if not report.left_out:
        return ALL_GOOD
    mend = file.with_name(f"{file.stem}.perbaiki.xlsx")
    with translation.override("id"):
        rows = [(it.row, it.cells, it.reason) for it in report.left_out]
        mend.write_bytes(to_mend(report.head, rows))
    say.print(f"perbaiki / mend: {mend}")
    return SOME_LEFT_OUT if report.members or report.known else NOTHING_DONE
