"""The functions (W2) and fields (W3) of services, in the reader's language."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import yaml

from berdaya.rules.casework import vocabulary as words
from berdaya.ui.languages import said

FUNCTIONS, FIELDS = words.codes("functions"), words.codes("fields")
ALSO_CALLED = Path(__file__).parent / "also_called.yaml"


def function_name(code: str) -> str:
    return said(words.term("functions", code).words)


def field_name(code: str) -> str:
    return said(words.term("fields", code).words)


def functions() -> list[tuple[str, str]]:
    """To choose from."""
    return [(it.code, said(it.words)) for it in words.terms("functions")]


def fields() -> list[tuple[str, str]]:
    return [(it.code, said(it.words)) for it in words.terms("fields")]


def in_order(codes: Iterable[str], known: tuple[str, ...]) -> list[str]:
    """These codes in the order of the vocabulary, each once."""
    return sorted({*codes}, key=known.index)


@lru_cache(maxsize=1)
def also_called() -> dict[str, str]:
    """Field -> further words by which people look for it, in one line."""
    found: dict[str, str] = yaml.safe_load(ALSO_CALLED.read_text("utf-8"))
    return found
