"""Seal bytes for one place, open them there, and find them without opening.

A box is the name of its key (4 bytes), a nonce (12), and the bytes under AES-256-GCM with
their tag (16). The place, say `people.person.nik` of one row, is the associated data: a box
that somebody moves to another row does not open there.
"""

import hmac
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext_lazy as _

from berdaya.refusal import Refusal
from berdaya.sealed.keyring import NAME, keyring

NONCE = 12
MARK = 16  # bytes of an index: two different numbers share one with a chance of 1 in 2**128
INDEX = NAME + MARK
AROUND = NAME + NONCE + 16  # bytes that a box adds: name, nonce, tag


class CannotOpen(Refusal):
    """The key is not among ours, or the bytes were altered."""

    code = "sealed-cannot-open"
    message = _(
        "A protected number or file (%(place)s) cannot be opened: %(why)s Nothing was "
        "changed. Ask whoever runs the system to look at `berdaya doctor`."
    )
    no_key = _("its key is not among those that are set.")
    altered = _("it is damaged, or stands in the wrong place.")


def seal(clear: bytes, place: bytes) -> bytes:
    """A box around `clear`, under the newest key; two of the same bytes never look alike."""
    return seal_all([clear], [place])[0]


def seal_all(clears: Sequence[bytes], places: Sequence[bytes]) -> list[bytes]:
    """A box around each, the first for the first place. Randomness is fetched once for all."""
    ring = keyring()
    name, encrypt = ring.newest, ring.ciphers[ring.newest].encrypt
    drawn = os.urandom(NONCE * len(clears))
    nonces = [drawn[at : at + NONCE] for at in range(0, len(drawn), NONCE)]
    return [
        name + nonce + encrypt(nonce, clear, place)
        for nonce, clear, place in zip(nonces, clears, places, strict=True)
    ]


def unseal(box: bytes, place: bytes) -> bytes:
    """What was sealed.

    Raises:
        CannotOpen
    """
    cipher = keyring().ciphers.get(box[:NAME])
    if cipher is None:
        raise CannotOpen(place=place.decode(errors="replace"), why=CannotOpen.no_key)
    try:
        return cipher.decrypt(box[NAME : NAME + NONCE], box[NAME + NONCE :], place)
    except (InvalidTag, ValueError):
        raise CannotOpen(place=place.decode(errors="replace"), why=CannotOpen.altered) from None


def is_newest(box: bytes) -> bool:
    """Whether the newest key sealed this box."""
    return box.startswith(keyring().newest)


def index_of(number: str, label: str) -> bytes:
    """What a number is found by: the same for the same number under one label and key.

    Only who has the key can make it, so that trying all numbers against a stolen database
    leads nowhere. The key's name stands in front: after a change of key it says which rows
    still wait for `berdaya keys reseal`.
    """
    return index_all([number], label)[0]


def index_all(numbers: Iterable[str], label: str) -> list[bytes]:
    """What each of these numbers is found by."""
    ring = keyring()
    return _indexes(numbers, label, ring.newest_index, ring.indexes[ring.newest_index])


def indexes_of(number: str, label: str) -> list[bytes]:
    """What a number may be found by: under the newest key, and under older ones meanwhile."""
    return list(found_by([number], label))


def found_by(numbers: Sequence[str], label: str) -> dict[bytes, str]:
    """The numbers by all that they may be found by, the newest key's indexes first."""
    return {
        index: number
        for name, key in keyring().indexes.items()
        for index, number in zip(_indexes(numbers, label, name, key), numbers, strict=True)
    }


def is_newest_index(index: bytes) -> bool:
    """Whether the newest key made this index."""
    return index.startswith(keyring().newest_index)


def fingerprint(content: bytes, label: str) -> bytes:
    """32 bytes that are the same for the same bytes, and that nobody makes without our key."""
    ring = keyring()
    return _mark(content, label, ring.indexes[ring.newest_index])


def _indexes(numbers: Iterable[str], label: str, name: bytes, key: bytes) -> list[bytes]:
    own = _key_for(key, label)
    return [name + hmac.digest(own, one.encode(), "sha256")[:MARK] for one in numbers]


def _mark(content: bytes, label: str, key: bytes) -> bytes:
    return hmac.digest(_key_for(key, label), content, "sha256")


@lru_cache(maxsize=32)
def _key_for(index_key: bytes, label: str) -> bytes:
    """A key of its own for each label: a NIK and a KK number never share an index."""
    return hmac.digest(index_key, label.encode(), "sha256")
