"""A helper on the second core: it reads a large file and plans the next portion meanwhile.

One process reads, plans and makes rows ready, the other writes; what a portion brings goes over
a pipe. The helper
writes nothing, and nothing rests on it: where it cannot start, breaks or dies, the work goes on
in one process from the same place. It ends with the process that it helps, even a killed one.
"""

import copyreg
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import IO, Any, Self
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models.base import ModelState
from django.utils import translation

from berdaya.access.models import User
from berdaya.imports.book import Book, Cover, Part
from berdaya.imports.models import Upload
from berdaya.imports.pace import no_collecting
from berdaya.imports.packed import pack
from berdaya.imports.planned import Plan, PlannedFamily
from berdaya.imports.report import about, rejected_rows
from berdaya.imports.words import Problem
from berdaya.imports.work import SMALL, open_book, plan_of, reading_of, refuse_too_large
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.models import Family
from berdaya.rules.tables import cover_of
from berdaya.surveys.answers import NewAssessment, Prepared

log = logging.getLogger(__name__)
CORES = 2
LOOK_AFTER_PARENT = 0.5  # seconds
# Django has to stand before the models can be imported
COMMAND = (
    "import django; django.setup(); from berdaya.imports.ahead import help_out; help_out()"
)


class HelperGone(Exception):
    """The helper broke off: what it was asked for has to be done here."""


def is_worth_it(upload: Upload) -> bool:
    """Whether a second process pays: a large file, a core to spare, and rows that it can see."""
    has_core = (os.cpu_count() or 1) >= CORES
    return has_core and not connection.in_atomic_block and len(upload.content) > SMALL


class Helper:
    """The helper, as the process sees it that writes. It answers in the order of the questions.

    Raises HelperGone from whatever it is asked.
    """

    def __init__(self, upload: Upload, by: User, size: int) -> None:
        database = connection.settings_dict["NAME"]
        told = [upload.pk, by.pk, size, os.getpid(), database, translation.get_language()]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
        self._process = subprocess.Popen(  # noqa: S603  # our own code
            [sys.executable, "-c", COMMAND, *map(str, told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._upload = upload
        self._size = size
        self._waits = False  # for the answer to a question
        self._held: list[dict[str, Any]] = []  # an answer that came before it was wanted
        self._book: Book | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Without its pipes there is nothing left for it to do."""
        self._process.kill()
        self._process.communicate()

    @property
    def book(self) -> Book:
        """What of the book is known here: all but its rows.

        Raises UnreadableFile.
        """
        if self._book is None:
            refuse_too_large(self._upload)  # while the helper is still waking up
            self._ask("book")
            kind, table, count, told = self._receive()
            self._book = Book(kind, [], table, None, cover=Cover(count, told, self._to_mend))
        return self._book

    def plans(self, start: int) -> Iterator[tuple[Part, Plan]]:
        """The portions from `start`, each with its plan; the next is planned meanwhile."""
        count = self.book.count
        if start < count:
            self._ask("plan", start)
        while start < count:
            plan = self._plan(self._held.pop() if self._held else self._receive())
            until = min(start + self._size, count)
            if until < count:
                self._ask("plan", until)
            yield Part([], start, until), plan
            start = until

    def plan_again(self, part: Part) -> Plan:
        """The plan of a portion as things stand now."""
        if self._waits:
            self._held.append(self._receive())
        self._ask("plan", part.start)
        return self._plan(self._receive())

    def _plan(self, told: dict[str, Any]) -> Plan:
        return Plan(self.book, [], **told)

    def _to_mend(self, problems: Sequence[Problem]) -> bytes:
        self._ask("mend", problems)
        return bytes(self._receive())

    def _ask(self, *question: object) -> None:
        try:
            _send(self._process.stdin, question)
        except OSError as error:
            raise HelperGone from error
        self._waits = True

    def _receive(self) -> Any:
        self._waits = False
        try:
            return pickle.load(self._process.stdout)  # type: ignore[arg-type]  # noqa: S301  # from our own process
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise HelperGone from error


def help_out() -> None:
    """What the helper does until nobody asks any more."""
    upload, by, size, parent, database, language = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes
    threading.Thread(target=_end_with, args=(int(parent),), daemon=True).start()
    # what some library prints may not get in between the answers
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    connection.settings_dict["NAME"] = database
    everywhere = Upload.objects.across_areas(why="the process that writes was given it")
    with translation.override(language), no_collecting():
        answer = _answers(
            everywhere.select_related("area").get(pk=upload),
            User.objects.get(pk=by),
            int(size),
        )
        while True:
            try:
                name, *said = pickle.load(sys.stdin.buffer)  # noqa: S301  # from our own process
            except EOFError:
                return
            _send(answers, answer[name](*said))


def _answers(upload: Upload, by: User, size: int) -> dict[str, Callable[..., object]]:
    """What the helper can be asked."""
    reading = reading_of(upload, by)

    @cache
    def opened() -> Book:  # once it is asked for: by then the other process knows that it fits
        return open_book(upload, fits=True)

    def about_it() -> tuple[object, ...]:
        book = opened()
        return book.kind, cover_of(book.table), book.count, about(book)

    def plan(start: int) -> dict[str, object]:
        made = plan_of(opened(), opened().part(start, size), reading)
        if upload.is_taking:
            pack(made, upload.door, by)
        return {name: getattr(made, name) for name in OF_PLAN}

    return {
        "book": about_it,
        "plan": plan,
        "mend": lambda problems: rejected_rows(opened(), problems),
    }


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_AFTER_PARENT)
    os._exit(1)


def _send(pipe: IO[bytes] | None, what: object) -> None:
    assert pipe is not None
    pickler = pickle.Pickler(pipe, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**copyreg.dispatch_table, **REDUCED}
    pickler.dump(what)
    pipe.flush()


# As they travel: Python's own way for frozen dataclasses and for keys takes four times as long,
# more than a tenth of what planning takes.
def _by_fields(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    values = attrgetter(*(one.name for one in fields(kind)))
    return lambda it: (kind, values(it))


def _key(number: int) -> UUID:
    return UUID(int=number)


def _family(values: dict[str, Any]) -> Family:
    family = Family.__new__(Family)
    family._state = ModelState()
    family.__dict__ |= values
    return family


def _without_state(family: Family) -> tuple[Any, ...]:
    values = {name: value for name, value in vars(family).items() if name != "_state"}
    return _family, (values,)


# all but the rows, which stay with the helper
OF_PLAN = [one.name for one in fields(Plan) if one.name not in ("book", "units")]
SENT = (NewAssessment, NewFamily, NewMember, PersonFacts, PlannedFamily, Prepared, Problem)
REDUCED: dict[type[Any], Callable[[Any], tuple[Any, ...]]] = {
    **{kind: _by_fields(kind) for kind in SENT},
    UUID: lambda key: (_key, (key.int,)),
    Family: _without_state,
}
