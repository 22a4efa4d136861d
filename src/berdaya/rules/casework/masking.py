"""Free words with the names, places and numbers in them replaced, for teaching and research.

Closed by default: a word with a capital goes, unless it begins a sentence and is a word that
everybody uses, or names nobody (`capitals`). What is known to be a name goes however it is
written. A nickname in small letters that nobody recorded stays: somebody must read it over.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from berdaya.rules.casework.casefile import definition

RULES = Path(__file__).parent.parent
ADDRESS = r"\S*(?:@|://|www\.)\S*"
NUMBER = r"\+?\d(?:[\d .,/:()-]*\d)?"
WORD = r"[^\W\d_]+(?:['’`-][^\W\d_]+)*"
PIECES = re.compile(f"(?P<address>{ADDRESS})|(?P<number>{NUMBER})|(?P<word>{WORD})")
WORDS = re.compile(WORD)
BEGINS = re.compile(r"(?:^|[.!?:;•]|\n)[\s\"'“”‘’(•–-]*$")
LONG = 4  # digits of a number that may tell who or where somebody is; a year too
OF_A_PLACE = re.compile(r"\b(?:rt|rw|no|nomor|blok|gang|gg|km)\.?\s*$", re.IGNORECASE)
ENDINGS = ("nya", "lah", "kah", "pun", "ku", "mu", "'s", "’s")
SHORTEST = 3  # letters of what an ending is taken off


@dataclass(frozen=True, slots=True)
class Mask:
    """Whom a text may speak of, and what is to stand there instead."""

    known: Mapping[str, str]  # a word of a name, in small letters -> what stands for it
    others: frozenset[str]  # of people around, in small letters
    number: str
    address: str
    capitals: frozenset[str] = frozenset()  # words whose capital names nobody

    def hide(self, text: str) -> str:
        """The text with every name, place, long number and address replaced."""
        return _joined(self._pieces(text))

    def hide_numbers(self, text: str) -> str:
        """Words of our own, whose names are replaced already, without long numbers."""
        return re.sub(rf"\d{{{LONG},}}", self.number, text)

    def _pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        """The text in pieces, and whether each stands for something."""
        at = 0
        for match in PIECES.finditer(text):
            yield text[at : match.start()], False
            at = match.end()
            stands = self._instead(match, text[: match.start()][-40:])
            yield (stands, True) if stands else (match[0], False)
        yield text[at:], False

    def _instead(self, match: re.Match[str], before: str) -> str:
        """What stands for a piece; nothing where it may stay."""
        if match["address"]:
            return self.address
        if match["number"]:
            digits = sum(sign.isdigit() for sign in match[0])
            return self.number if digits >= LONG or OF_A_PLACE.search(before) else ""
        return self._of_word(match[0], begins=bool(BEGINS.search(before)))

    def _of_word(self, word: str, *, begins: bool) -> str:
        forms = list(_forms(word))
        if found := next((self.known[it] for it in forms if it in self.known), ""):
            return found
        is_everyday = any(it in everyday() for it in forms)
        if not word[0].isupper():
            hidden = not is_everyday and any(it in self.others for it in forms)
        elif word in self.capitals:
            hidden = False
        else:
            hidden = not (begins and is_everyday) or any(it in self.others for it in forms)
        return initial(word) if hidden else ""


def initial(word: str) -> str:
    """[S.] for Sumarni."""
    return f"[{word[0].upper()}.]"


def name_words(name: str) -> list[str]:
    """The words of a name by which somebody may be known, in small letters."""
    found = (it.casefold() for it in WORDS.findall(name))
    return [it for it in found if len(it) > 1 and it not in definition().titles]


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Words of everyday Indonesian: those that our own questions and lists write small."""
    found: set[str] = set()
    for path in sorted(RULES.rglob("*.yaml")):
        for text in _indonesian(yaml.safe_load(path.read_text("utf-8"))):
            found.update(it for it in WORDS.findall(text) if it.islower())
    return frozenset(found)


def _indonesian(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key == "id" and isinstance(value, str):
                yield value
            else:
                yield from _indonesian(value)
    elif isinstance(data, list):
        for value in data:
            yield from _indonesian(value)


def _forms(word: str) -> Iterator[str]:
    """A word in small letters, without its endings, and the words that a hyphen joins."""
    small = word.casefold()
    for one in dict.fromkeys((small, *re.split("[-`]", small))):
        yield one
        for ending in ENDINGS:
            if one.endswith(ending) and len(one) - len(ending) >= SHORTEST:
                yield one.removesuffix(ending)


def _joined(pieces: Iterable[tuple[str, bool]]) -> str:
    """The pieces as one text; what stands for several words of one name stands once."""
    found: list[str] = []
    last = ""
    for piece, stands in pieces:
        if stands and piece == last:
            found.pop()  # what parted the two words of one name
        else:
            found.append(piece)
        if stands:
            last = piece
        elif piece.strip(" "):
            last = ""
    return "".join(found)
