"""How Indonesians write numbers and dates, and what a NIK or KK number must be.

The one face of lokal-id: no other module imports it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from lokal.nik import NikInfo, parse_nik
from lokal.phone import parse_phone
from lokal.rupiah import format_rupiah
from lokal.samaran import partial_mask
from lokal.wilayah import list_wilayah, wilayah_name

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

FAULTS = {
    "number.scientific": "The program that saved this file shortened the number to %(value)s "
    "and its last digits are lost. Set the column to Text, type the number again, and save.",
    "number.rounded": "The program that saved this file kept only 15 of the 16 digits, so the "
    "last digit of %(value)s cannot be trusted. Set the column to Text and type the number again.",
    "nik.characters": "A NIK has digits only. Take out: %(found)s",
    "nik.length": "A NIK has 16 digits; this one has %(count)s.",
    "nik.province": "Digits 1-2 (%(digits)s) are not the code of any province.",
    "nik.area_zero": "Digits 3-6 (%(digits)s) are not the code of a regency and district.",
    "nik.area_unknown": "Digits 1-6 (%(digits)s) are not a district in today's list. "
    "Codes change over the years, so an old number may be right: compare it with the card.",
    "nik.birth_date": "Digits 7-12 (%(digits)s) are not a date of birth. "
    "They are day, month and year; for a woman 40 is added to the day.",
    "nik.serial": "Digits 13-16 are 0000; no NIK ends so. If the number came from a spreadsheet, "
    "its last digit was lost.",
    "nik.birth_date_differs": "Digits 7-12 of the NIK say born on %(digits)s, "
    "the date of birth filled in says %(born)s.",
    "nik.sex_of_woman": "The day in digits 7-8 (%(digits)s) is that of a woman, "
    "but the sex filled in is male.",
    "nik.sex_of_man": "The day in digits 7-8 (%(digits)s) is that of a man, "
    "but the sex filled in is female.",
    "kk.characters": "A KK number has digits only. Take out: %(found)s",
    "kk.length": "A KK number has 16 digits; this one has %(count)s.",
    "kk.province": "Digits 1-2 (%(digits)s) are not the code of any province.",
    "kk.area_zero": "Digits 3-6 (%(digits)s) are not the code of a regency and district.",
    "kk.area_unknown": "Digits 1-6 (%(digits)s) are not a district in today's list. "
    "Codes change over the years, so an old number may be right: compare it with the card.",
    "kk.issue_date": "Digits 7-12 (%(digits)s) are not the day the card was first made. "
    "Compare the number with the card.",
    "kk.serial": "Digits 13-16 are 0000; no KK number ends so. If the number came from a "
    "spreadsheet, its last digit was lost.",
}
# Codes move when regions split, and a NIK is not made anew when a date of birth is corrected:
# these may be confirmed as they stand, all else must be mended.
_WARNINGS = {
    "nik.area_unknown",
    "nik.birth_date_differs",
    "nik.sex_of_woman",
    "nik.sex_of_man",
    "kk.area_unknown",
    "kk.issue_date",
}

AREA_DECREE = "Kepmendagri 300.2.2-2138/2025"
AREA_DECREE_DAY = date(2025, 4, 25)

_LENGTH = 16
_WOMAN = 40  # added to the day of birth in a woman's NIK
_EXACT_IN_A_FLOAT = 2**53
_DROPPED = dict.fromkeys(map(ord, " \t\r\n\v\f.-'\"`\u2018\u2019\u00b4_,"))
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+]?\d+")
_WHOLE_FLOAT = re.compile(r"(\d{16})[.,]0{1,2}")
_NOT_DIGITS = re.compile(r"[^0-9]+")


@dataclass(frozen=True, slots=True)
class NumberFault:
    """What is wrong with an identity number, and in which of its digits (counted from 1)."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    digits: tuple[int, int] = (1, _LENGTH)

    @property
    def severity(self) -> str:
        """`error` must be mended; `warning` may be confirmed after a look at the card."""
        return "warning" if self.code in _WARNINGS else "error"

    @property
    def message(self) -> str:
        """The English template; a door translates it before it puts in `params`."""
        return FAULTS[self.code]

    def __str__(self) -> str:
        return self.message % self.params


def rupiah(amount: int) -> str:
    """Write whole rupiah.

    >>> rupiah(1_250_000)
    'Rp1.250.000'
    """
    return format_rupiah(amount)


def number(amount: int) -> str:
    """Write a whole number with dots.

    >>> number(83_762)
    '83.762'
    """
    return format_rupiah(amount, symbol=False)


def decimal(amount: Decimal | float, places: int = 1) -> str:
    """Write a number with a comma before its decimals, halves away from zero.

    >>> decimal(1234.25, 1)
    '1.234,3'
    """
    exact = Decimal(str(amount)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, part = str(abs(exact)).partition(".")
    sign = "-" if exact < 0 else ""
    return f"{sign}{number(int(whole))}{',' if part else ''}{part}"


def long_date(day: date) -> str:
    """Write a date with the name of its month.

    >>> long_date(date(2026, 11, 23))
    '23 November 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_month(day: date) -> str:
    """Write a month with its name.

    >>> long_month(date(2026, 11, 1))
    'November 2026'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


def phone(text: str) -> str | None:
    """Read an Indonesian phone number as `+62…`; None when it cannot be one.

    >>> phone("0812-3456-7890")
    '+6281234567890'
    """
    found: str | None = parse_phone(text).e164
    return found


def mask_nik(text: str) -> str:
    """Keep only what lets its owner recognise a NIK or KK number.

    >>> mask_nik("3204321507809001")
    '3204••••••••9001'
    """
    digits = repair_number(text)
    if len(digits) != _LENGTH or not digits.isdecimal():
        return "••••"
    return partial_mask("NIK", digits).replace("*", "•")


def official_areas() -> Iterator[tuple[str, str, str]]:
    """Every area of the Ministry of Home Affairs' list as (code, name, kind), widest first.

    Source: Kepmendagri 300.2.2-2138 of 25 April 2025, as lokal-id carries it.
    """
    level = list_wilayah()
    while level:
        yield from ((area.code, area.name, area.type) for area in level)
        level = [below for area in level if area.level < 4 for below in list_wilayah(area.code)]


def check_nik(
    text: str, *, born: date | None, sex: str | None, today: date
) -> list[NumberFault]:
    """Say what is wrong with a NIK in itself and against the roster (`sex` is male or female).

    The two-digit year has no century, so only its two digits are held against `born`.
    Sources: Permendagri 72/2022 and its forerunners: area, date of birth with 40 added to the
    day of a woman, serial. No number can be proved to exist this way.
    """
    digits = repair_number(text)
    faults = _shape(digits, "nik")
    if faults:
        return faults
    faults = _area(digits, "nik")
    if _is_a_day(digits[6:12], today.year):
        faults += _against_roster(digits, born, sex)
    else:
        faults.append(NumberFault("nik.birth_date", {"digits": digits[6:12]}, (7, 12)))
    if digits[12:] == "0000":
        faults.append(NumberFault("nik.serial", {}, (13, 16)))
    return faults


def check_kk(text: str) -> list[NumberFault]:
    """Say what is wrong with a KK number: area, day the card was first made, serial."""
    return list(_faults_of_kk(repair_number(text)))


@lru_cache(maxsize=64)  # the members of a family follow each other in a file
def _faults_of_kk(digits: str) -> list[NumberFault]:
    faults = _shape(digits, "kk")
    if faults:
        return faults
    faults = _area(digits, "kk")
    # a date far ahead makes every two-digit year 20xx, among which 00 is a leap year
    if not _is_a_day(digits[6:12], 2099) or int(digits[6:8]) > _WOMAN:
        faults.append(NumberFault("kk.issue_date", {"digits": digits[6:12]}, (7, 12)))
    if digits[12:] == "0000":
        faults.append(NumberFault("kk.serial", {}, (13, 16)))
    return faults


@dataclass(frozen=True, slots=True)
class Told:
    """What a NIK tells of its owner; blank and None where it tells nothing."""

    sex: str = ""
    birth_date: date | None = None


def told_by_nik(text: str, *, today: date) -> Told:
    """Read sex and date of birth off a NIK; of two centuries the later that has begun by `today`."""
    info = _read(repair_number(text), today)
    sex = {"L": "male", "P": "female"}.get(info.gender or "", "")
    born = date.fromisoformat(info.birth_date) if info.birth_date else None
    if born and born > today:  # lokal-id looks at the year alone
        born = born.replace(year=born.year - 100)
    return Told(sex, born)


def repair_number(value: object) -> str:
    """Take off what is safely taken off a number: apostrophes, spaces, dots, dashes, `.0`.

    Ask `damaged_number` first: digits that a spreadsheet lost do not come back.
    """
    if isinstance(value, str) and len(value) == _LENGTH and _is_digits(value):
        return value  # nearly all of them, and a large file has a hundred thousand
    text = _text_of(value)
    whole = _WHOLE_FLOAT.fullmatch(text)
    return whole[1] if whole else text.translate(_DROPPED)


def number_in(text: str) -> str:
    """The NIK or KK number that the text is as a whole; "" where it is none."""
    number = repair_number(text)
    return number if len(number) == _LENGTH and _is_digits(number) else ""


def damaged_number(value: object) -> str | None:
    """Say how a spreadsheet lost digits of a NIK or KK number, as a code of FAULTS.

    Excel keeps 15 digits of a number and puts 0 in the 16th place; a float of any program is
    exact only below 2**53, which numbers of the Papuan provinces (91 and above) exceed. A cell
    kept as text has lost nothing, unless it shows an exponent.
    """
    if isinstance(value, str) and _is_digits(value):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "number.scientific" if _SCIENTIFIC.fullmatch(_text_of(value)) else None
    if not 10**15 <= value <= 10**16:
        return None
    return "number.rounded" if value >= _EXACT_IN_A_FLOAT or value % 10 == 0 else None


def _text_of(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if not text.isascii():
        # no-break and zero-width spaces, full-width digits: what copying from a web page leaves
        text = unicodedata.normalize("NFKC", text)
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return text.strip().lstrip("'`\u2018\u2019").strip()


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _shape(digits: str, kind: str) -> list[NumberFault]:
    if not _is_digits(digits) and digits:
        strange = "".join(dict.fromkeys("".join(_NOT_DIGITS.findall(digits))))
        return [NumberFault(f"{kind}.characters", {"found": strange})]
    if len(digits) != _LENGTH:
        return [NumberFault(f"{kind}.length", {"count": len(digits)}, (1, len(digits)))]
    return []


def _read(digits: str, today: date) -> NikInfo:
    return parse_nik(digits, lookup_wilayah=_area_name, reference_date=today)


@lru_cache(maxsize=8192)
def _area_name(code: str) -> str | None:
    return wilayah_name(code)


@lru_cache(maxsize=8192)
def _code_of_area(first_six: str) -> str:
    """What is wrong with the area of a number, as a code of lokal-id; blank for nothing.

    A file of a district has half a million numbers, of a few areas and days. So each of these
    is read once, in a number that is good but for it.
    """
    info = _read(f"{first_six}0101010001", date(2099, 1, 1))
    codes = {issue.code for issue in (*info.errors, *info.warnings)}
    return next((it for it in ("province", "wilayah", "wilayah_unknown") if it in codes), "")


@lru_cache(maxsize=65536)
def _is_a_day(six: str, year: int) -> bool:
    """Whether the digits in the middle are a day; 29 February depends on the century."""
    info = _read(f"110101{six}0001", date(year, 1, 1))
    return all(issue.code != "birth_date" for issue in info.errors)


def _area(digits: str, kind: str) -> list[NumberFault]:
    match _code_of_area(digits[:6]):
        case "province":
            return [NumberFault(f"{kind}.province", {"digits": digits[:2]}, (1, 2))]
        case "wilayah":
            return [NumberFault(f"{kind}.area_zero", {"digits": digits[2:6]}, (3, 6))]
        case "wilayah_unknown":
            return [NumberFault(f"{kind}.area_unknown", {"digits": digits[:6]}, (1, 6))]
    return []


def _against_roster(digits: str, born: date | None, sex: str | None) -> list[NumberFault]:
    faults = []
    day = int(digits[6:8])
    is_woman = day > _WOMAN
    day -= _WOMAN * is_woman
    said = (day, int(digits[8:10]), int(digits[10:12]))
    if born and said != (born.day, born.month, born.year % 100):
        written = f"{day:02}-{digits[8:10]}-{digits[10:12]}"
        shown = {"digits": written, "born": f"{born:%d-%m-%Y}"}
        faults.append(NumberFault("nik.birth_date_differs", shown, (7, 12)))
    if sex and is_woman != (sex == "female"):
        code = "nik.sex_of_woman" if is_woman else "nik.sex_of_man"
        faults.append(NumberFault(code, {"digits": digits[6:8]}, (7, 8)))
    return faults
