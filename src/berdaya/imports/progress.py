"""How far a file is, in plain words, and whether anybody works on it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from berdaya.access.models import User
from berdaya.imports.models import Portion, Upload, Worker
from berdaya.imports.words import text_of
from berdaya.imports.workers import gone
from berdaya.tallies.models import Change

MINUTE, HOUR = 60, 3600
JUST_NOW = 90  # seconds


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an upload stands. `total` is not known before the file was read."""

    done: int
    total: int | None
    families: int  # that came in so far
    answers: int
    per_minute: int  # families; 0 where nothing can be said yet
    left: str  # how long it may still take; blank where nobody can say
    waits_for: int  # files that were sent before and are not done either
    is_worked_on: bool
    is_anybody_there: bool  # a worker that is alive, at this file or another
    failure: str


def progress_of(upload: Upload) -> Progress:
    """Five queries at most."""
    came_in = Portion.objects.filter(upload=upload, is_taken=True).aggregate(
        families=Sum("families", default=0), answers=Sum("answers", default=0)
    )
    runs = upload.state in Upload.WORKED_ON
    is_worked_on = runs and Worker.objects.filter(uploads=upload).exclude(gone()).exists()
    pace = _pace(upload, timezone.now()) if is_worked_on else 0.0
    rest = (upload.total or 0) - upload.cursor
    return Progress(
        done=upload.cursor,
        total=upload.total,
        per_minute=round(pace * MINUTE),
        left=in_words(rest / pace) if pace else "",
        waits_for=0 if is_worked_on or not runs else _before(upload).count(),
        is_worked_on=is_worked_on,
        is_anybody_there=is_worked_on or is_worker_alive(),
        failure=text_of(**upload.failure) if upload.failure else "",
        **came_in,
    )


def _pace(upload: Upload, now: datetime) -> float:
    """Families a second since the present worker went on."""
    seconds = (now - upload.begun_at).total_seconds() if upload.begun_at else 0.0
    behind = upload.cursor - upload.begun_from
    return behind / seconds if behind > 0 and seconds > 0 else 0.0


def _before(upload: Upload) -> QuerySet[Upload]:
    everybody = Upload.objects.across_areas(why="only counted")
    return everybody.to_be_worked_on().filter(sent_at__lt=upload.sent_at)


def in_words(seconds: float) -> str:
    """A length of time as one says it to a neighbour."""
    if seconds < JUST_NOW:
        return _("about a minute") if seconds > MINUTE / 2 else _("less than half a minute")
    if seconds < HOUR * 1.5:
        minutes = round(seconds / MINUTE)
        return ngettext("about %(n)s minute", "about %(n)s minutes", minutes) % {"n": minutes}
    hours = round(seconds / HOUR)
    return ngettext("about %(n)s hour", "about %(n)s hours", hours) % {"n": hours}


def is_worker_alive() -> bool:
    return Worker.objects.filter(kind=Worker.Kind.BACKGROUND).exclude(gone()).exists()


@dataclass(frozen=True, slots=True)
class Life:
    """What the background worker is about. Files of other offices are counted, not named."""

    alive: list[Worker]
    last_seen: datetime | None
    uploads: list[Upload]  # in sight of the reader: at work or waiting
    elsewhere: int
    changes: int  # of counts, not summed yet

    @property
    def is_silent(self) -> bool:
        return not self.alive


def life_for(user: User) -> Life:
    """Five queries."""
    background = Worker.objects.filter(kind=Worker.Kind.BACKGROUND)
    alive = list(background.exclude(gone()).order_by("began_at"))
    last = background.order_by("-beat_at").first()
    work = Upload.objects.visible_to(user).to_be_worked_on().light()
    uploads = list(work.select_related("area", "worker", "by")[:50])
    everything = Upload.objects.across_areas(why="only counted").to_be_worked_on().count()
    return Life(
        alive=alive,
        last_seen=last.beat_at if last else None,
        uploads=uploads,
        elsewhere=everything - len(uploads),
        changes=Change.objects.count(),
    )
