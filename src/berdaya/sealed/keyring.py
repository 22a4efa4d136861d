"""The keys: which seal and open numbers, and which makes them findable.

They come from the environment (BERDAYA_IDENTITY_KEYS and BERDAYA_INDEX_KEY, each newest first).
A demo or a developer's machine makes its own once, in a file that only its owner can read. A key
is written with the day it was made, `KEY.20261124`; one without is as good.
"""

import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils import timezone

BYTES = 32  # AES-256, and as much for the index
NAME = 4  # bytes of a key's name, which stands in front of all that it sealed
MADE_ONCE = "identity.keys"  # in the data folder; of demo and development only


class WrongKeys(Exception):
    """Keys are missing or malformed. The text says what to do, in both languages."""


MISSING = (
    "Kunci nomor identitas belum diisi: jalankan `berdaya keys new`, lalu isi {names} / "
    "The keys for identity numbers are not set: run `berdaya keys new`, then set {names}"
)
MALFORMED = (
    "{name}: kunci ke-{place} bukan kunci. Buat yang baru dengan `berdaya keys new` / "
    "{name}: key {place} is not a key. Make a new one with `berdaya keys new`"
)
SAME = (
    "BERDAYA_INDEX_KEY harus lain dari BERDAYA_IDENTITY_KEYS / "
    "BERDAYA_INDEX_KEY must differ from BERDAYA_IDENTITY_KEYS"
)


@dataclass(frozen=True, slots=True)
class Keyring:
    """`newest` names the key that seals; all of `ciphers` open. Indexes likewise."""

    newest: bytes
    ciphers: Mapping[bytes, AESGCM] = field(repr=False)
    indexes: Mapping[bytes, bytes] = field(repr=False)  # keys by name, newest first
    made: Mapping[bytes, date | None]  # when a key was made, by name

    @property
    def newest_index(self) -> bytes:
        """The name of the key that new numbers are made findable with."""
        return next(iter(self.indexes))

    @classmethod
    def of(cls, identity_keys: str, index_keys: str) -> Self:
        """Read the keys as the environment gives them.

        Raises:
            WrongKeys: one is missing, is none, or serves both purposes.
        """
        if not identity_keys.strip() or not index_keys.strip():
            raise WrongKeys(MISSING.format(names="BERDAYA_IDENTITY_KEYS, BERDAYA_INDEX_KEY"))
        sealing = _keys(identity_keys, "BERDAYA_IDENTITY_KEYS")
        indexing = _keys(index_keys, "BERDAYA_INDEX_KEY")
        if sealing.keys() & indexing.keys():
            raise WrongKeys(SAME)
        ciphers = {_name(key, b"seal"): AESGCM(key) for key in sealing}
        indexes = {_name(key, b"index"): key for key in indexing}
        made = dict(
            zip([*ciphers, *indexes], [*sealing.values(), *indexing.values()], strict=True)
        )
        return cls(next(iter(ciphers)), ciphers, indexes, made)


def keyring() -> Keyring:
    """The keys of this system.

    Raises:
        WrongKeys: they are not set, and this is neither a demo nor a developer's machine.
    """
    if settings.IDENTITY_KEYS or settings.INDEX_KEY:
        return _keyring(settings.IDENTITY_KEYS, settings.INDEX_KEY)
    if settings.DEMO or settings.DEBUG:
        return _own(settings.DATA)
    return _keyring("", "")


def new_key() -> str:
    """A fresh key, as the environment wants it."""
    key = urlsafe_b64encode(secrets.token_bytes(BYTES)).decode().rstrip("=")
    return f"{key}.{timezone.localdate():%Y%m%d}"


@lru_cache(maxsize=8)
def _keyring(identity_keys: str, index_key: str) -> Keyring:
    return Keyring.of(identity_keys, index_key)


@lru_cache(maxsize=8)
def _own(folder: Path) -> Keyring:
    """The keys of this data folder, which are made where there are none."""
    file = folder / MADE_ONCE
    # whoever comes second finds the file whole: it gets its name when it is written
    half = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write(f"{new_key()}\n{new_key()}\n")
        os.link(half, file)
    except FileExistsError:
        pass
    finally:
        half.unlink(missing_ok=True)
    return Keyring.of(*read_pair(file))


def read_pair(file: Path) -> tuple[str, str]:
    """Identity keys and index keys of a file that this system made: one line each."""
    identity_keys, _, index_keys = file.read_text().strip().rpartition("\n")
    return identity_keys, index_keys


def _keys(text: str, name: str) -> dict[bytes, date | None]:
    """The keys of a variable, each with the day it was made, if that is written."""
    found: dict[bytes, date | None] = {}
    for place, word in enumerate(text.replace(",", " ").split(), start=1):
        try:
            letters, _dot, day = word.partition(".")
            key = urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
            made = date.fromisoformat(day) if day else None
        except (NotBase64, ValueError):
            key, made = b"", None
        if len(key) != BYTES:
            raise WrongKeys(MALFORMED.format(name=name, place=place))
        found.setdefault(key, made)
    return found


def _name(key: bytes, purpose: bytes) -> bytes:
    """A key's name says nothing about the key."""
    return hmac.digest(key, b"name of a key to " + purpose, "sha256")[:NAME]
