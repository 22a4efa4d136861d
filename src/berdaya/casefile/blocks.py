"""What a page of a case file is made of. `casefile.typ` sets each kind; all words are data."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

Block = dict[str, Any]
BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
FONTS = re.compile(r'font-family="[^"]*"')


def facts(*pairs: tuple[str, str]) -> Block:
    """Names and values; those without a value are left out."""
    return {"kind": "facts", "rows": [[name, value] for name, value in pairs if value]}


def table(
    head: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]], empty: str = ""
) -> Block:
    """Rows under headings that each page repeats; says so where there are none."""
    found = [list(row) for row in rows]
    if not found:
        return nothing(empty)
    return {"kind": "table", "head": list(head), "widths": list(widths), "rows": found}


def words(text: str, label: str = "") -> Block:
    """What somebody wrote, with its lines, under a small label."""
    return {"kind": "words", "label": label, "text": text}


def listed(lines: Iterable[str]) -> Block:
    return {"kind": "list", "lines": list(lines)}


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def small(text: str, *, stays: bool = False) -> Block:
    """A line of small print; one that `stays` is not parted from what follows."""
    return {"kind": "small", "text": text, "stays": stays}


def nothing(text: str = "") -> Block:
    """That a part, or something of it, is empty."""
    return {"kind": "nothing", "text": text or _("Nothing is recorded here.")}


def ladder(levels: Iterable[tuple[int, str, str, str]]) -> Block:
    """The five levels of a goal, best first: value, name, words, what stands there."""
    rows = [[f"{value:+d}" if value else "0", *told] for value, *told in levels]
    return {"kind": "ladder", "rows": rows}


def formula(
    terms: Iterable[tuple[int, int]], *, total: str, spread: str, score: str, more: str
) -> Block:
    """The T-score with the numbers of its formula."""
    sums = " + ".join(f"{weight} · ({level})" for weight, level in terms)
    told = {"sums": sums, "total": total, "spread": spread, "score": score, "more": more}
    return {"kind": "formula", **told}


def picture(svg: str, alt: str) -> Block:
    """A drawing, with what it shows in words for who hears the file."""
    return {"kind": "picture", "alt": alt, **_drawn(svg)}


def legend(signs: Iterable[tuple[str, str]]) -> Block:
    """Signs with what they mean."""
    return {"kind": "legend", "signs": [{"words": told, **_drawn(svg)} for told, svg in signs]}


def _drawn(svg: str) -> dict[str, Any]:
    """A drawing in the font of the file, with its size."""
    size = BOX.search(svg)
    assert size, "each of our drawings says its size"
    drawn = FONTS.sub('font-family="Plus Jakarta Sans"', svg)
    return {"svg": drawn, "width": int(size[1]), "height": int(size[2])}
