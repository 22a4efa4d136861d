"""What is wrong with a file, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import NotAllowed
from berdaya.groups import refusals
from berdaya.people.intake import JoinsBeforeLeaving
from berdaya.people.numbers import (
    KkTaken,
    KkTakenElsewhere,
    NikNotTheirs,
    NikTaken,
    NikTakenElsewhere,
)
from berdaya.rules.tables import FAULTS, CellFault
from berdaya.surveys.answers import (
    AlwaysApplies,
    SurveyAfterEnd,
    SurveyInFuture,
    SurveyTooOld,
    WrongAnswer,
)

SAID = "import.said"  # a refusal that has no sentence here: it is kept as it was said
OWN: Mapping[str, str | Promise] = {
    "import.family_known": _(
        "The family of %(owner)s with this KK number is registered already; it was left as it is."
    ),
    "import.doubt": _(
        "This family may be registered already as the family of %(owner)s. Decide it on the list "
        "of families to compare; until then it stays out."
    ),
    "import.same_family": _(
        "Somebody compared and said: this is the family of %(owner)s. Its members were left as "
        "they are; answers go to that family."
    ),
    "import.another_head": _(
        "The family of %(owner)s has this KK number, and another head. Decide who heads it; until "
        "then it is left as it is."
    ),
    "import.head_changes": _(
        "Another member heads the family of %(owner)s from the day of this file, as was decided."
    ),
    "import.sex_unknown": _(
        "Whether this person is a woman or a man stands nowhere: add a column for it, or a NIK."
    ),
    "import.relation_unknown": _(
        "How this person is related to the head is not clear; “other” was taken."
    ),
    "import.wrong_village": _(
        "This row belongs to village %(code)s, not to the one you chose."
    ),
    "import.village_unknown": _("There is no village %(code)s in the area that you chose."),
    "import.village_missing": _(
        "The file is for many villages: each row has to name its village by code."
    ),
    "import.two_villages": _("The rows of this family name two villages: %(code)s."),
    "import.broken": _(
        "Something went wrong on our side. What came in stands. Try to go on; if it stops again "
        "at the same place, tell your administrator."
    ),
    "import.gave_up": _(
        "The work broke off several times at the same place. What came in stands. Ask your "
        "administrator to look at the log, then go on."
    ),
    "import.family_not_found": _(
        "No family here has this KK number or NIK. Register the family first."
    ),
    "import.answers_twice": _("The answers of this family stand in row %(row)s already."),
    SAID: "%(sentence)s",
    "import.answers_known": _(
        "These answers of the family of %(owner)s are recorded already; they were left as they are."
    ),
    **{
        refusal.code: refusal.message
        for refusal in (
            NotAllowed,
            JoinsBeforeLeaving,
            NikNotTheirs,
            NikTaken,
            NikTakenElsewhere,
            KkTaken,
            KkTakenElsewhere,
            WrongAnswer,
            AlwaysApplies,
            SurveyInFuture,
            SurveyTooOld,
            SurveyAfterEnd,
            refusals.AlreadyThere,
            refusals.BeforeFounding,
            refusals.CellMissing,
            refusals.ColumnsMissing,
            refusals.ConsentNotNoted,
            refusals.DayUnreadable,
            refusals.GroupHasEnded,
            refusals.ListEmpty,
            refusals.NotInRegister,
            refusals.NotYetCome,
            refusals.NumberUnreadable,
            refusals.OfficeUnknown,
            refusals.OutsideArea,
            refusals.OverlapsEarlier,
        )
    },
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row stays out (`error`), was left out on purpose (`skip`), or what to look at."""

    row: int
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    severity: str = "error"
    heading: str = ""
    value: str = ""
    sheet: str = ""  # of answers that stand apart; blank on the sheet of the families

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def __str__(self) -> str:
        return text_of(self.code, self.params)


def text_of(code: str, params: Mapping[str, str]) -> str:
    """The sentence for `code`, translated and filled in."""
    template = OWN.get(code) or gettext(FAULTS[code])
    return str(template) % params


def problem_of(row: int, fault: CellFault, sheet: str = "") -> Problem:
    return Problem(
        row=row,
        code=fault.code,
        params={name: str(value) for name, value in fault.params.items()},
        severity=fault.severity,
        heading=fault.heading,
        value=fault.value,
        sheet=sheet,
    )
