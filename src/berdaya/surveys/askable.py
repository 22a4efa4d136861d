"""What can be asked of a family or a person: each questionnaire with its last result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from berdaya.access.models import User
from berdaya.instruments.shelf import offered
from berdaya.rules.instruments.applicability import Member, suits
from berdaya.rules.instruments.definition import Instrument, catalogue
from berdaya.surveys.models import Draft
from berdaya.surveys.subjects import Subject
from berdaya.surveys.timeline import Entry, latest
from berdaya.ui.languages import said

DAYS_IN_A_MONTH, SOON = 30, 2  # within so many months, days are counted


@dataclass(frozen=True, slots=True)
class Askable:
    """One questionnaire as it can be asked of this subject."""

    definition: Instrument
    url: str
    last: Entry | None
    draft: Draft | None
    today: date

    @property
    def title(self) -> str:
        return said(self.definition.title)

    @property
    def purpose(self) -> str:
        return said(self.definition.purpose)

    @property
    def how_old(self) -> str:
        """How long ago the last one was, as one says it."""
        if not self.last:
            return ""
        days = (self.today - self.last.assessment.conducted_on).days
        if days == 0:
            return _("today")
        months = days // DAYS_IN_A_MONTH
        if months < SOON:
            return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
        return ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}

    @property
    def needs_piloting(self) -> bool:
        return self.definition.status == "needs-piloting"


def askable(
    subject: Subject,
    entries: Sequence[Entry],
    user: User,
    today: date,
    member: Member | None = None,
) -> list[Askable]:
    """The questionnaires for this subject, what was asked before, what is begun. Two queries.

    `member` is a person's facts: what is not made for their age is left out. What an office
    made is for who does casework there: of anybody, so that it does not prove a case.
    """
    own = [one for one in entries if one.assessment.person == subject.person]
    drafts = Draft.objects.filter(by=user, person=subject.person, family=subject.family)
    begun = {draft.instrument: draft for draft in drafts}
    asks_own = user.may("own-instrument.ask", area=subject.area)
    offices = offered(subject.area) if asks_own else []
    return [
        _askable(definition, subject, latest(own, definition.id), begun, today)
        for definition in (*catalogue(), *offices)
        if definition.subject == subject.kind
        and not definition.asked_together
        and definition.status != "retired"
        and (member is None or suits(definition, member, today) is not False)
    ]


def _askable(
    definition: Instrument,
    subject: Subject,
    last: Entry | None,
    begun: dict[str, Draft],
    today: date,
) -> Askable:
    return Askable(
        definition=definition,
        url=subject.start_url(definition.id),
        last=last,
        draft=begun.get(definition.id),
        today=today,
    )
