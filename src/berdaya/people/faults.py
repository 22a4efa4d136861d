"""What is wrong with an identity number, in the user's language."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from berdaya.people.facts import PersonFacts
from berdaya.refusal import Refusal
from berdaya.rules.indonesia import NumberFault, check_kk, check_nik


class NumberWrong(Refusal):
    code = "identity-number-wrong"
    message = _("%(name)s: %(fault)s")


def fault_text(fault: NumberFault) -> str:
    """The fault as a sentence that says what to mend."""
    return gettext(fault.message) % fault.params


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
