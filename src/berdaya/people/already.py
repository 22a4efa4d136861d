"""A look at who is recorded already, before somebody new is saved; and the words for it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.people.actions import tell_apart
from berdaya.people.duplicates import Candidate, Sought, candidates_for
from berdaya.people.facts import NewMember
from berdaya.people.models import Person
from berdaya.rules.likeness import dates, names, verdict
from berdaya.rules.likeness.verdict import CERTAIN, Likeness

OTHERS, ELSEWHERE = "others", "elsewhere"
NAMES = {
    names.SAME: _("the same name"),
    names.ALIKE: _("almost the same name"),
    names.PART: _("part of the name is the same"),
}
BIRTHS = {
    dates.SAME: _("the same date of birth"),
    dates.SWAPPED: _("day and month of birth swapped"),
    dates.YEAR_OFF: _("the year of birth differs by one"),
    dates.ROUNDED: _("one date of birth is a guess"),
    dates.UNKNOWN: _("one date of birth is not known"),
}
PLACES = {
    verdict.RT: _("the same RT"),
    verdict.RW: _("the same RW"),
    verdict.VILLAGE: _("the same village"),
    verdict.ELSEWHERE: _("another village"),
}


def words_of(likeness: Likeness) -> list[Promise]:
    """What two records have in common, for people."""
    if likeness.verdict == CERTAIN:
        return [_("the same NIK")]
    told = (
        NAMES.get(likeness.name),
        BIRTHS.get(likeness.birth),
        PLACES.get(likeness.place),
    )
    return [words for words in told if words is not None]


@dataclass(frozen=True, slots=True)
class Look:
    """Who may be recorded already, as a form shows it before it saves."""

    found: list[tuple[Candidate, list[Promise]]]
    said: frozenset[str]  # of whom the user has said that they are others

    @property
    def field(self) -> str:
        """What the form sends along once the user has seen these."""
        return " ".join(sorted(_name(candidate) for candidate, _words in self.found))

    @property
    def is_settled(self) -> bool:
        """Whether nobody is found, or all who were are said to be others."""
        return all(_name(candidate) in self.said for candidate, _words in self.found)


def look(member: NewMember, area: str, sent: QueryDict, by: User) -> Look:
    """Who may be this new member of a family in `area`.

    Where somebody bears the same NIK, the verb knows more and says it; then nobody is shown.
    """
    facts = member.facts
    sought = Sought(member.key, facts.name, facts.sex, facts.birth_date, area, facts.nik)
    found = candidates_for([sought], by=by)[member.key]
    if any(candidate.likeness.verdict == CERTAIN for candidate in found):
        found = []
    return Look(
        [(candidate, words_of(candidate.likeness)) for candidate in found],
        frozenset(sent.get(OTHERS, "").split()),
    )


def keep_apart(look: Look, person: UUID, by: User) -> None:
    """Note for those who review doubles that somebody looked and saw another person."""
    saved = Person.objects.visible_to(by).filter(pk=person).first()
    for candidate, _words in look.found:
        if saved and candidate.person and candidate.person.pk != saved.pk:
            tell_apart(first=saved, second=candidate.person, by=by)


def _name(candidate: Candidate) -> str:
    return str(candidate.person.pk) if candidate.person else ELSEWHERE
