"""Words and codes for one thing."""

import pytest

from berdaya.rules.tables import words
from berdaya.rules.tables.columns import COLUMNS, IGNORED_HEADINGS, OPENSID_HEADINGS, PERSONS
from berdaya.rules.tables.words import plain


@pytest.mark.parametrize(
    ("vocabulary", "text", "meaning"),
    [
        (words.SEX, "L", "male"),
        (words.SEX, "LAKI - LAKI", "male"),
        (words.SEX, "Perempuan", "female"),
        (words.SEX, "wanita", "female"),
        (words.SEX, "2", "female"),
        (words.SEX, "Permpuan", "female"),  # a slip of the finger
        (words.RELATION, "KEPALA KELUARGA", "head"),
        (words.RELATION, "Isteri", "spouse"),
        (words.RELATION, "FAMILI LAIN", "other"),
        (words.RELATION_OF_REGISTER, "4", "child"),
        (words.RELATION_OF_FORM, "4", "other"),
        (words.MARITAL, "Belum Kawin", "never"),
        (words.MARITAL, "KAWIN TERCATAT", "married"),
        (words.MARITAL, "cerai  hidup", "divorced"),
        (words.MARITAL, "4", "widowed"),
        (words.RELIGION, "Katholik", "catholic"),
        (words.RELIGION, "Kepercayaan Terhadap Tuhan YME / Lainnya", "belief"),
        (words.SCHOOLING, "TAMAT SD / SEDERAJAT", "sd"),
        (words.SCHOOLING, "SLTA / SEDERAJAT", "sma"),
        (words.SCHOOLING_FINISHED, "AKADEMI/ DIPLOMA III/S. MUDA", "college"),
        (words.SCHOOLING_NOW, "SEDANG  S-1/SEDERAJAT", "in_college"),
        (words.WORK, "PETANI/PEKEBUN", "farmer"),
        (words.WORK_OF_REGISTER, "65", None),
        (words.WORK_OF_REGISTER, "84", "trader"),
        (words.INSURANCE_OF_OPENSID, "4", "bpjs_subsidised"),
        (words.CONTRACEPTION, "IUD", True),
        (words.CONTRACEPTION, "100", False),
        (words.YES_NO, "Tidak Hamil", False),
        (words.STATUS, "-1", "invalid"),
        (words.STATUS, "Meninggal Dunia", "dead"),
    ],
)
def test_words_have_one_meaning(vocabulary, text, meaning):
    assert vocabulary.meaning(text)[0] == meaning


@pytest.mark.parametrize(
    ("vocabulary", "text", "code"),
    [
        (words.SEX, "3", "word.unknown"),
        (words.SEX, "X", "word.unknown"),
        (words.MARITAL, "Janda", "word.unknown"),  # divorced or widowed
        (words.MARITAL, "Cerai", "word.unknown"),
        (words.SCHOOLING, "3", "word.code_unclear"),  # forms number schooling differently
        (words.SCHOOLING, "tamat sme", "word.unknown"),  # one slip from two schools
        (words.WORK, "Guru", "word.no_counterpart"),
        (words.WORK_OF_REGISTER, "89", "word.no_counterpart"),
        (words.INSURANCE, "BPJS", "word.no_counterpart"),
    ],
)
def test_what_is_doubtful_is_not_guessed(vocabulary, text, code):
    assert vocabulary.meaning(text) == (None, code)


def test_no_heading_means_two_things():
    for columns in COLUMNS.values():
        headings = [heading for column in columns for heading in column.headings]
        assert len(headings) == len(set(headings))


def test_each_column_of_opensid_is_known_or_knowingly_left_out():
    known = {heading for column in PERSONS for heading in column.headings} | IGNORED_HEADINGS

    assert len(OPENSID_HEADINGS) == 43
    assert {plain(heading) for heading in OPENSID_HEADINGS} <= known
