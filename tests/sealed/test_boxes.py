"""Sealing, opening and finding: what holds for every number and every key."""

from time import process_time

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from berdaya.sealed.boxes import AROUND, CannotOpen, index_of, is_newest, seal, unseal
from berdaya.sealed.fields import Number
from berdaya.sealed.keyring import Keyring, WrongKeys, keyring, new_key, read_pair

PLACE = b"people.person.nik:1"
LABEL = "people.person.nik"
NUMBERS = st.from_regex(r"[0-9]{16}", fullmatch=True)


@pytest.fixture
def keys(settings):
    """Set identity keys, newest first."""

    def use(*identity_keys, index_key=None):
        settings.IDENTITY_KEYS = ",".join(identity_keys)
        settings.INDEX_KEY = index_key or settings.INDEX_KEY

    return use


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_what_is_sealed_opens_in_its_place_and_tells_nothing_of_itself(clear, place):
    box, again = seal(clear, place), seal(clear, place)

    assert unseal(box, place) == clear
    assert box != again
    assert len(box) == len(clear) + AROUND


@given(NUMBERS, st.integers(0, AROUND + 15), st.integers(1, 255))
def test_a_box_with_any_byte_altered_does_not_open(number, at, by):
    box = bytearray(seal(number.encode(), PLACE))
    box[at] ^= by

    with pytest.raises(CannotOpen):
        unseal(bytes(box), PLACE)


@given(NUMBERS)
def test_a_box_moved_to_another_row_does_not_open(number):
    with pytest.raises(CannotOpen, match="tempat yang salah"):
        unseal(seal(number.encode(), PLACE), b"people.person.nik:2")


@pytest.mark.parametrize("box", [b"", b"abc", b"x" * 20])
def test_what_is_no_box_at_all_is_refused_in_a_sentence(box):
    with pytest.raises(CannotOpen, match="berdaya doctor"):
        unseal(box, PLACE)


def test_a_box_opens_as_long_as_its_key_stands_among_the_others(keys):
    old, new = new_key(), new_key()
    keys(old)
    box = seal(b"3204325507809001", PLACE)

    keys(new, old)
    assert unseal(box, PLACE) == b"3204325507809001"
    assert not is_newest(box)
    assert is_newest(seal(b"1", PLACE))
    keys(new)
    with pytest.raises(CannotOpen, match="kuncinya"):
        unseal(box, PLACE)


@given(NUMBERS, NUMBERS)
def test_an_index_is_the_same_for_the_same_number_alone(one, other):
    assert (index_of(one, LABEL) == index_of(other, LABEL)) == (one == other)


@given(NUMBERS)
def test_an_index_differs_from_column_to_column_and_from_key_to_key(number):
    here = index_of(number, LABEL)

    assert here != index_of(number, "people.family.kk_number")
    assert number.encode() not in here


def test_another_index_key_finds_nothing_of_the_first(keys):
    before = index_of("3204325507809001", LABEL)

    keys(new_key(), index_key=new_key())

    assert index_of("3204325507809001", LABEL)[:4] != before[:4]


@pytest.mark.parametrize(
    ("identity", "index", "told"),
    [
        ("", "", "BERDAYA_IDENTITY_KEYS"),
        ("A" * 43, "", "BERDAYA_INDEX_KEY"),
        ("short", "A" * 43, "BERDAYA_IDENTITY_KEYS: kunci ke-1"),
        ("A" * 43 + " ¿", "A" * 43, "kunci ke-2"),
        ("A" * 43, "A" * 42 + "Q x", "BERDAYA_INDEX_KEY: kunci ke-2"),
        ("A" * 43 + ".20261399", "A" * 42 + "Q", "BERDAYA_IDENTITY_KEYS: kunci ke-1"),
        ("A" * 43, "A" * 43, "harus lain"),
        ("A" * 43, "A" * 42 + "Q " + "A" * 43, "harus lain"),
    ],
)
def test_keys_that_cannot_serve_are_named_in_both_languages(identity, index, told):
    with pytest.raises(WrongKeys, match=told) as found:
        Keyring.of(identity, index)

    assert " / " in str(found.value)


def test_production_has_no_keys_of_its_own_making(settings):
    settings.IDENTITY_KEYS = settings.INDEX_KEY = ""
    settings.DEMO = settings.DEBUG = False

    with pytest.raises(WrongKeys, match="berdaya keys new"):
        keyring()


def test_a_demo_makes_its_keys_once_for_its_owner_alone(settings, tmp_path):
    settings.IDENTITY_KEYS = settings.INDEX_KEY = ""
    settings.DATA = tmp_path

    ring = keyring()

    [file] = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert Keyring.of(*read_pair(file)).newest == ring.newest
    assert set(ring.made.values()) == {timezone.localdate()}
    assert keyring() is ring


def test_no_key_shows_itself_when_printed():
    shown = repr(keyring())

    assert "ciphers" not in shown
    assert "index_key" not in shown


def test_the_numbers_of_a_large_import_are_sealed_in_a_moment():
    began = process_time()
    for number in range(7_000):
        Number(f"{number:016}", LABEL, number).stored()

    # of the processor: 70,000 take 1.5 s; three times as long is allowed
    assert process_time() - began < 0.45
