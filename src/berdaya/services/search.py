"""Services as people look for them: by words, misspelt or not, and the nearest first.

The words of the directory are held in memory, a few thousand however many services there are;
which service has which word, the database knows. Both databases answer alike
(docs/decisions/0040-services-and-referrals.md).
"""

import re
import threading
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from rapidfuzz import process
from rapidfuzz.distance import OSA

from berdaya.areas.codes import ancestors, covers
from berdaya.areas.models import Area
from berdaya.rules.casework.vocabulary import term
from berdaya.services.facts import ServiceFacts
from berdaya.services.hours import open_at
from berdaya.services.models import Cell, Provider, Reach, Service, Word, WordOf
from berdaya.services.models.directory import Services
from berdaya.services.vocabulary import also_called
from berdaya.ui.paging import SIZE, Page, page_of

MOST_WORDS, SHORTEST = 6, 2
ALIKE, WORTH_GUESSING, GUESSES = 0.65, 4, 20
BEGINNINGS = 300  # words that begin alike; more would say nothing
LONGEST = 40
EMPTY = {  # words that say nothing of what is looked for
    *("layanan", "di", "ke", "dan", "atau", "untuk", "yang", "dari", "dengan", "bagi"),
    *("service", "services", "of", "the", "for", "and", "in", "to"),
}
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
ORDER = ("far", "search_name", "pk")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for. `here` is the code from which nearness counts, "" the nation."""

    here: str = ""
    words: str = ""
    function: str = ""
    field: str = ""
    open_at: datetime | None = None
    takes: str = ""  # whom it must take, of Service.Takes
    everywhere: bool = False  # also what does not cover `here`


def words_in(text: str) -> list[str]:
    """Lower-case words without accents, in order, each once."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    found = _NOT_WORDS.sub(" ", plain.replace("'", "")).split()
    kept = (it[:LONGEST] for it in found if len(it) >= SHORTEST and it not in EMPTY)
    return list(dict.fromkeys(kept))


def words_of(
    provider: Provider, facts: ServiceFacts, cells: Iterable[tuple[str, str]]
) -> set[str]:
    """All words by which a service is found. One query, for the names of its places."""
    texts = [provider.name, Provider.Kind(provider.kind).label, facts.name, facts.eligible]
    texts.append(facts.about)
    for function, field in cells:
        texts += [*term("functions", function).words.values(), also_called()[field]]
        texts += term("fields", field).words.values()
    places = Area.objects.filter(code__in=[provider.area_id, *ancestors(provider.area_id)])
    texts += places.filter(level__gte=Area.Level.DISTRICT).values_list("name", flat=True)
    return set(words_in(" ".join(map(str, texts))))


def search(sought: Sought, asked: str, *, size: int = SIZE) -> Page[Service]:
    """The page of services that `asked` names, the nearest first. At most five queries.

    Spelling is guessed at only where the words as typed find nothing.
    """
    rows = narrowed(sought)
    words = words_in(sought.words)[:MOST_WORDS]
    page: Page[Service] = Page(())
    for meant in _readings(words):
        page = page_of(_with_words(rows, meant), asked, order=ORDER, size=size)
        if page.rows or page.before:
            break
    return page


def narrowed(sought: Sought) -> "QuerySet[Service]":
    """All that fits but for the words, with `far`: 0 in the very place, and so on outwards."""
    rows: Services = Service.objects.standing().taking(sought.takes)
    if sought.function or sought.field:
        cells = Cell.objects.all()
        cells = cells.filter(function=sought.function) if sought.function else cells
        cells = cells.filter(field=sought.field) if sought.field else cells
        rows = rows.filter(pk__in=cells.values("service"))
    if not sought.everywhere and sought.here:
        rows = rows.filter(pk__in=reaching(sought.here).values("service"))
    if sought.open_at:
        rows = rows.filter(open_at(sought.open_at))
    return rows.annotate(far=_far(sought.here)).select_related("provider", "area")


def reaching(here: str) -> "QuerySet[Reach]":
    """The reaches that meet an area: they hold it, or lie in it."""
    if not here:
        return Reach.objects.all()
    above = Q(area=None) | Q(area__in=[*ancestors(here), here])
    return Reach.objects.filter(above | Q(area__code__within=here))


def serves(reaches: Iterable[Reach], here: str) -> bool:
    """Whether one of these holds the whole of an area."""
    return any(covers(it.code, here) for it in reaches)


def _far(here: str) -> Case:
    around = [here, *reversed(ancestors(here))] if here else []
    steps = [When(area__code__within=code, then=Value(far)) for far, code in enumerate(around)]
    return Case(*steps, default=Value(len(around)), output_field=IntegerField())


def _with_words(
    rows: "QuerySet[Service]", meant: Sequence[Sequence[str]]
) -> "QuerySet[Service]":
    for words in meant:
        rows = rows.filter(pk__in=WordOf.objects.filter(word__in=words).values("service"))
    return rows


def _readings(words: list[str]) -> Iterable[list[list[str]]]:
    """For each word typed, those of the directory that may be meant; first without guessing."""
    if not words:
        yield []
        return
    known = _current()
    plain = [known.beginning(word) for word in words]
    if all(plain):
        yield plain
    guessed = [known.alike(word) for word in words]
    if all(guessed) and guessed != plain:
        yield guessed
    if not all(plain) and not all(guessed):
        yield [[]]  # a word that nothing is like: nothing is found


class Vocabulary:
    """The words of the directory in order."""

    def __init__(self) -> None:
        self.words = sorted(Word.objects.values_list("text", flat=True))

    def beginning(self, word: str) -> list[str]:
        first = bisect_left(self.words, word)
        return self.words[first : bisect_left(self.words, f"{word}\uffff")][:BEGINNINGS]

    def alike(self, word: str) -> list[str]:
        """What begins so, and what is spelt like it, whole or not yet typed to its end."""
        found = dict.fromkeys(self.beginning(word))
        if len(word) >= WORTH_GUESSING:
            begun = [it[: len(word) + 1] for it in self.words]
            for terms in (self.words, begun):
                found |= {self.words[place]: None for place in _like(word, terms)}
        return list(found)


def _like(word: str, terms: list[str]) -> list[int]:
    found = process.extract(
        word, terms, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=GUESSES
    )
    return [place for _term, _likeness, place in found]


_lock = threading.Lock()
_made: tuple[tuple[int, UUID | None], Vocabulary] | None = None


def _current() -> Vocabulary:
    """The words as they stand now. They are only ever added, so that two numbers tell."""
    global _made  # noqa: PLW0603  # one per process, as the table is one
    last = Word.objects.order_by("-made").values_list("made", flat=True).first()
    stamp = (Word.objects.count(), last)
    with _lock:
        if _made is None or _made[0] != stamp:
            _made = (stamp, Vocabulary())
        return _made[1]
