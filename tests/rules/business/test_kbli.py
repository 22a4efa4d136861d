"""The code of a business, found by what people call it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.business.kbli import HERE, MOST, catalogue, find, is_code

TOLD = yaml.safe_load((HERE / "kbli.yaml").read_text(encoding="utf-8"))
CODES = sorted(catalogue())
EVERYDAY = [(name, code) for code, kind in catalogue().items() for name in kind.words]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("keripik", "10794"),
        ("Keripik pisang Bu Rina", "10794"),
        ("jual keripik", "47249"),
        ("salon", "96210"),
        ("warung", "47112"),
        ("warung kelontong", "47112"),
        ("warung makan", "56101"),
        ("anyaman bambu", "16291"),
        ("pijat", "86995"),
        ("batik tulis", "13133"),
        ("jamu gendong", "56306"),
        ("jahit", "14120"),
        ("tukang jahit", "14120"),
        ("servis hp", "95102"),
        ("es teh", "56304"),
        ("lele", "03221"),
        ("ternak kambing", "01442"),
        ("tambal ban", "95320"),
        ("tailoring", "14120"),
        ("10794", "10794"),
    ],
)
def test_people_find_their_business_in_their_own_words(said, code):
    assert find(said)[0].code == code


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("kripik", "keripik"),
        ("keripk", "keripik"),
        ("krupuk", "kerupuk"),
        ("warnug", "warung"),
        ("jait", "jahit"),
        ("londri", "laundry"),
        ("bengkle", "bengkel"),
        ("JUALAN BAJU!", "jual baju"),
        ("tani cabe", "kebun cabai"),
        ("mie ayam", "mi ayam"),
    ],
)
def test_a_slip_of_the_finger_finds_the_same(slip, meant):
    assert find(slip)[0] == find(meant)[0]


def test_each_name_that_people_use_finds_its_business_among_the_first():
    def first(name):
        return {kind.code for kind in find(name)[:6]}

    assert [name for name, code in EVERYDAY if code not in first(name)] == []


def test_a_business_with_a_name_goes_before_one_that_only_has_the_word_in_its_title():
    found = find("salon")
    named = [bool(kind.words) for kind in found]
    assert named == sorted(named, reverse=True)
    assert "95312" in {kind.code for kind in found}  # Pencucian dan Salon Mobil


def test_a_word_that_says_little_brings_nothing_beside_one_that_tells():
    assert {kind.code for kind in find("jual sate")} == {"56102"}
    assert {kind.code for kind in find("sate dan lontong")} == {"56102"}
    assert len(find("jual")) == MOST


def test_the_beginning_of_a_code_finds_its_family():
    assert {kind.code[:2] for kind in find("56")} == {"56"}


@pytest.mark.parametrize("said", ["", "   ", "xyzzy", "di", "00000", "Bu Rina", "²", "10794a"])
def test_nothing_is_guessed(said):
    assert find(said) == []


@given(st.text(max_size=120))
def test_whatever_is_typed_is_answered_with_a_few(text):
    found = find(text)
    assert len(found) <= MOST
    assert len({kind.code for kind in found}) == len(found)


@pytest.mark.parametrize("text", ["", "1079", "107941", "1079a", " 10794", "١٠٧٩٤", "10794\n"])
def test_a_code_is_five_digits_and_nothing_else(text):
    assert is_code("10794")
    assert not is_code(text)


@given(st.sampled_from(CODES))
def test_each_code_is_five_digits_and_in_the_category_of_its_division(code):
    kind = catalogue()[code]
    there = [one for one in TOLD["categories"] if within(code, one["divisions"])]
    assert is_code(code)
    assert kind.code == code
    assert [one["letter"] for one in there] == [kind.category.letter]
    assert find(code) == [kind]


def within(code, divisions):
    return divisions[0] <= code[:2] <= divisions[1]


def test_there_are_as_many_as_listings_of_the_book_count_at_each_level():
    lines = (HERE / "kbli.tsv").read_text(encoding="utf-8").splitlines()
    counted = [len({code[:digits] for code in CODES}) for digits in (2, 3, 4, 5)]
    assert counted == [87, 257, 519, TOLD["codes"]]
    assert lines == sorted(set(lines))
    assert len(lines) == len(CODES)
    assert "".join(one["letter"] for one in TOLD["categories"]) == "ABCDEFGHIJKLMNOPQRSTUV"


def test_each_title_is_whole():
    for kind in catalogue().values():
        assert kind.title == " ".join(kind.title.split())
        assert kind.title[0].isupper()
        assert kind.title.count("(") == kind.title.count(")")
        assert kind.title[-1].isalnum() or kind.title[-1] == ")"


def test_what_was_known_before_the_whole_list_stands_with_its_words():
    # ours before the list was whole; none was renamed
    assert catalogue()["10794"].title == "Industri Kerupuk, Keripik, Peyek, dan Sejenisnya"
    assert catalogue()["11052"].title == "Industri Air Minum Isi Ulang (Depot Air Minum)"
    assert catalogue()["96900"].words == ("jasa lain",)
    for code in BEFORE.split():
        assert catalogue()[code].words
        assert catalogue()[code].english


def test_what_is_ours_is_said_of_codes_that_there_are():
    assert TOLD["checked"] is False
    assert set(TOLD["everyday"]) | set(TOLD["to_check"]) <= set(CODES)
    for one in TOLD["everyday"].values():
        assert one["en"]
        assert one["words"]
    spoken = {word for name, _code in EVERYDAY for word in name.casefold().split()}
    assert set(TOLD["same"]) <= spoken | set(TOLD["says_little"])


# what stood here when the list had only businesses of families
BEFORE = """
10211 10212 10213 10214 10215 10307 10308 10503 10504 10710 10722 10732 10750 10761 10792 10793
10794 10795 10796 10797 10798 11051 11052 11053 11059 13133 16104 16291 16292 16293 16294 20232
21022 31011 31012 32120 47112 47222 47242 47243 47245 47246 47249 47711 47712 47714 47723 47724
47761 47781 49296 55201 56101 56102 56210 56290 56303 56304 56305 56306 77291 77299 86992 86995
96100 96210 96220 96900
"""
