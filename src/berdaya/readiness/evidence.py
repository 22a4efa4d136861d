"""What the system knows by itself of each criterion, and what was confirmed by hand.

An item of an instrument names its fact among its `flags`, after `evidence`. Facts that a room
below can prove stand in `PROVIDERS`; all others are attested by a person who saw the proof.
A provider that sees only some proofs answers None where it sees none: then, too, a person tells.
What a group wants capital for is known of each application alone (`BY_APPLICATION`); the room
above hands it in. Each answer is 1 yes, 0 not yet, 2 does not apply, None not known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from berdaya.areas.codes import at_level, covers
from berdaya.areas.models import Area
from berdaya.enterprises.evidence import months_with_sales, plan_followed_in, running_in
from berdaya.groups.models import Group, Meeting, Member, Term
from berdaya.partners.evidence import in_force
from berdaya.partners.models import Partnership
from berdaya.readiness.models import Attestation
from berdaya.rules.instruments.definition import Instrument, Item
from berdaya.rules.months import month_of, months_before
from berdaya.ui.days import long_date, long_month

# ours, to be checked against the regulation: how long a look at the proof is relied on
GOOD_FOR = timedelta(days=180)
MONTHS = 3  # of meetings looked back on, the present month apart
YEAR = timedelta(days=365)
BY_APPLICATION = ("plan", "consent")  # facts of berdaya.capital.conditions


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one criterion: the answer, what proves it or is missing, and where to see or mend it."""

    answer: int | None
    words: str
    url: str = ""
    attested: Attestation | None = None
    is_seen: bool = True  # by the system itself; else a person looks, or must


class Known:
    """What is known of a group on a day. Each thing is asked for once, however many items want it."""

    def __init__(self, group: Group, on: date, proved: Mapping[str, Evidence] | None = None):
        """`proved` is what an application adds: the facts of BY_APPLICATION."""
        self.group, self.on = group, on
        self.facts: dict[str, Evidence | None] = dict(proved or {})

    def of(self, fact: str) -> "Evidence | None":
        """What the system sees of a fact; None where a person must look."""
        if fact and fact not in self.facts:
            self.facts[fact] = PROVIDERS.get(fact, of_application)(self)
        return self.facts.get(fact)

    @cached_property
    def looks(self) -> "dict[tuple[str, str], Attestation]":
        """The newest look at each item, by instrument and item, as long as it is relied on."""
        rows = self.group.attestations.filter(on__lte=self.on, on__gt=self.on - GOOD_FOR)
        ordered = rows.select_related("by").order_by("on", "recorded_at", "pk")
        return {(it.instrument, it.item): it for it in ordered}

    @cached_property
    def days_met(self) -> list[date]:
        """The days of meetings held this year and in the months looked back on."""
        since = min(self.on.replace(month=1, day=1), months_looked_at(self.on)[-1])
        rows: Any = Meeting.objects.across_areas(why="of a group in sight").of(self.group)
        return list(rows.held().filter(on__range=(since, self.on)).values_list("on", flat=True))

    @cached_property
    def agreements(self) -> "list[Partnership]":
        return in_force(self.group, self.on)

    def page(self, name: str) -> str:
        """The address of a page of the group."""
        return reverse(name, args=[self.group.pk])


def officers(known: Known) -> Evidence:
    held = set(known.group.terms.on(known.on).values_list("office", flat=True))
    lacking = [it.label for it in Term.ONE_AT_A_TIME if it not in held]
    url = known.page("member_list")
    if lacking:
        words = _("Nobody is: %(offices)s.") % {"offices": ", ".join(map(str, lacking))}
        return Evidence(0, words, url)
    return Evidence(1, _("Chair, secretary and treasurer are noted."), url)


def members(known: Known) -> Evidence:
    """The list is current where somebody touched or confirmed it this year."""
    url = known.page("member_list")
    count = known.group.members.on(known.on).count()
    if not count:
        return Evidence(0, _("No member is noted."), url)
    year = known.on.replace(month=1, day=1)
    if max(known.days_met, default=date.min) >= year or _touched_since(known.group, year):
        # whoever notes attendance reads the list from the first name to the last
        words = ngettext(
            "%(count)s member; the list was used or changed this year.",
            "%(count)s members; the list was used or changed this year.",
            count,
        )
        return Evidence(1, words % {"count": count}, url)
    return Evidence(0, _("The list was neither used nor changed this year."), url)


def meetings(known: Known) -> Evidence:
    months = months_looked_at(known.on)
    met = [day for day in known.days_met if months[-1] <= day < known.on.replace(day=1)]
    held = {day.replace(day=1) for day in met}
    missing = [month for month in months if month not in held]
    url = known.page("meeting_list")
    if missing:
        words = _("No meeting noted in: %(months)s.")
        return Evidence(
            0, words % {"months": ", ".join(map(long_month, reversed(missing)))}, url
        )
    last = _("the last on %(day)s") % {"day": long_date(max(met))}
    return Evidence(
        1, _("A meeting in each of the three months, %(last)s.") % {"last": last}, url
    )


def met_lately(known: Known) -> Evidence:
    """Whether there are minutes of these months, be it of one meeting alone."""
    since = months_looked_at(known.on)[-1]
    last = max((day for day in known.days_met if day >= since), default=None)
    url = known.page("meeting_list")
    if last is None:
        return Evidence(0, _("No meeting is noted in the past three months."), url)
    return Evidence(1, _("The last meeting noted: %(day)s.") % {"day": long_date(last)}, url)


def register(known: Known) -> Evidence:
    group = known.group
    url = group.get_absolute_url()
    if not group.number:
        return Evidence(0, _("No register number is noted."), url)
    return Evidence(1, _("Register number %(number)s.") % {"number": group.number}, url)


def business(known: Known) -> Evidence:
    """Runs where an enterprise stands and sold something in the months looked back on."""
    url = known.page("enterprise_list")
    running = running_in(known.group, known.on)
    if not running:
        return Evidence(0, _("No business is noted that runs."), url)
    months = months_with_sales(known.group, months_looked_at(known.on)[-1])
    if not months:
        return Evidence(0, _("No sales are noted in the past three months."), url)
    words = ngettext(
        "%(count)s business runs; the last sales noted are of %(month)s.",
        "%(count)s businesses run; the last sales noted are of %(month)s.",
        running,
    )
    return Evidence(1, words % {"count": running, "month": long_month(months[-1])}, url)


def partner(known: Known) -> Evidence:
    """A partner is one with whom an agreement is in force, not a first contact."""
    if not known.agreements:
        words = _("No agreement with a partner is in force.")
        return Evidence(0, words, known.page("partnership_list"))
    first = known.agreements[0]
    words = _("%(partner)s, agreed until %(day)s.")
    told = {"partner": first.partner.name, "day": long_date(first.last_day or known.on)}
    return Evidence(1, words % told, first.get_absolute_url())


def market(known: Known) -> Evidence | None:
    """Seen where an agreement in force is with a partner registered outside the village."""
    village = at_level(known.group.area_id, Area.Level.VILLAGE)
    found = [it for it in known.agreements if not covers(village, it.partner.area_id)]
    if not found:
        return None  # books do not say to whom something was sold: somebody who knows tells
    words = _("%(partner)s, a partner from outside the village, has an agreement.")
    told = {"partner": found[0].partner.name}
    return Evidence(1, words % told, found[0].get_absolute_url())


def plan_and_review(known: Known) -> Evidence | None:
    """Seen where a business keeps a plan of the past year and settled one of its steps since."""
    found = plan_followed_in(known.group, known.on - YEAR, known.on)
    if found is None:
        return None  # a group may keep its plan on paper
    words = _("A plan since %(since)s, of which a step was settled on %(day)s.")
    told = {"since": long_date(found.since), "day": long_date(found.settled_on)}
    return Evidence(1, words % told, known.page("enterprise_list"))


def of_application(known: Known) -> Evidence:
    """What stands in the place of a fact that only an application proves."""
    words = _("Each application for capital shows this itself.")
    return Evidence(None, words, known.page("application_list"))


Provider = Callable[[Known], Evidence | None]
PROVIDERS: Mapping[str, Provider] = {
    "officers": officers,
    "members": members,
    "minutes": meetings,
    "met_lately": met_lately,
    "register": register,
    "business": business,
    "partner": partner,
    "market": market,
    "plan_and_review": plan_and_review,
}


def fact_of(item: Item) -> str:
    """The fact that proves an item; "" where only a person can tell."""
    known = (*PROVIDERS, *BY_APPLICATION)
    return next((flag for flag in item.flags if flag in known), "")


def may_be_answered(item: Item, answer: int) -> bool:
    """Whether a look at this criterion can end so; most apply to every group."""
    return item.accepts(answer) and (answer != item.not_applicable or item.may_not_apply)


def evidence_for(instrument: Instrument, known: Known) -> dict[str, Evidence]:
    """Of each item what is known. A query or two for each fact, one for all looks."""
    return {
        item.code: known.of(fact_of(item))
        or _attested(known.looks.get((instrument.id, item.code)))
        for item in instrument.items
    }


def _attested(look: Attestation | None) -> Evidence:
    if look is None:
        return Evidence(None, _("Nobody has looked yet, or too long ago."), is_seen=False)
    words = look.proof or str(look.get_answer_display())
    return Evidence(look.answer, words, attested=look, is_seen=False)


def months_looked_at(on: date) -> list[date]:
    """The full months looked back on, the latest first."""
    return [months_before(month_of(on), count) for count in range(1, MONTHS + 1)]


def _touched_since(group: Group, since: date) -> bool:
    rows: Any = Member.objects.across_areas(why="of a group in sight").of(group)
    return bool(rows.filter(recorded_at__date__gte=since).exists())
