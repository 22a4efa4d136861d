"""Function by field: which services an area has, how many may need one, where the holes are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from berdaya.areas.codes import ancestors
from berdaya.rules.casework.needs import Rule, needs, shown
from berdaya.rules.instruments.definition import load
from berdaya.services import vocabulary
from berdaya.services.models import AreaNeeds, Cell, Service
from berdaya.services.search import reaching
from berdaya.tallies.counting import totals

INSTRUMENT = "keluarga-sejahtera"
MADE, REFUSED = "services.referred", "services.refused"  # tally series; key: function.field
HOLE, PART, WHOLE, NOTHING = "hole", "part", "whole", "nothing"


@dataclass(frozen=True, slots=True)
class Need:
    """How many one rule finds; None where it is about fewer than five, and not shown."""

    rule: Rule
    count: int | None


@dataclass(frozen=True, slots=True)
class Covered:
    """A function in a field: services for the whole area, for a part of it, and the needs."""

    function: str
    field: str
    whole: int
    part: int
    needs: tuple[Need, ...]

    @property
    def services(self) -> int:
        return self.whole + self.part

    @property
    def most(self) -> Need | None:
        """The largest need: at least so many, for one family may stand in several counts."""
        known = [it for it in self.needs if it.count]
        return max(known, key=lambda it: it.count or 0, default=None)

    @property
    def state(self) -> str:
        if self.whole:
            return WHOLE
        if self.part:
            return PART
        return HOLE if self.most else NOTHING

    @property
    def words(self) -> Any:
        return WORDS[self.state]

    @property
    def tone(self) -> str:
        return {HOLE: "warn", PART: "info", WHOLE: "good", NOTHING: "quiet"}[self.state]


WORDS = {
    HOLE: _("no service"),
    PART: _("for a part of the area"),
    WHOLE: _("there is a service"),
    NOTHING: _("no service, no need known"),
}


@dataclass(frozen=True, slots=True)
class Coverage:
    rows: tuple[tuple[str, tuple[Covered, ...]], ...]  # by field, in the order of functions
    counted_on: date | None

    @property
    def cells(self) -> list[Covered]:
        return [it for _field, cells in self.rows for it in cells]

    @property
    def holes(self) -> list[Covered]:
        """The largest need first."""
        found = [it for it in self.cells if it.state == HOLE]
        return sorted(found, key=lambda it: -(it.most.count or 0 if it.most else 0))


def coverage_of(code: str, year: int) -> Coverage:
    """The whole report of an area, "" the nation. Six queries, whatever its size."""
    kept = AreaNeeds.objects.filter(pk=code).first()
    counts = _counts(code, year, kept.counts if kept else {})
    whole, part = _services(code)
    rows = tuple(
        (
            field,
            tuple(
                Covered(
                    function,
                    field,
                    whole[function, field],
                    part[function, field],
                    tuple(counts[function, field]),
                )
                for function in vocabulary.FUNCTIONS
            ),
        )
        for field in vocabulary.FIELDS
    )
    return Coverage(rows, kept.counted_on if kept else None)


def _counts(
    code: str, year: int, people: dict[str, int]
) -> defaultdict[tuple[str, str], list[Need]]:
    output = load(INSTRUMENT).outputs[0].name
    unmet = totals(f"{INSTRUMENT}.{output}.blocked", year, [code])[code]
    series = {"made": MADE, "refused": REFUSED}
    referrals = {of: totals(name, year, [code])[code] for of, name in series.items()}
    found: defaultdict[tuple[str, str], list[Need]] = defaultdict(list)
    for rule in needs().rules:
        for cell, count in _found_by(rule, unmet, people, referrals):
            if count > 0:
                found[cell].append(Need(rule, shown(count)))
    return found


def _found_by(
    rule: Rule, unmet: Counter[str], people: dict[str, int], referrals: dict[str, Counter[str]]
) -> Iterable[tuple[tuple[str, str], int]]:
    if rule.kind == "referrals":
        for key, count in referrals[rule.of].items():
            function, _dot, field = key.partition(".")
            yield (function, field), count
        return
    count = unmet[rule.of] if rule.kind == "unmet" else people.get(rule.of, 0)
    for cell in rule.cells:
        yield cell, count


def _services(code: str) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How many services cover the whole of an area, and how many a part. Two queries.

    The needs are of people, so that a service for groups alone fills no hole.
    """
    meeting = reaching(code)
    above = [*ancestors(code), code] if code else []
    holding = meeting.filter(Q(area=None) | Q(area__in=above)).values("service")
    taking = Service.objects.standing().taking(Service.Takes.PEOPLE).values("pk")
    rows = Cell.objects.filter(service__in=taking).values_list("function", "field")
    whole = rows.filter(service__in=holding).annotate(n=Count("service"))
    part = rows.filter(service__in=meeting.values("service")).exclude(service__in=holding)
    return (
        Counter({(function, field): n for function, field, n in whole.order_by()}),
        Counter({(f, w): n for f, w, n in part.annotate(n=Count("service")).order_by()}),
    )
