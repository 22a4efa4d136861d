"""From an upload to its book, and to what a portion of it would bring. Nothing here writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.imports.answers import plan_answers
from berdaya.imports.book import Book, Part, read_book
from berdaya.imports.doubts import raise_doubts
from berdaya.imports.models import Doubt, Upload
from berdaya.imports.plan import plan_families
from berdaya.imports.planned import Plan, Reading
from berdaya.imports.words import text_of
from berdaya.refusal import Refusal
from berdaya.rules.tables import TableFault, refuse_what_does_not_fit
from berdaya.sealed.boxes import fingerprint

# families that come in together: on SQLite other writers wait as long as one portion takes
PORTION = 2_000
# bytes of a file that is looked through while its sender waits
SMALL = 2**20


class UnreadableFile(Refusal):
    code = "import-unreadable"
    message = _("%(reason)s")


def is_small(total: int) -> bool:
    """Whether all of it is one portion, and so one transaction: taken in whole or not at all."""
    return total <= PORTION


def open_book(upload: Upload, *, fits: bool = False) -> Book:
    """Read the file as on the day it was sent, so that each reading gives the same portions.

    With `fits`, `refuse_too_large` has let it pass already.
    Raises UnreadableFile.
    """
    with _in_words():
        return read_book(
            bytes(upload.content),
            upload.filename,
            upload.kind,
            upload.area,
            today=timezone.localdate(upload.sent_at),
            mapping=upload.mapping,
            fits=fits,
        )


def refuse_too_large(upload: Upload) -> None:
    """Raises UnreadableFile where the file would not fit in memory."""
    with _in_words():
        refuse_what_does_not_fit(bytes(upload.content))


@contextmanager
def _in_words() -> Iterator[None]:
    """What is wrong with a file, said to people."""
    try:
        yield
    except TableFault as fault:
        words = {name: str(value) for name, value in fault.params.items()}
        reason = text_of(fault.code, words)
        raise UnreadableFile(reason=reason, fault=fault.code, words=words) from None


def reading_of(upload: Upload, by: User) -> Reading:
    """What planning needs to know of an upload; the worker acts for `by`."""
    doubts = upload.doubts.filter(kind=Doubt.Kind.DOUBLE)
    same = doubts.filter(decision=Doubt.Decision.SAME, family__ended_on=None)
    others = doubts.filter(decision=Doubt.Decision.OTHER)
    heads = upload.doubts.filter(kind=Doubt.Kind.SECOND_HEAD).exclude(decision="")
    return Reading(
        upload.area,
        upload.surveyed_on,
        by,
        timezone.localdate(upload.sent_at),
        str(upload.pk),
        same={it.row: it.family for it in same.select_related("family") if it.family},
        others=frozenset(others.values_list("row", flat=True)),
        taking_since=upload.taken_at,
        heads={doubt.row: doubt for doubt in heads},
    )


def plan_of(book: Book, part: Part, reading: Reading) -> Plan:
    """What a portion would bring. The same function looks through and takes in."""
    plan = plan_families(book, part.units, reading)
    raise_doubts(plan, reading)
    plan_answers(plan, reading)
    return plan


def digest_of(content: bytes) -> str:
    """Keyed: without the key nobody can try out which numbers a small file held."""
    return fingerprint(content, "imports.upload.content").hex()
