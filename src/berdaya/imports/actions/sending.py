"""Send a file, have it taken in, stop that and go on.

What is small is looked through, and later taken in, while its sender waits; each in one
transaction. What is large waits for a worker.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.imports.actions.group_lists import look_through_list_at_once, take_list_at_once
from berdaya.imports.actions.looking import look_through_at_once
from berdaya.imports.actions.portions import end, move_on
from berdaya.imports.group_lists import holds_groups
from berdaya.imports.models import Upload
from berdaya.imports.pace import no_collecting
from berdaya.imports.taking import take_in
from berdaya.imports.work import (
    SMALL,
    digest_of,
    is_small,
    open_book,
    plan_of,
    reading_of,
)
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.refusal import Refusal
from berdaya.sealed.masking import hide_numbers

State = Upload.State


class RowsLeftOut(Refusal):
    code = "import-rows-left-out"
    message = _(
        "%(count)s rows cannot be taken. Mend them and upload the file again, or choose "
        "to take in only the good part."
    )


class NothingToTake(Refusal):
    code = "import-nothing-to-take"
    message = _("No row of this file brings anything new. Nothing was taken in.")


class AreaTooNarrow(Refusal):
    code = "import-area-too-narrow"
    message = _("%(area)s lies below a village. Choose the village, or an area above it.")


class NotLookedThrough(Refusal):
    code = "import-not-looked-through"
    message = _("This file has not been looked through to its end. Wait for that, then decide.")


@no_collecting()
@transaction.atomic
def check_file(
    *,
    area: Area,
    kind: str,
    filename: str,
    content: bytes,
    surveyed_on: date,
    key: UUID,
    by: User,
    door: str = Door.FILE,
) -> Upload:
    """Keep a file and say what it would bring; nothing is taken in. Blank `kind` is found out.

    A large one is kept, and a worker looks it through.

    Raises:
        NotAllowed, AreaTooNarrow; UnreadableFile: the file as a whole.
    """
    allow(by, "imports.check_file", area=area.code)
    if earlier := Upload.objects.across_areas(why="keys are unique").filter(pk=key).first():
        if (earlier.by_id, earlier.digest) == (by.pk, digest_of(content)):
            return earlier
        # another file from the same form: mended, and sent after a step back
        key = new_key()
    upload = _keep(area, kind, filename, content, surveyed_on, key, by, door)
    if len(content) <= SMALL:
        _look_through_at_once(upload, by)
    trace(by, "imports.check_file", upload)
    return upload


@no_collecting()
@transaction.atomic
def carry_out(*, upload: Upload, only_good: bool, by: User) -> Upload:
    """Take in what the file brings; a second call changes nothing.

    A small file comes in at once and in one transaction. It is planned anew, because others may
    have registered the same people meanwhile. A large one is left to a worker.

    Raises:
        NotAllowed, NotLookedThrough; RowsLeftOut: rows have faults and not `only_good`;
        NothingToTake.
    """
    allow(by, "imports.carry_out", area=upload.area_id)
    # the lock makes a second press of the button wait for the first, and then find it done
    upload = _locked(upload)
    if upload.is_taking:
        return upload
    if upload.state != State.CHECKED:
        raise NotLookedThrough
    _refuse(upload.report["left_out"], only_good, not _brings(upload))
    upload.taken_by, upload.taken_at = by, timezone.now()
    if upload.kind == Upload.Kind.GROUPS:
        _take_list_at_once(upload, only_good, by)
    elif upload.total is None or is_small(upload.total):
        _take_in_at_once(upload, only_good, by)
    if upload.state != State.DONE:
        upload.state, upload.cursor, upload.worker = State.TAKING, 0, None
        upload.save(update_fields=["state", "cursor", "worker", "taken_by", "taken_at"])
    trace(by, "imports.carry_out", upload, families=upload.report["families"])
    return upload


@transaction.atomic
def import_file(
    *,
    area: Area,
    kind: str,
    filename: str,
    content: bytes,
    surveyed_on: date,
    key: UUID,
    by: User,
) -> Upload:
    """Keep a file whose good part shall come in without a look before, for the command line.

    Raises:
        NotAllowed, AreaTooNarrow.
    """
    allow(by, "imports.import_file", area=area.code)
    upload = _keep(area, kind, filename, content, surveyed_on, key, by, Door.COMMAND)
    upload.state, upload.taken_by, upload.taken_at = State.TAKING, by, timezone.now()
    upload.save(update_fields=["state", "taken_by", "taken_at"])
    trace(by, "imports.import_file", upload)
    return upload


@transaction.atomic
def stop(*, upload: Upload, by: User) -> Upload:
    """Let a worker go no further. What came in stays; the portion it is in is the last.

    Raises:
        NotAllowed
    """
    allow(by, "imports.stop", area=upload.area_id)
    upload = _locked(upload)
    if upload.state in Upload.WORKED_ON:
        upload.state, upload.worker = State.STOPPED, None
        upload.save(update_fields=["state", "worker"])
        trace(by, "imports.stop", upload, behind=upload.cursor, of=upload.total)
    return upload


@transaction.atomic
def go_on(*, upload: Upload, by: User) -> Upload:
    """Let a worker go on where it was stopped, or where it failed.

    Raises:
        NotAllowed
    """
    allow(by, "imports.go_on", area=upload.area_id)
    upload = _locked(upload)
    if upload.state in (State.STOPPED, State.FAILED):
        upload.state = State.TAKING if upload.is_taking else State.LOOKING
        upload.taken_by = by if upload.is_taking else None  # who says so answers for the rest
        upload.worker, upload.attempts, upload.failure = None, 0, {}
        upload.save(update_fields=["state", "taken_by", "worker", "attempts", "failure"])
        trace(by, "imports.go_on", upload, behind=upload.cursor)
    return upload


def _look_through_at_once(upload: Upload, by: User) -> None:
    """A list of groups is known by its headings, if nobody said what a row is."""
    if not upload.kind and holds_groups(bytes(upload.content)):
        upload.kind = Upload.Kind.GROUPS
    if upload.kind == Upload.Kind.GROUPS:
        look_through_list_at_once(upload, by)
    else:
        look_through_at_once(upload, by)


def _take_list_at_once(upload: Upload, only_good: bool, by: User) -> None:
    outcomes = take_list_at_once(upload, by)
    if outcomes is not None:
        brought = any(it.is_new_group or it.is_new_member for it in outcomes)
        _refuse(sum(it.refusal is not None for it in outcomes), only_good, not brought)


def _take_in_at_once(upload: Upload, only_good: bool, by: User) -> None:
    book = open_book(upload)
    if not is_small(book.count):
        return
    part = book.part(0, book.count)
    plan = plan_of(book, part, reading_of(upload, by))
    _refuse(plan.count_left_out, only_good, plan.brings_nothing)
    take_in(plan, upload, door=upload.door, by=by)
    move_on(upload, part, plan, is_taken=True)
    end(upload)
    upload.save()


def _refuse(left_out: int, only_good: bool, nothing: bool) -> None:
    if left_out and not only_good:
        raise RowsLeftOut(count=left_out)
    if nothing:
        raise NothingToTake


def _brings(upload: Upload) -> bool:
    """Whether anything would come in: new, or kept out until somebody decided about it."""
    counts = upload.report
    is_decided = upload.doubts.exclude(decision="").exists()
    new = ("families", "answers", "groups", "members")
    return is_decided or any(counts.get(name) for name in new)


def _keep(
    area: Area,
    kind: str,
    filename: str,
    content: bytes,
    surveyed_on: date,
    key: UUID,
    by: User,
    door: str,
) -> Upload:
    if area.level > Area.Level.VILLAGE:
        raise AreaTooNarrow(area=area.label)
    return Upload.objects.create(
        pk=key,
        area=area,
        kind=kind,
        filename=hide_numbers(filename)[:200],
        content=content,
        digest=digest_of(content),
        surveyed_on=surveyed_on,
        by=by,
        door=door,
    )


def _locked(upload: Upload) -> Upload:
    everywhere = Upload.objects.across_areas(why="the door chose it; allow() was asked")
    locked = everywhere.light().select_for_update(of=("self",)).select_related("area")
    return locked.get(pk=upload.pk)
