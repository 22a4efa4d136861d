"""A finding in words, in the language asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from berdaya.rules.evidence.interviews import KINDS

FILE = Path(__file__).parent / "kinds.yaml"
Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How findings of one kind are told."""

    title: Text
    sentence: Text  # with the figures of the finding in braces
    innocent: tuple[Text, ...]  # what it may well be; told before anything else


@cache
def wordings() -> Mapping[str, Wording]:
    """The words of every kind of finding."""
    data: Any = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        kind: Wording(
            data[kind]["title"], data[kind]["sentence"], tuple(data[kind]["innocent"])
        )
        for kind in KINDS
    }
