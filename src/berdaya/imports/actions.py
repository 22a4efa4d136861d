"""Look a file through; take in all of it, or the good part."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.imports.answers import plan_answers
from berdaya.imports.models import Upload
from berdaya.imports.pace import no_collecting
from berdaya.imports.plan import Plan, Reading, make_plan
from berdaya.imports.report import rejected_rows, report_of
from berdaya.imports.taking import take_in
from berdaya.imports.words import text_of
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.refusal import Refusal
from berdaya.rules.tables import TableFault
from berdaya.sealed.boxes import fingerprint
from berdaya.sealed.masking import hide_numbers


class UnreadableFile(Refusal):
    code = "import-unreadable"
    message = _("%(reason)s")


class RowsLeftOut(Refusal):
    code = "import-rows-left-out"
    message = _(
        "%(count)s rows cannot be taken. Mend them and upload the file again, or choose "
        "to take in only the good part."
    )


class NothingToTake(Refusal):
    code = "import-nothing-to-take"
    message = _("No row of this file brings anything new. Nothing was taken in.")


@no_collecting()
@transaction.atomic
def check_file(
    *,
    village: Area,
    kind: str,
    filename: str,
    content: bytes,
    surveyed_on: date,
    key: UUID,
    by: User,
) -> Upload:
    """Keep a file and say what it would bring; nothing is taken in. Blank `kind` is found out.

    Raises:
        NotAllowed; UnreadableFile: the file as a whole.
    """
    allow(by, "imports.check_file", area=village.code)
    if earlier := Upload.objects.across_areas(why="keys are unique").filter(pk=key).first():
        if (earlier.by_id, earlier.digest) == (by.pk, _digest(content)):
            return earlier
        # another file from the same form: mended, and sent after a step back
        key = new_key()
    plan = _plan(content, filename, kind, village, surveyed_on, by)
    upload = _keep(plan, village, filename, content, surveyed_on, key, by)
    trace(by, "imports.check_file", upload)
    return upload


@no_collecting()
@transaction.atomic
def carry_out(*, upload: Upload, only_good: bool, by: User) -> Upload:
    """Take in what the file brings, in one transaction; a second call changes nothing.

    The file is planned anew, because others may have registered the same people meanwhile.

    Raises:
        NotAllowed; RowsLeftOut: rows have faults and not `only_good`; NothingToTake.
    """
    allow(by, "imports.carry_out", area=upload.village_id)
    # the lock makes a second press of the button wait for the first, and then find it done
    upload = (
        Upload.objects.across_areas(why="the door chose it")
        .select_for_update(of=("self",))
        .get(pk=upload.pk)
    )
    if upload.state == Upload.State.DONE:
        return upload
    content, village = bytes(upload.content), upload.village
    plan = _plan(content, upload.filename, upload.kind, village, upload.surveyed_on, by)
    _take(upload, plan, only_good, door=Door.FILE, by=by)
    trace(by, "imports.carry_out", upload, families=upload.report["families"])
    return upload


@no_collecting()
@transaction.atomic
def import_file(
    *,
    village: Area,
    kind: str,
    filename: str,
    content: bytes,
    surveyed_on: date,
    key: UUID,
    by: User,
) -> Upload:
    """Check a file and take in its good part at once, for the command line.

    Raises:
        NotAllowed; UnreadableFile; NothingToTake.
    """
    allow(by, "imports.import_file", area=village.code)
    plan = _plan(content, filename, kind, village, surveyed_on, by)
    upload = _keep(plan, village, filename, content, surveyed_on, key, by)
    _take(upload, plan, only_good=True, door=Door.COMMAND, by=by)
    trace(by, "imports.import_file", upload, families=upload.report["families"])
    return upload


def _plan(
    content: bytes, filename: str, kind: str, village: Area, surveyed_on: date, by: User
) -> Plan:
    reading = Reading(village, surveyed_on, by, timezone.localdate())
    try:
        plan = make_plan(content, filename, kind, reading)
    except TableFault as fault:
        words = {name: str(value) for name, value in fault.params.items()}
        raise UnreadableFile(reason=text_of(fault.code, words)) from None
    plan_answers(plan, reading)
    return plan


def _keep(
    plan: Plan,
    village: Area,
    filename: str,
    content: bytes,
    surveyed_on: date,
    key: UUID,
    by: User,
) -> Upload:
    return Upload.objects.create(
        pk=key,
        village=village,
        kind=plan.kind,
        filename=hide_numbers(filename)[:200],
        content=content,
        digest=_digest(content),
        surveyed_on=surveyed_on,
        report=report_of(plan),
        left_out=rejected_rows(plan) if plan.count_left_out else b"",
        by=by,
    )


def _take(upload: Upload, plan: Plan, only_good: bool, *, door: str, by: User) -> None:
    if plan.count_left_out and not only_good:
        raise RowsLeftOut(count=plan.count_left_out)
    if not plan.families and not plan.entries:
        raise NothingToTake
    plan.entries = [
        replace(entry, provenance={**entry.provenance, "file": str(upload.pk)})
        for entry in plan.entries
    ]
    take_in(plan, upload.village, door=door, by=by)
    upload.report = report_of(plan)
    upload.left_out = rejected_rows(plan) if plan.count_left_out else b""
    # what was taken in stands in its own tables now; a second copy would only be a risk
    upload.content = b""
    upload.state = Upload.State.DONE
    upload.done_at = timezone.now()
    upload.save(update_fields=["report", "left_out", "content", "state", "done_at"])


def _digest(content: bytes) -> str:
    """Keyed: without the key nobody can try out which numbers a small file held."""
    return fingerprint(content, "imports.upload.content").hex()
