"""The views of one case, in the order in which they stand above its pages."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.sight import may

# label, address, and the cell that opens it; rooms above put their own pages here by address
VIEWS = (
    (pgettext_lazy("case", "Case"), "case_detail", "case.read"),
    (pgettext_lazy("case", "Path"), "case_path", "case.read"),
    (_("Contract"), "case_contract", "case-contract.read"),
    (_("Assessment"), "case_assessment", "case-assessment.read"),
    (pgettext_lazy("case", "Plan"), "case_plan", "case-plan.read"),
    (_("Contacts"), "contact_list", "contact.read"),
    (pgettext_lazy("case", "Notes"), "case_note_list", "case-note.read"),
    (_("Evaluation"), "case_evaluation", "case-evaluation.read"),
    (_("Ending"), "case_ending", "case-ending.read"),
    (_("Case file"), "case_file", "case-file.read"),
    (_("Who sees it"), "case_people", "case-access.read"),
)


def tabs_of(case: Case, user: User, current: str) -> list[dict[str, Any]]:
    """For <c-tabs>: what `user` may open of a case; `current` is the address one is at."""
    found = []
    for label, name, cell in VIEWS:
        try:
            url = reverse(name, args=[case.pk])
        except NoReverseMatch:  # a room that does not stand yet
            continue
        if may(user, cell, case):
            found.append({"label": label, "url": url, "is_current": name == current})
    return found
