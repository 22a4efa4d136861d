"""The keys: which seal and open numbers, and which makes them findable.

They come from the environment (BERDAYA_IDENTITY_KEYS, newest first; BERDAYA_INDEX_KEY). A demo
or a developer's machine makes its own once, in a file that only its owner can read.
"""

import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

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
    """`newest` names the key that seals; all of `ciphers` open."""

    newest: bytes
    ciphers: Mapping[bytes, AESGCM] = field(repr=False)
    index_name: bytes
    index_key: bytes = field(repr=False)

    @classmethod
    def of(cls, identity_keys: str, index_key: str) -> Self:
        """Read the keys as the environment gives them.

        Raises:
            WrongKeys: one is missing, is none, or serves both purposes.
        """
        if not identity_keys.strip() or not index_key.strip():
            raise WrongKeys(MISSING.format(names="BERDAYA_IDENTITY_KEYS, BERDAYA_INDEX_KEY"))
        sealing = _keys(identity_keys, "BERDAYA_IDENTITY_KEYS")
        [indexing, *more] = _keys(index_key, "BERDAYA_INDEX_KEY")
        if more:
            raise WrongKeys(MALFORMED.format(name="BERDAYA_INDEX_KEY", place=2))
        if indexing in sealing:
            raise WrongKeys(SAME)
        ciphers = {_name(key, b"seal"): AESGCM(key) for key in sealing}
        return cls(next(iter(ciphers)), ciphers, _name(indexing, b"index"), indexing)


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
    return urlsafe_b64encode(secrets.token_bytes(BYTES)).decode().rstrip("=")


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
    identity_keys, _, index_key = file.read_text().strip().rpartition("\n")
    return Keyring.of(identity_keys, index_key)


def _keys(text: str, name: str) -> list[bytes]:
    found = []
    for place, word in enumerate(text.replace(",", " ").split(), start=1):
        try:
            key = urlsafe_b64decode(word + "=" * (-len(word) % 4))
        except (NotBase64, ValueError):
            key = b""
        if len(key) != BYTES:
            raise WrongKeys(MALFORMED.format(name=name, place=place))
        found.append(key)
    return found


def _name(key: bytes, purpose: bytes) -> bytes:
    """A key's name says nothing about the key."""
    return hmac.digest(key, b"name of a key to " + purpose, "sha256")[:NAME]
