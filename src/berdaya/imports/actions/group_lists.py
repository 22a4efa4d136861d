"""Look through a list of groups, and take it in: at once where it is short, else by a worker."""

from collections.abc import Sequence

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.groups.listed import GroupList, Outcome, enter, rehearse
from berdaya.imports.actions.portions import end, its_turn, save
from berdaya.imports.group_lists import (
    LINES_SHOWN,
    SMALL_LIST,
    Stretch,
    lines_to_mend,
    list_of,
    problems_in,
    report_of_list,
)
from berdaya.imports.models import Portion, Upload, Worker
from berdaya.imports.report import kept, remembered, together
from berdaya.sealed.fields import Box

State = Upload.State


def look_through_list_at_once(upload: Upload, by: User) -> None:
    """Where it is short; else a worker does it."""
    found = list_of(upload)
    if len(found.lines) <= SMALL_LIST:
        whole = Stretch(found.lines, 0, len(found.lines))
        outcomes = rehearse(found.lines, by=by, door=upload.door, within=upload.area_id)
        _move_on(upload, found, whole, outcomes, is_taken=False)
        upload.state, upload.cursor = State.CHECKED, 0
    upload.save()


def take_list_at_once(upload: Upload, by: User) -> Sequence[Outcome] | None:
    """Take in a short list in the caller's transaction; None where a worker is to do it."""
    found = list_of(upload)
    if len(found.lines) > SMALL_LIST:
        return None
    whole = Stretch(found.lines, 0, len(found.lines))
    outcomes = enter(found.lines, by=by, door=upload.door, within=upload.area_id)
    _move_on(upload, found, whole, outcomes, is_taken=True)
    end(upload)
    upload.save()
    return outcomes


@transaction.atomic
def look_at_lines(
    *, upload: Upload, worker: Worker, part: Stretch, found: GroupList, by: User
) -> Upload:
    """Note what some lines would bring, and return the upload as it stands then.

    Raises:
        NotAllowed, NotOurTurn
    """
    allow(by, "imports.look_at_lines", area=upload.area_id)
    upload = its_turn(upload, worker, part.start, State.LOOKING)
    outcomes = rehearse(part.lines, by=by, door=upload.door, within=upload.area_id)
    if _move_on(upload, found, part, outcomes, is_taken=False):
        upload.state, upload.cursor = State.CHECKED, 0
        trace(by, "imports.look_at_lines", upload, rows=upload.report["rows"])
    save(upload)
    return upload


@transaction.atomic
def take_lines(
    *, upload: Upload, worker: Worker, part: Stretch, found: GroupList, by: User
) -> Upload:
    """Take in some lines, and return the upload as it stands then.

    Raises:
        NotAllowed, NotOurTurn
    """
    allow(by, "imports.take_lines", area=upload.area_id)
    upload = its_turn(upload, worker, part.start, State.TAKING)
    outcomes = enter(part.lines, by=by, door=upload.door, within=upload.area_id)
    if _move_on(upload, found, part, outcomes, is_taken=True):
        end(upload)
        trace(by, "imports.take_lines", upload, members=upload.report["members"])
    save(upload)
    return upload


def _move_on(
    upload: Upload,
    found: GroupList,
    part: Stretch,
    outcomes: Sequence[Outcome],
    *,
    is_taken: bool,
) -> bool:
    """Keep what the lines came to; with the last of them, what all did. True then."""
    report = report_of_list(outcomes)
    lines = report.pop("lines")
    upload.portions.create(
        is_taken=is_taken,
        start=part.start,
        until=part.until,
        families=report["groups"],
        answers=report["members"],
        report=report,
        problems=kept(problems_in(outcomes)),
    )
    upload.kind, upload.total = Upload.Kind.GROUPS, len(found.lines)
    upload.cursor, upload.attempts = part.until, 0
    shown = [] if is_taken or part.start == 0 else upload.report.get("lines", [])
    # once they are in, they stand in tables of their own
    upload.report = {"lines": [] if is_taken else [*shown, *lines][:LINES_SHOWN]}
    is_over = part.until == upload.total
    if is_over:
        _sum_up(upload, found, is_taken=is_taken)
    return is_over


def _sum_up(upload: Upload, found: GroupList, *, is_taken: bool) -> None:
    portions = list(Portion.objects.filter(upload=upload, is_taken=is_taken).order_by("start"))
    upload.report |= together([it.report for it in portions]) | {"rows": len(found.lines)}
    problems = [one for it in portions for one in remembered(bytes(it.problems))]
    upload.left_out = lines_to_mend(found, problems)
    # they stand in the file to mend now; a second copy would only be a risk
    Portion.objects.filter(upload=upload).update(problems=Box())
