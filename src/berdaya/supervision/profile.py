"""How a worker keeps the principles of practice (E3), and in what ways they work with clients.

For a talk between a worker and their supervisor. Counts of fewer than five are left out, as
elsewhere (docs/decisions/0035): they tell of single contacts, and of the worker nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.contacts.actions.reviews import PRINCIPLES
from berdaya.contacts.models import Contact, Review
from berdaya.contacts.words import PARTICIPATION, ROLES, TECHNIQUES
from berdaya.groups.kb import FEWEST
from berdaya.rules.casework.vocabulary import terms
from berdaya.rules.instruments.definition import load
from berdaya.supervision.caseload import CELL
from berdaya.ui.languages import said

OWN = "practice-profile.read"
JUDGED = ((2, "good"), (1, "warn"), (0, "quiet"))  # as the instrument's answers, best first


@dataclass(frozen=True, slots=True)
class Principle:
    title: str
    counts: tuple[int, int, int]  # kept, in part, not yet
    no_occasion: int

    @property
    def reviewed(self) -> int:
        return sum(self.counts)

    @property
    def is_shown(self) -> bool:
        return self.reviewed >= FEWEST

    @property
    def parts(self) -> list[tuple[str, int, str]]:
        """For <c-stacked_bar>."""
        words = (_("Yes"), _("In part"), _("Not yet"))
        tones = (tone for _value, tone in JUDGED)
        return list(zip(words, self.counts, tones, strict=True))


@dataclass(frozen=True, slots=True)
class Share:
    """In how many of the contacts something was so."""

    title: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Profile:
    contacts: int
    reviews: int
    groups: tuple[tuple[str, tuple[Principle, ...]], ...]
    roles: tuple[Share, ...]
    techniques: tuple[Share, ...]
    participation: tuple[Share, ...]

    @property
    def has_shares(self) -> bool:
        return self.contacts >= FEWEST


def may_see(viewer: User, worker: User) -> bool:
    """A worker sees their own; else whoever supervises, or supervised, a case of theirs."""
    if viewer == worker:
        return True
    rows = Case.objects.visible_to(viewer, CELL)
    return rows.filter(worker=worker).exists()


def profile_of(worker: User, viewer: User, first: date, last: date) -> Profile:
    """The profile over some days, of cases that `viewer` has to do with. Two queries."""
    contacts = Contact.objects.visible_to(viewer, OWN).filter(by=worker)
    reviews = Review.objects.visible_to(viewer, OWN).filter(by=worker)
    if viewer != worker:
        contacts = contacts.filter(case__supervisor=viewer)
        reviews = reviews.filter(contact__case__supervisor=viewer)
    contacts = contacts.standing().filter(on__range=(first, last))
    told = list(contacts.values_list("roles", "techniques", "participation"))
    answers = list(
        reviews.filter(contact__on__range=(first, last)).values_list("answers", flat=True)
    )
    roles, techniques, participation = zip(*told, strict=True) if told else ((), (), ())
    return Profile(
        contacts=len(told),
        reviews=len(answers),
        groups=_principles(answers),
        roles=_shares(ROLES, roles, len(told)),
        techniques=_shares(TECHNIQUES, techniques, len(told)),
        participation=_shares(PARTICIPATION, [[it] for it in participation], len(told)),
    )


def _principles(
    answers: list[dict[str, Any]],
) -> tuple[tuple[str, tuple[Principle, ...]], ...]:
    found = []
    for group in load(PRINCIPLES).groups:
        principles = []
        for item in group.items:
            counted = Counter(one.get(item.code) for one in answers)
            kept, partly, not_yet = (counted[value] for value, _tone in JUDGED)
            rest = len(answers) - kept - partly - not_yet
            principles.append(Principle(said(item.short), (kept, partly, not_yet), rest))
        found.append((said(group.title), tuple(principles)))
    return tuple(found)


def _shares(of: str, told: Iterable[Iterable[str]], contacts: int) -> tuple[Share, ...]:
    counted = Counter(code for codes in told for code in set(codes))
    return tuple(Share(said(one.words), counted[one.code], contacts) for one in terms(of))
