"""What the system knows by itself of each criterion, and what was confirmed by hand.

An item of an instrument names its fact among its `flags`, after `evidence`. Facts that a room
below can prove stand in `PROVIDERS`; all others are attested by a person who saw the proof.
Each answer is 1 yes, 0 not yet, 2 does not apply, None not known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from berdaya.enterprises.evidence import months_with_sales, running_in
from berdaya.groups.models import Group, Meeting, Member, Term
from berdaya.readiness.models import Attestation
from berdaya.rules.indonesia import long_date
from berdaya.rules.instruments.definition import Instrument, Item

# ours, to be checked against the regulation: how long a look at the proof is relied on
GOOD_FOR = timedelta(days=180)
MONTHS = 3  # of meetings looked back on, the present month apart


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one criterion: the answer, what proves it or is missing, and where to see or mend it."""

    answer: int | None
    words: str
    url: str = ""
    attested: Attestation | None = None


def officers(group: Group, on: date) -> Evidence:
    held = set(group.terms.on(on).values_list("office", flat=True))
    lacking = [it.label for it in Term.ONE_AT_A_TIME if it not in held]
    url = reverse("member_list", args=[group.pk])
    if lacking:
        words = _("Nobody is: %(offices)s.") % {"offices": ", ".join(map(str, lacking))}
        return Evidence(0, words, url)
    return Evidence(1, _("Chair, secretary and treasurer are noted."), url)


def members(group: Group, on: date) -> Evidence:
    """The list is current where somebody touched or confirmed it this year."""
    url = reverse("member_list", args=[group.pk])
    count = group.members.on(on).count()
    if not count:
        return Evidence(0, _("No member is noted."), url)
    year = on.replace(month=1, day=1)
    if _met_in(group, year, on) or _touched_since(group, year):
        # whoever notes attendance reads the list from the first name to the last
        words = _("%(count)s members; the list was used or changed this year.")
        return Evidence(1, words % {"count": count}, url)
    return Evidence(0, _("The list was neither used nor changed this year."), url)


def meetings(group: Group, on: date) -> Evidence:
    months = months_before(on)
    met = _met_in(group, months[-1], on.replace(day=1) - timedelta(days=1))
    held = {(day.year, day.month) for day in met}
    missing = [month for month in months if (month.year, month.month) not in held]
    url = reverse("meeting_list", args=[group.pk])
    if missing:
        words = _("No meeting noted in: %(months)s.")
        return Evidence(0, words % {"months": ", ".join(map(_month, reversed(missing)))}, url)
    last = _("the last on %(day)s") % {"day": long_date(max(met))}
    return Evidence(
        1, _("A meeting in each of the three months, %(last)s.") % {"last": last}, url
    )


def register(group: Group, on: date) -> Evidence:
    url = reverse("group_edit", args=[group.pk])
    if not group.number:
        return Evidence(0, _("No register number is noted."), url)
    return Evidence(1, _("Register number %(number)s.") % {"number": group.number}, url)


def business(group: Group, on: date) -> Evidence:
    """Runs where an enterprise stands and sold something in the months looked back on."""
    url = reverse("enterprise_list", args=[group.pk])
    running = running_in(group, on)
    if not running:
        return Evidence(0, _("No business is noted that runs."), url)
    months = months_with_sales(group, months_before(on)[-1])
    if not months:
        return Evidence(0, _("No sales are noted in the past three months."), url)
    words = _("%(count)s businesses run; the last sales noted are of %(month)s.")
    return Evidence(1, words % {"count": running, "month": _month(months[-1])}, url)


Provider = Callable[[Group, date], Evidence]
PROVIDERS: Mapping[str, Provider] = {
    "officers": officers,
    "members": members,
    "minutes": meetings,
    "register": register,
    "business": business,
}


def fact_of(item: Item) -> str:
    """The fact that proves an item; "" where only a person can tell."""
    return next((flag for flag in item.flags if flag in PROVIDERS), "")


def may_be_answered(item: Item, answer: int) -> bool:
    """Whether a look at this criterion can end so; most apply to every group."""
    return item.accepts(answer) and (answer != item.not_applicable or item.may_not_apply)


def evidence_for(
    instrument: Instrument, group: Group, on: date, proved: dict[str, Evidence]
) -> dict[str, Evidence]:
    """Of each item what is known on a day. A query or two for each fact, one for all looks.

    `proved` keeps what facts came to on that day, for a page that shows several instruments.
    """
    looks = _looks(instrument, group, on)
    found = {}
    for item in instrument.items:
        if fact := fact_of(item):
            if fact not in proved:
                proved[fact] = PROVIDERS[fact](group, on)
            found[item.code] = proved[fact]
        else:
            found[item.code] = _attested(looks.get(item.code))
    return found


def _attested(look: Attestation | None) -> Evidence:
    if look is None:
        return Evidence(None, _("Nobody has looked yet, or too long ago."))
    words = look.proof or str(look.get_answer_display())
    return Evidence(look.answer, words, attested=look)


def _looks(instrument: Instrument, group: Group, on: date) -> dict[str, Attestation]:
    rows = group.attestations.filter(
        instrument=instrument.id, on__lte=on, on__gt=on - GOOD_FOR
    ).select_related("by")
    return {it.item: it for it in rows.order_by("on", "recorded_at", "pk")}


def months_before(on: date) -> list[date]:
    """The first days of the full months looked back on, the latest first."""
    months = []
    for _step in range(MONTHS):
        on = (on.replace(day=1) - timedelta(days=1)).replace(day=1)
        months.append(on)
    return months


def _met_in(group: Group, since: date, until: date) -> list[date]:
    rows: Any = Meeting.objects.across_areas(why="of a group in sight").of(group).held()
    return list(rows.filter(on__range=(since, until)).values_list("on", flat=True))


def _touched_since(group: Group, since: date) -> bool:
    rows: Any = Member.objects.across_areas(why="of a group in sight").of(group)
    return bool(rows.filter(recorded_at__date__gte=since).exists())


def _month(day: date) -> str:
    return long_date(day).partition(" ")[2]
