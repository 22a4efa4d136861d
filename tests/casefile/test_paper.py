"""What stands on the paper: each part, in each version, and nothing that may not."""

import re
from io import BytesIO

import pytest
import typst
from django.utils import timezone
from pypdf import PdfReader

from berdaya.areas.models import Area
from berdaya.casefile.paper import case_pdf
from berdaya.people.models import Person
from berdaya.psychosocial.models import Kin
from berdaya.rules.casework.masking import everyday, name_words
from berdaya.services.models import Provider
from berdaya.ui import paper
from tests.casefile.world import (
    a_whole_case,
    named,
    pages_of_pdf,
    pdf_of,
    printed,
    text_of,
)
from tests.caseplans.world import FOCUS
from tests.casework.world import TOLD, a_case
from tests.contacts.world import SECRET_NOTE, WHAT
from tests.psychosocial.world import added

# of each part, words that stand in it and nowhere else
TELLS = {
    "identity": "Desa Sukamaju",
    "intake": TOLD,
    "path": "6. Pengakhiran",
    "contract": "Selasa pukul 10 di balai desa",
    "assessment": "Isi causes",
    "genogram": "Anak dari Sumirah",
    "ecomap": "Dari sana ke klien",
    "instruments": "Empat ciri kemandirian",
    "plan": "Keluar setiap hari dan berjualan",
    "tasks": "Menyapa satu tetangga",
    "referrals": "Periksa kesehatan jiwa",
    "contacts": WHAT,
    "notes": "Nomor kader: tanya Bu Sari",
    "evaluation": "T = 60,0",
    "ending": "Telepon kakaknya dulu",
    "readers": "Siapa yang mencetak",
}
NOT_FOR_THE_CLIENT = (
    TOLD,
    "Isi causes",
    "Sumirah",
    "Sekolah Anak",
    WHAT,
    "tanya Bu Sari",
    "T = ",
)


@pytest.fixture
def case(cast, worker, supervisor):
    return a_whole_case(cast, worker=worker, supervisor=supervisor)


def test_the_whole_file_has_every_part_and_reader_time_and_number_on_each_page(case, worker):
    made = printed(case, by=worker)
    pages = pages_of_pdf(pdf_of(made))

    whole = " ".join(pages)
    assert [part for part, words in TELLS.items() if words not in whole] == []
    for number, page in enumerate(pages, start=1):
        assert page.count(f"no. {made.number}") >= 2  # in the head, and across the page
        assert "Bu Ani · " in page
        assert f"halaman {number} dari {len(pages)}" in page
    assert SECRET_NOTE not in whole


def test_a_part_that_was_not_ticked_is_not_there(case, worker):
    for part in ("contacts", "evaluation"):
        whole = text_of(printed(case, by=worker, parts=[part]))

        found = {it for it, words in TELLS.items() if words in whole}
        assert found == {part}


def test_private_notes_go_along_only_where_their_author_says_so(case, worker, supervisor):
    parts = ["notes"]
    without = text_of(printed(case, by=worker, parts=parts))
    with_them = text_of(printed(case, by=worker, parts=parts, own_notes=True))
    of_another = text_of(printed(case, by=supervisor, parts=parts, own_notes=True))

    assert SECRET_NOTE in with_them
    assert SECRET_NOTE not in without + of_another


def test_the_client_gets_what_may_be_shared_in_her_language(case, worker):
    whole = text_of(printed(case, by=worker, version="client"))

    assert "Catatan tentang kerja kita" in whole
    assert [it for it in NOT_FOR_THE_CLIENT if it in whole] == []
    for words in ("Pandai menjahit", FOCUS, "Menyapa satu tetangga", "Anda ke pasar sendiri"):
        assert words in whole


def test_masked_no_name_place_or_number_is_left(case, worker, cast):
    made = printed(case, by=worker, version="masked", for_whom="Kuliah tentang Murniati")
    whole = text_of(made)

    assert "[klien] bercerita tentang utang di warung dan menangis." in whole
    # who printed it and its number stand on each page, and in the list of prints
    left = re.sub(r"Bu Ani · .{,30}? · no\. [0-9A-F]{8}", "", whole).replace(made.number, "")
    assert [
        it for it in sorted(names_of_the_world()) if re.search(rf"\b{it}\b", left, re.I)
    ] == []
    assert re.findall(r"\d{5,}", left) == []
    assert set(re.findall(r"(?:19|20)\d\d", left)) == {"1968"}  # of Kiresuk and Sherman
    assert SECRET_NOTE not in whole


def names_of_the_world():
    """Every word by which somebody, or a place, is called, unless everybody uses it."""
    why = "test"
    lists = (
        Person.objects.across_areas(why=why).values_list("name", flat=True),
        (str(it.name) for it in Kin.objects.across_areas(why=why)),
        ("Bu Hesti", "Bu Sari", "Pak Dedi", "Bu Ani"),
        Area.objects.path_to("32.04.32.2998").values_list("name", flat=True),
        Provider.objects.values_list("name", flat=True),
    )
    found = {word for names in lists for name in names for word in name_words(name)}
    return found - everyday() - {"kabupaten", "desa", "posyandu", "001"}


def test_an_empty_case_says_plainly_that_nothing_is_there(cast, worker, supervisor):
    case = a_case(cast, worker=worker, supervisor=supervisor)
    whole = text_of(printed(case, by=worker, language="en"))

    for words in (
        "The assessment is not written yet.",
        "Nobody stands in the genogram yet.",
        "There is no plan yet.",
        "No contact is noted yet.",
        "No goal was rated yet.",
    ):
        assert words in whole


def test_whoever_lost_a_right_since_gets_the_part_no_longer(case, worker, supervisor):
    made = printed(case, by=worker)
    theirs = named(case)
    theirs.worker = None

    content = case_pdf(made, theirs, reader=worker, now=timezone.now())

    assert WHAT not in " ".join(pages_of_pdf(content))


def test_words_are_never_read_as_markup(cast, worker, supervisor, monkeypatch):
    told = {}

    def compiled(path, **options):
        made, told["warnings"] = typst.compile_with_warnings(path, **options)
        return made

    monkeypatch.setattr(paper.typst, "compile", compiled)
    case = a_case(cast, worker=worker, supervisor=supervisor)
    whom = '#panic("x") *tebal* $x$ <b> \\ @y'

    assert whom in text_of(printed(case, by=worker, for_whom=whom, size="f4"))
    assert told["warnings"] == []


def test_a_wide_genogram_lies_on_its_side_in_pieces_that_can_be_read(case, worker):
    index = Kin.objects.across_areas(why="test").get(is_index=True)
    names = [f"Sau{letter}dara" for letter in "abcdefghijklnopq"]
    for name in names:
        added(case, "sibling", index, by=worker, name=name, born=1980)

    content = pdf_of(printed(case, by=worker, parts=["genogram"]))

    boxes = [page.mediabox for page in PdfReader(BytesIO(content)).pages]
    [wide] = [number for number, box in enumerate(boxes) if box.width > box.height]
    page = pages_of_pdf(content)[wide]
    assert [it for it in names if page.count(it) < 2] == []  # in the overview and in a piece
    assert re.search(r"1 / \d", page)
