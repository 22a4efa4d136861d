"""The forms as paper and as spreadsheets: whole, on the paper asked for, nothing cut."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

import pytest
import typst
from openpyxl import load_workbook
from pypdf import PdfReader

from berdaya.reports.card import card_of
from berdaya.reports.paper import SIZES, pdf
from berdaya.reports.register import register_of
from berdaya.reports.sheets import workbook
from berdaya.reports.village import report_of
from berdaya.ui import paper
from tests.groups.world import TODAY
from tests.partners.world import makes
from tests.reports.world import MONTH, busy

MILLIMETRE = 72 / 25.4
MEDIA = re.compile(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]")
SOFFICE = shutil.which("soffice")


@pytest.fixture
def filled(cast):
    group, _members = busy(cast)
    return {
        "card": card_of(group, TODAY.year + 1),
        "register": register_of(group, MONTH),
        "village": report_of(cast.village, MONTH, cast.dedi),
    }


FORMS = ["card", "register", "village"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("which", FORMS)
def test_the_paper_has_the_size_that_was_asked_for(filled, which, size):
    made = pdf(filled[which], size)

    sizes = {tuple(round(float(it) / MILLIMETRE) for it in box) for box in MEDIA.findall(made)}
    assert sizes == {tuple(int(it.removesuffix("mm")) for it in SIZES[size])}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("which", ["card", "register"])
@pytest.mark.parametrize("count", [14, 36, 60, 75])
def test_nobody_signs_a_sheet_on_which_nothing_else_stands(filled, which, size, count):
    form = with_members(filled[which], count)

    pages = [it.extract_text() for it in PdfReader(BytesIO(pdf(form, size))).pages]

    assert "Ketua kelompok" in pages[-1]
    last_three = [f"Anggota ke-{number}" for number in range(count - 2, count + 1)]
    assert [it for it in last_three if it not in pages[-1]] == []


def with_members(filled, count):
    """The same form of a group of so many, whose names are their numbers."""
    row = filled.rows["members"][0]
    rows = [
        {**row, "nr": number, "name": f"Anggota ke-{number}"} for number in range(1, count + 1)
    ]
    return replace(filled, rows={**filled.rows, "members": rows})


def test_words_are_never_read_as_markup(cast):
    group, _members = busy(cast, name='Melati #panic("x") *tebal* $x$ <b> \\')

    assert pdf(register_of(group, MONTH), "a4").startswith(b"%PDF")


def test_typst_finds_nothing_to_warn_of(filled, monkeypatch):
    told = {}

    def compiled(path, **options):
        made, told["warnings"] = typst.compile_with_warnings(path, **options)
        return made

    monkeypatch.setattr(paper.typst, "compile", compiled)
    pdf(filled["card"], "a4")

    assert told["warnings"] == []


@pytest.mark.parametrize(("size", "number"), [("a4", 9), ("f4", 14)])
@pytest.mark.parametrize("which", FORMS)
def test_a_sheet_is_set_to_print_one_page_wide(filled, which, size, number):
    form = filled[which].form
    book = load_workbook(BytesIO(workbook(filled[which], size)))

    assert len(book.worksheets) == len(form.parts)
    for page, part in zip(book.worksheets, form.parts, strict=True):
        assert page.page_setup.orientation == "landscape"
        assert int(page.page_setup.paperSize) == number
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
        if part.look == "table":
            assert page.print_title_rows == "$4:$4"
            heads = [cell.value for cell in page[4]]
            assert heads == [it.heading["id"] for it in part.columns]


def test_a_number_stays_text_in_a_sheet(filled):
    book = load_workbook(BytesIO(workbook(filled["register"], "a4")))

    cells = [cell for row in book["Peserta"].iter_rows() for cell in row]
    masked = [it for it in cells if str(it.value).startswith("3204••")]
    assert {it.data_type for it in masked} == {"s"}


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("which", FORMS)
def test_libreoffice_opens_a_sheet_and_prints_it_one_page_wide(filled, which, tmp_path):
    """A column that is cut off would come out as a further page."""
    file = tmp_path / "form.xlsx"
    file.write_bytes(workbook(filled[which], "a4"))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [SOFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]

    subprocess.run(command, check=True, capture_output=True, timeout=120)

    made = (tmp_path / "form.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == len(filled[which].form.parts)


def test_a_long_cell_gets_the_lines_it_needs(cast):
    group, _members = busy(cast)
    makes(group, "Dapur", by=cast.dedi)

    book = load_workbook(BytesIO(workbook(card_of(group, TODAY.year + 1), "a4")))

    tall, usual = (book[part].row_dimensions[5].height for part in ("Usaha", "Pengurus"))
    assert tall >= 30  # points: two lines
    assert usual is None  # one, as sheets have it
