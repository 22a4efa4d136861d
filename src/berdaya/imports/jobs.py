"""Work on one upload, portion after portion, until it is done, stopped, or time to end.

Killed anywhere, it loses nothing and doubles nothing: a portion and the place behind it are one
transaction, and whoever claims the upload next goes on from that place.
"""

import logging
from collections.abc import Callable, Iterator
from functools import partial

from django.db import IntegrityError, OperationalError

from berdaya.access.actions import NotAllowed
from berdaya.access.models import User
from berdaya.imports.actions.group_lists import look_at_lines, take_lines
from berdaya.imports.actions.portions import NotOurTurn, look_at_portion, take_portion
from berdaya.imports.ahead import Helper, HelperGone, is_worth_it
from berdaya.imports.book import Part, parts_of
from berdaya.imports.group_lists import LINES_AT_ONCE, list_of, stretches
from berdaya.imports.models import Upload, Worker
from berdaya.imports.pace import no_collecting
from berdaya.imports.planned import Plan
from berdaya.imports.work import PORTION, UnreadableFile, open_book, plan_of, reading_of
from berdaya.imports.workers import fail, let_go
from berdaya.refusal import Refusal

log = logging.getLogger(__name__)


def work_on(
    upload: Upload,
    worker: Worker,
    *,
    after_each: Callable[[Upload], object] = lambda upload: None,
    shall_end: Callable[[], bool] = lambda: False,
    size: int = PORTION,
) -> None:
    """Go on with an upload that `worker` has claimed. How it ended stands in its row."""
    try:
        with no_collecting():
            _go_through(upload, worker, after_each, shall_end, size)
    except NotOurTurn:
        log.info("%s: stopped, or taken over by another worker", upload.pk)
    except UnreadableFile as refusal:
        fail(upload, str(refusal.params["fault"]), refusal.params["words"])  # type: ignore[arg-type]
    except NotAllowed as refusal:
        fail(upload, refusal.code, {name: str(it) for name, it in refusal.params.items()})
    except OperationalError:
        let_go(upload, worker)  # a database that is away for a moment; the next claim goes on
        raise
    except Exception:
        log.exception("%s could not go on", upload.pk)
        fail(upload, "import.broken")
    finally:
        let_go(upload, worker)


def _go_through(
    upload: Upload,
    worker: Worker,
    after_each: Callable[[Upload], object],
    shall_end: Callable[[], bool],
    size: int,
) -> None:
    by = upload.taken_by or upload.by
    if upload.kind == Upload.Kind.GROUPS:
        _go_through_list(upload, worker, after_each, shall_end)
        return
    if is_worth_it(upload):
        try:
            with Helper(upload, by, size) as helper:
                _go_on(upload, worker, helper, after_each, shall_end)
        except HelperGone:
            log.warning("%s: goes on without a helper", upload.pk, exc_info=True)
            upload.refresh_from_db(fields=["cursor"])
        else:
            return
    _go_on(upload, worker, Alone(upload, by, size), after_each, shall_end)


def _go_through_list(
    upload: Upload,
    worker: Worker,
    after_each: Callable[[Upload], object],
    shall_end: Callable[[], bool],
) -> None:
    by, found = upload.taken_by or upload.by, list_of(upload)
    verb = take_lines if upload.is_taking else look_at_lines
    for part in stretches(found, upload.cursor, LINES_AT_ONCE):
        do = partial(verb, upload=upload, worker=worker, part=part, found=found, by=by)
        try:
            upload = do()
        except IntegrityError:  # somebody registered one of them meanwhile: now it is known
            upload = do()
        after_each(upload)
        if shall_end():
            return


def _go_on(
    upload: Upload,
    worker: Worker,
    planner: "Alone | Helper",
    after_each: Callable[[Upload], object],
    shall_end: Callable[[], bool],
) -> None:
    by = upload.taken_by or upload.by
    verb = take_portion if upload.is_taking else look_at_portion
    for part, plan in planner.plans(upload.cursor):
        do = partial(verb, upload=upload, worker=worker, part=part, by=by)
        try:
            upload = do(plan=plan)
        except NotAllowed:
            raise
        except (Refusal, IntegrityError):
            # somebody registered one of them meanwhile, so that the plan holds no longer
            upload = do(plan=planner.plan_again(part))
        after_each(upload)
        if shall_end():
            return


class Alone:
    """Reads the file and plans its portions in this process."""

    def __init__(self, upload: Upload, by: User, size: int) -> None:
        self._book, self._reading = open_book(upload), reading_of(upload, by)
        self._size = size

    def plans(self, start: int) -> Iterator[tuple[Part, Plan]]:
        """The portions from `start`, each with its plan.

        No portion depends on the one before it: numbers that stand twice in the file were
        noticed when it was read. So a helper may plan ahead, while earlier ones are written.
        """
        for part in parts_of(self._book, start, self._size):
            yield part, self.plan_again(part)

    def plan_again(self, part: Part) -> Plan:
        return plan_of(self._book, part, self._reading)
