"""Codes of cases in the reader's language."""

from collections.abc import Iterable

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from berdaya.rules.casework.stages import definition
from berdaya.rules.casework.triage import Sign, signs
from berdaya.rules.casework.vocabulary import term, terms
from berdaya.ui.languages import said

# the titles of the stages, by their numbers, in the language of whoever reads
STAGES = {it.number: lazy(said, str)(it.title) for it in definition().stages}
# pages that have no tab of their own, by the name of their address
PAGES = {
    "case_reads": _("Who read the case"),
    "assessment_write": _("Writing the assessment"),
    "edition_detail": _("An edition of the assessment"),
    "group_ask": _("Asking the group"),
    "group_result": _("What the group answered"),
    "group_result_drop": _("What the group answered"),
    "result_choose": _("Choosing a result for the assessment"),
    "result_drop": _("Choosing a result for the assessment"),
    "case_genogram": _("Genogram"),
    "kin_seed": _("Genogram"),
    "kin_first": _("Genogram"),
    "kin_add": _("Genogram"),
    "kin_edit": _("Genogram"),
    "kin_relate": _("Genogram"),
    "kin_off": _("Genogram"),
    "couple_edit": _("Genogram"),
    "relation_off": _("Genogram"),
    "case_ecomap": _("Ecomap"),
    "system_new": _("Ecomap"),
    "system_edit": _("Ecomap"),
    "system_off": _("Ecomap"),
    "case_assign": _("Assigning a social worker"),
    "case_transfer": _("Passing the case on"),
    "case_hand_over": _("Passing the supervision on"),
    "contract_write": _("Writing the contract"),
    "contract_detail": _("Reading the contract out"),
    "contract_sign": _("Signing the contract"),
    "contract_signature": _("The signature"),
    "contract_file": _("The contract as PDF"),
    "contract_withdraw": _("Noting that the client wants no more"),
    "case_reopen": _("Opening the case again"),
    "access_new": _("Letting somebody in"),
    "access_end": _("Letting somebody out"),
    "break_see": _("Answering an emergency"),
    "contact_new": _("Noting a contact"),
    "contact_detail": _("A contact"),
    "contact_correct": _("Correcting a contact"),
    "contact_review": _("Looking back on a contact"),
    "step_new": _("Planning a step"),
    "step_settle": _("Settling a step"),
    "case_note_new": _("Writing a note"),
    "case_note_edit": _("Changing a note"),
    "case_note_versions": _("Versions of a note"),
    "lesson_list": _("What worked for whom"),
    "case_step": _("A step of the path"),
    "case_print": _("A print of the case file"),
    "case_print_file": _("The case file as PDF"),
    "review_detail": _("Review by a colleague"),
    "review_write": _("Review by a colleague"),
    "review_answer": _("Review by a colleague"),
}


def word(of: str, code: str) -> str:
    """A term of the vocabulary, such as a field of service."""
    return said(term(of, code).words)


def words(of: str, codes: Iterable[str]) -> str:
    return ", ".join(word(of, code) for code in codes)


def choices(of: str) -> list[tuple[str, str]]:
    """A list of the vocabulary for a field of a form."""
    return [(one.code, said(one.words)) for one in terms(of)]


def signs_of(text: str) -> list[Sign]:
    """The signs that an intake keeps, a code a line."""
    return [signs()[code] for code in text.splitlines()]
