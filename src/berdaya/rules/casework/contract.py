"""What every contract of a case says, by version: rights, secrecy and its limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

Text = Mapping[str, str]  # language -> words
FILE = Path(__file__).with_name("contract.yaml")


class UnknownWording(LookupError):
    """No contract was ever read out in this version."""


@dataclass(frozen=True, slots=True)
class Wording:
    version: str
    since: date
    rights: tuple[Text, ...]
    secrecy: tuple[Text, ...]
    limits: tuple[Text, ...]  # when secrecy ends


@lru_cache
def wordings() -> tuple[Wording, ...]:
    """All versions, oldest first."""
    listed = yaml.safe_load(FILE.read_text("utf-8"))["versions"]
    found = [
        Wording(
            version=str(one["version"]),
            since=one["since"],
            rights=tuple(one["rights"]),
            secrecy=tuple(one["secrecy"]),
            limits=tuple(one["limits"]),
        )
        for one in listed
    ]
    return tuple(sorted(found, key=lambda one: one.since))


def wording(version: str) -> Wording:
    """Raises UnknownWording."""
    for one in wordings():
        if one.version == version:
            return one
    raise UnknownWording(version)


def wording_on(day: date) -> Wording:
    """The version in use on a day; the first one for any day before."""
    begun = [one for one in wordings() if one.since <= day]
    return (begun or list(wordings()[:1]))[-1]
