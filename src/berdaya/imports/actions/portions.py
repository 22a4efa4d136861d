"""One portion of an upload, looked at or taken in. Its place moves in the same transaction."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.imports.book import Book, Part
from berdaya.imports.columns import understood
from berdaya.imports.heads import doubt_of
from berdaya.imports.models import Doubt, Portion, Upload, Worker
from berdaya.imports.planned import Plan
from berdaya.imports.report import about, kept, rejected_rows, remembered, report_of, together
from berdaya.imports.taking import take_in
from berdaya.sealed.fields import Box

State = Upload.State


class NotOurTurn(Exception):
    """The upload was stopped, or another worker is at it."""


@transaction.atomic
def look_at_portion(
    *, upload: Upload, worker: Worker | None, part: Part, plan: Plan, by: User
) -> Upload:
    """Note what a portion would bring, and return the upload as it stands then.

    Raises:
        NotAllowed, NotOurTurn
    """
    allow(by, "imports.look_at_portion", area=upload.area_id)
    upload = its_turn(upload, worker, part.start, State.LOOKING)
    if move_on(upload, part, plan, is_taken=False):
        if recall(upload):
            return upload
        upload.state, upload.cursor = State.CHECKED, 0
        trace(by, "imports.look_at_portion", upload, rows=upload.report["rows"])
    save(upload)
    return upload


@transaction.atomic
def take_portion(
    *, upload: Upload, worker: Worker | None, part: Part, plan: Plan, by: User
) -> Upload:
    """Take in a portion, and return the upload as it stands then.

    Raises:
        NotAllowed, NotOurTurn, or a refusal of the rooms where it goes: then the plan no
        longer holds, because others have registered the same people meanwhile.
    """
    allow(by, "imports.take_portion", area=upload.area_id)
    upload = its_turn(upload, worker, part.start, State.TAKING)
    take_in(plan, upload, door=upload.door, by=by)
    if move_on(upload, part, plan, is_taken=True):
        end(upload)
        trace(by, "imports.take_portion", upload, families=upload.report["families"])
    save(upload)
    return upload


def its_turn(upload: Upload, worker: Worker | None, start: int, state: str) -> Upload:
    """The upload, locked; two that work on it take turns, and the second finds it moved on."""
    locked = (
        Upload.objects.across_areas(why="a claim or a door chose it")
        .light()
        .select_for_update(of=("self",))
        .get(pk=upload.pk)
    )
    said = (locked.state, locked.worker_id, locked.cursor)
    if said != (state, worker and worker.pk, start):
        raise NotOurTurn
    return locked


def move_on(upload: Upload, part: Part, plan: Plan, *, is_taken: bool) -> bool:
    """Keep what the portion came to; with the last one, what all of them did. True then."""
    report = report_of(plan)
    upload.portions.create(
        is_taken=is_taken,
        start=part.start,
        until=part.until,
        families=report["families"],
        answers=report["answers"],
        report=report,
        problems=kept(plan.problems),
    )
    _keep_doubts(upload, plan)
    upload.kind, upload.total = plan.book.kind, plan.book.count
    upload.cursor, upload.attempts = part.until, 0
    is_over = part.until == upload.total
    if is_over:
        _sum_up(upload, plan.book, is_taken=is_taken)
    return is_over


def _keep_doubts(upload: Upload, plan: Plan) -> None:
    """Those that were noted before, and perhaps decided, stand as they are."""
    found = [
        Doubt(
            upload=upload,
            kind=Doubt.Kind.DOUBLE,
            row=one.row,
            said=one.said,
            family=one.family,
            likeness=asdict(one.likeness),
        )
        for one in plan.doubts
    ]
    found += [doubt_of(question, upload) for question in plan.questions]
    Doubt.objects.bulk_create(found, ignore_conflicts=True)


def _sum_up(upload: Upload, book: Book, *, is_taken: bool) -> None:
    portions = list(Portion.objects.filter(upload=upload, is_taken=is_taken).order_by("start"))
    upload.report = about(book) | together([portion.report for portion in portions])
    problems = [one for portion in portions for one in remembered(bytes(portion.problems))]
    upload.left_out = rejected_rows(book, problems)
    # they stand in the file to mend now; a second copy would only be a risk
    Portion.objects.filter(upload=upload).update(problems=Box())


def recall(upload: Upload) -> bool:
    """Whether its office has said how to understand such headings; then it is begun again."""
    known = None if upload.mapping else understood(upload)
    if not known or not known.mapping:
        return False
    upload.mapping = known.mapping
    start_over(upload)
    return True


def start_over(upload: Upload) -> None:
    """Nothing of the look before counts."""
    upload.portions.filter(is_taken=False).delete()
    upload.doubts.all().delete()
    upload.state, upload.cursor, upload.total, upload.worker = State.LOOKING, 0, None, None
    upload.report, upload.left_out = {}, b""
    upload.save(
        update_fields=["mapping", "state", "cursor", "total", "worker", "report", "left_out"]
    )


def end(upload: Upload) -> None:
    """Everything is in."""
    # what was taken in stands in its own tables now; a second copy would only be a risk
    upload.content = b""
    upload.state, upload.done_at = State.DONE, timezone.now()
    upload.worker = None


def save(upload: Upload) -> None:
    """What a portion changes of its upload."""
    changed = ["kind", "state", "report", "total", "cursor", "attempts", "worker", "done_at"]
    if upload.state in (State.CHECKED, State.DONE):
        changed.append("left_out")
    if upload.state == State.DONE:
        changed.append("content")
    upload.save(update_fields=changed)
