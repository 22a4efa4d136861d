"""Where an office keeps instruments of its own. Their ids begin with `own-`; ours never do.

The rules know no database: the room `instruments` says at the start where its shelf is.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from berdaya.rules.instruments.definition import Instrument

OWN = "own-"
# said with the title, so that no screen, sheet or file shows one without saying whose it is
MARKS: Mapping[str, Mapping[str, str]] = {
    "stable": {"id": "milik kantor", "en": "the office's own"},
    "needs-piloting": {
        "id": "milik kantor, perlu diuji coba",
        "en": "the office's own, needs piloting",
    },
    "retired": {
        "id": "milik kantor, tidak dipakai lagi",
        "en": "the office's own, no longer used",
    },
}


class UnknownInstrument(LookupError):
    """No instrument of this id and version stands in the catalogue or on the shelf."""


Find = Callable[[str, str], "Instrument"]


def _nothing(instrument_id: str, version: str) -> "Instrument":
    raise UnknownInstrument(f"{instrument_id} {version}".strip())


_finds: list[Find] = [_nothing]


def stands_at(find: Find) -> None:
    """Let own instruments be found by `find`, which takes an id and a version."""
    _finds[:] = [find]


def found(instrument_id: str, version: str) -> "Instrument":
    """The instrument on the shelf; the present version where none is named."""
    return _finds[0](instrument_id, version)


def is_own(instrument_id: str) -> bool:
    """Whether an office made it."""
    return instrument_id.startswith(OWN)


def titled(title: Mapping[str, str], instrument_id: str, status: str) -> Mapping[str, str]:
    """A title that says whose it is, where an office made it."""
    if not is_own(instrument_id):
        return title
    mark = MARKS[status]
    return {
        language: f"{words} ({mark[language]})" if language in mark else words
        for language, words in title.items()
    }
