"""What is wrong with an identity number, in the user's language."""

from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from berdaya.people.facts import PersonFacts
from berdaya.refusal import Refusal
from berdaya.rules.indonesia import NumberFault, check_kk, check_nik

# the texts of rules.indonesia.FAULTS once more, so that they can be found for translation
TEXTS: dict[str, str | Promise] = {
    "number.scientific": _(
        "The program that saved this file shortened the number to %(value)s and its "
        "last digits are lost. Set the column to Text, type the number again, and save."
    ),
    "number.rounded": _(
        "The program that saved this file kept only 15 of the 16 digits, so the last "
        "digit of %(value)s cannot be trusted. Set the column to Text and type the "
        "number again."
    ),
    "nik.characters": _("A NIK has digits only. Take out: %(found)s"),
    "nik.length": _("A NIK has 16 digits; this one has %(count)s."),
    "nik.province": _("Digits 1-2 (%(digits)s) are not the code of any province."),
    "nik.area_zero": _("Digits 3-6 (%(digits)s) are not the code of a regency and district."),
    "nik.area_unknown": _(
        "Digits 1-6 (%(digits)s) are not a district in today's list. Codes change over "
        "the years, so an old number may be right: compare it with the card."
    ),
    "nik.birth_date": _(
        "Digits 7-12 (%(digits)s) are not a date of birth. They are day, month and "
        "year; for a woman 40 is added to the day."
    ),
    "nik.serial": _(
        "Digits 13-16 are 0000; no NIK ends so. If the number came from a spreadsheet, "
        "its last digit was lost."
    ),
    "nik.birth_date_differs": _(
        "Digits 7-12 of the NIK say born on %(digits)s, the date of birth filled in "
        "says %(born)s."
    ),
    "nik.sex_of_woman": _(
        "The day in digits 7-8 (%(digits)s) is that of a woman, but the sex filled in is male."
    ),
    "nik.sex_of_man": _(
        "The day in digits 7-8 (%(digits)s) is that of a man, but the sex filled in is female."
    ),
    "kk.characters": _("A KK number has digits only. Take out: %(found)s"),
    "kk.length": _("A KK number has 16 digits; this one has %(count)s."),
    "kk.province": _("Digits 1-2 (%(digits)s) are not the code of any province."),
    "kk.area_zero": _("Digits 3-6 (%(digits)s) are not the code of a regency and district."),
    "kk.area_unknown": _(
        "Digits 1-6 (%(digits)s) are not a district in today's list. Codes change over "
        "the years, so an old number may be right: compare it with the card."
    ),
    "kk.issue_date": _(
        "Digits 7-12 (%(digits)s) are not the day the card was first made. Compare the "
        "number with the card."
    ),
    "kk.serial": _(
        "Digits 13-16 are 0000; no KK number ends so. If the number came from a "
        "spreadsheet, its last digit was lost."
    ),
}


class NumberWrong(Refusal):
    code = "identity-number-wrong"
    message = _("%(name)s: %(fault)s")


def fault_text(fault: NumberFault) -> str:
    """The fault as a sentence that says what to mend."""
    return str(TEXTS[fault.code]) % fault.params


def refuse_faulty_nik(facts: PersonFacts, *, key: UUID) -> None:
    """Refuse a NIK that no card can show; what a card could confirm is the door's to ask."""
    if facts.nik:
        # the day matters for the century of the year only, where the birth date knows better
        today = facts.birth_date or date.max
        faults = check_nik(facts.nik, born=None, sex=None, today=today)
        _refuse_errors(faults, facts.name, key)


def refuse_faulty_kk(kk_number: str | None, *, name: str, key: UUID) -> None:
    """Refuse a KK number that no card can show."""
    _refuse_errors(check_kk(kk_number) if kk_number else [], name, key)


def _refuse_errors(faults: list[NumberFault], name: str, key: UUID) -> None:
    for fault in faults:
        if fault.severity == "error":
            raise NumberWrong(name=name, fault=fault_text(fault), key=key)
