"""No name is left in a masked text, whatever the name and wherever it stands."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from berdaya.rules.casework.casefile import definition
from berdaya.rules.casework.masking import Mask, everyday, initial, name_words

CLIENT = "Siti Murniati"
MASK = Mask(
    dict.fromkeys(name_words(CLIENT), "[klien]") | {"sukamaju": "[desa]"},
    frozenset({"wagiman", "melati"}),
    "[angka]",
    "[alamat]",
    definition().capitals,
)
NAMES = st.text(string.ascii_lowercase, min_size=3, max_size=10).map(str.capitalize)
# a name at the beginning, within, after a full stop, on a new line, in quotes, with an ending
PLACES = (
    "{} menangis di dapur.",
    "Kemarin {} menangis.",
    "Ia diam. {} pergi.",
    "Ia bercerita:\n{} pergi",
    "“{} pergi,” katanya.",
    "Rumah {}nya kosong",
    "Bu {}-nya datang",
    "Kemarin bertemu {}/{} dan {}.",
)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Murniati bercerita tentang utang.", "[klien] bercerita tentang utang."),
        ("Siti Murniati datang; murniatinya lelah", "[klien] datang; [klien] lelah"),
        ("MURNIATI pergi ke Sukamaju", "[klien] pergi ke [desa]"),
        ("Bu Sari dan Pak Dedi datang Senin", "Bu [S.] dan Pak [D.] datang Senin"),
        ("Suaminya wagiman pergi sejak Juni", "Suaminya [W.] pergi sejak Juni"),
        ("Melati datang", "[M.] datang"),  # a word too, but somebody is called so here
        ("Anak umur 12 tahun, 3 kali seminggu", "Anak umur 12 tahun, 3 kali seminggu"),
        ("Telepon 0812-3456-7890", "Telepon [angka]"),
        ("NIK 3204 3229 9800 0001", "NIK [angka]"),
        ("Rumahnya di RT 03 RW 5", "Rumahnya di RT [angka] RW [angka]"),
        ("Surat ke a.b@contoh.id", "Surat ke [alamat]"),
        ("Lahir 12-06-1985", "Lahir [angka]"),
        ("", ""),
    ],
)
def test_what_tells_who_it_is_goes_and_all_else_stays(told, left):
    assert MASK.hide(told) == left


@given(name=NAMES, place=st.sampled_from(PLACES))
def test_a_name_nobody_recorded_goes_wherever_it_stands(name, place):
    small = name.casefold()
    assume(small not in everyday() and name not in definition().capitals)
    assume(not any(small.endswith(it) for it in ("nya", "lah", "kah", "pun", "ku", "mu")))

    left = MASK.hide(place.format(name, name, name))

    assert small not in left.casefold()


@given(
    name=NAMES,
    place=st.sampled_from(PLACES),
    write=st.sampled_from([str.lower, str.upper, str.title]),
)
def test_a_known_name_goes_however_it_is_written(name, place, write):
    mask = Mask({name.casefold(): "[*]"}, frozenset(), "[#]", "[@]")
    told = place.format(write(name), write(name), write(name))
    assume(name.casefold() not in place.casefold())

    assert name.casefold() not in mask.hide(told).casefold()


@given(st.text(max_size=60))
def test_any_text_can_be_masked(text):
    left = MASK.hide(text)

    assert "murniati" not in left.casefold()


def test_titles_and_single_letters_are_no_names():
    assert name_words("Bu Hj. Siti binti A. Murniati") == ["siti", "murniati"]
    assert initial("sumarni") == "[S.]"


def test_everyday_words_are_small_words_of_our_own_texts():
    assert {"suami", "anak", "rumah", "keluarga"} <= everyday()
    assert not {"murniati", "sukamaju", "huraerah"} & everyday()
