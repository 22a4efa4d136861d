"""How each indicator of `objectives.yaml` is counted: from a history, on a day.

A verdict is yes, no or None where nobody knows; what an indicator is not about has no verdict.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from berdaya.rules.business.months import compare
from berdaya.rules.months import month_of, months_before
from berdaya.rules.objectives.definition import definition
from berdaya.rules.objectives.history import Business, Dated, History, Key
from berdaya.rules.objectives.measure import Measure, Measures, counted

LOW = ("KPS", "KS1")
STAGES = ("KPS", "KS1", "KS2", "KS3", "KS3PLUS")
AWARE_OR_BEYOND = ("awareness", "participation", "control")
INDEPENDENT, INCOMPLETE = "independent", "incomplete"
TOGETHER, TAKES_PART = "ks17", "ks18"  # items of Keluarga Sejahtera
FAMILY_TOPIC = "family-development"


@dataclass
class Day:
    """A group as it was on a day."""

    history: History
    on: date

    @cached_property
    def members(self) -> dict[Key, tuple[date, str]]:
        """Each person who belonged: since when, and the sex that is noted."""
        there = [it for it in self.history.members if it.holds(self.on)]
        return {it.person: (it.since, it.sex) for it in there}

    @cached_property
    def families(self) -> dict[Key, date]:
        """The families of members, and since when the first of each belongs."""
        found: dict[Key, date] = {}
        for person, (since, _sex) in self.members.items():
            if (family := self.home_of(person)) is not None:
                found[family] = min(since, found.get(family, since))
        return found

    @property
    def homeless(self) -> list[None]:
        """A verdict for each member whose family is not on record."""
        return [None for person in self.members if self.home_of(person) is None]

    @cached_property
    def running(self) -> list[Business]:
        return [it for it in self.history.businesses if it.holds(self.on)]

    @cached_property
    def own(self) -> dict[Key, list[Business]]:
        """The running businesses of each family, by where the owner lives now."""
        found: dict[Key, list[Business]] = {}
        for one in self.running:
            home = self.home_of(one.owner) if one.owner is not None else None
            if (family := home if home is not None else one.family) is not None:
                found.setdefault(family, []).append(one)
        return found

    def home_of(self, person: Key) -> Key | None:
        homes = self.history.homes.get(person, ())
        return next((it.family for it in homes if it.holds(self.on)), None)

    def since(self, months: int) -> date:
        """The first day looked at: of the month of this day and those before, `months` in all."""
        return months_before(month_of(self.on), max(months - 1, 0))

    def months(self, months: int) -> list[date]:
        first = self.since(months)
        return [months_before(first, -number) for number in range(months)]

    def latest(self, dated: Dated, months: int) -> str | None:
        """The last level until this day, if it is not older than so many months."""
        place = bisect_right([day for day, _level in dated], self.on)
        if not place or dated[place - 1][0] < self.since(months):
            return None
        return dated[place - 1][1]


def _earning(day: Day, months: int) -> Measure:
    window = day.months(months)
    took: dict[Key, int] = {}
    for one in day.history.businesses:
        for person, amount in _incomes(one, window):
            if (home := day.home_of(person)) is not None:
                took[home] = took.get(home, 0) + amount
    joint = [it for it in day.running if it.owner is None]
    is_joint_untold = any(not list(_incomes(it, window)) for it in joint)

    def verdict(family: Key) -> bool | None:
        if family in took:
            return took[family] > 0
        return None if family in day.own or is_joint_untold else False

    return counted([*map(verdict, day.families), *day.homeless])


def _more(day: Day, months: int) -> Measure:
    window = day.months(months)
    return counted(_rose(day.own[it], window) for it in day.families if it in day.own)


def _rose(businesses: list[Business], window: list[date]) -> bool | None:
    """Whether a family earns more than before; None where a before or an after is missing."""
    before = after = 0
    for one in businesses:
        told = {it: sum(one.incomes[it].values()) for it in window if it in one.incomes}
        compared = compare(one.baseline, told)
        if compared.before is None or compared.since is None:
            return None
        before, after = before + compared.before, after + compared.since
    return after > before


def _incomes(one: Business, window: list[date]) -> Iterator[tuple[Key, int]]:
    for month in window:
        yield from one.incomes.get(month, {}).items()


def _owners(day: Day, _months: int) -> Measure:
    owners = {it.owner for it in day.running}
    return counted(
        None if not sex else person in owners
        for person, (_since, sex) in day.members.items()
        if sex != "male"
    )


def _selling(day: Day, months: int) -> Measure:
    women = {person for person, (_since, sex) in day.members.items() if sex == "female"}
    window = day.months(months)
    sales = [
        [it.sales[m] for m in window if m in it.sales]
        for it in day.running
        if it.owner in women
    ]
    return counted(any(told) if told else None for told in sales)


def _answered(item: str) -> Callable[[Day, int], Measure]:
    """The latest answer of each family to one item; what was left out is not known."""

    def verdict(day: Day, family: Key, months: int) -> bool | None:
        asked = day.history.answers.get(family, [])
        until = [given for on, given in asked if day.since(months) <= on <= day.on]
        answer = until[-1].get(item) if until else None
        return bool(answer) if answer in (0, 1) else None

    def measure(day: Day, months: int) -> Measure:
        return counted([*(verdict(day, it, months) for it in day.families), *day.homeless])

    return measure


def _topic(day: Day, months: int) -> Measure:
    since = day.since(months)
    lessons = [it for it in day.history.lessons if since <= it.day <= day.on]
    about = [it.persons for it in lessons if FAMILY_TOPIC in it.topics]
    reached: frozenset[Key] = frozenset().union(*about)
    return counted(it in reached if lessons else None for it in day.members)


def _attendance(day: Day, months: int) -> Measure:
    met = [it for it in day.history.meetings if day.since(months) <= it.day <= day.on]
    return Measure(sum(it.came for it in met), sum(it.expected for it in met))


def _lasting(day: Day, months: int) -> Measure:
    """Of those that ran so many months ago; one whose owner left goes on somewhere else."""
    # the same day of the month, for a month may have fewer days than this one
    then = months_before(month_of(day.on), months) + timedelta(days=day.on.day - 1)
    return counted(
        None if it.has_left and not it.holds(day.on) else it.holds(day.on)
        for it in day.history.businesses
        if it.holds(then)
    )


def _empowered(day: Day, months: int) -> Measure:
    levels = [day.latest(day.history.levels.get(it, []), months) for it in day.families]
    known = [None if it is None else it in AWARE_OR_BEYOND for it in levels]
    return counted([*known, *day.homeless])


def _decided(day: Day, months: int) -> Measure:
    due = [it for it in day.history.decisions if day.since(months) <= it.due <= day.on]
    return counted(it.done_on is not None and it.done_on <= day.on for it in due)


def _mandiri(day: Day, months: int) -> Measure:
    level = day.latest(day.history.judged, months)
    return counted([None if level in (None, INCOMPLETE) else level == INDEPENDENT])


def _moves(day: Day, months: int) -> Iterator[tuple[bool | None, bool | None]]:
    """Of each family: whether it began low, and whether it is low now."""
    for family, joined in day.families.items():
        stages = day.history.stages.get(family, [])
        until = [it for it in stages if it[0] <= day.on]
        before = [it for it in until if it[0] <= joined]
        start = (before or until)[-1 if before else 0] if until else None
        now = until[-1] if until and until[-1][0] >= day.since(months) else None
        is_twice = start is not None and now is not None and now is not start
        yield (
            start[1] in LOW if start else None,
            now[1] in LOW if now and is_twice else None,
        )
    yield from ((None, None) for _member in day.homeless)


def _risen(day: Day, months: int) -> Measure:
    moves = _moves(day, months)
    return counted(None if None in it else not it[1] for it in moves if it[0] is not False)


def _fallen(day: Day, months: int) -> Measure:
    moves = _moves(day, months)
    return counted(None if None in it else it[1] for it in moves if it[0] is not True)


def _low(day: Day, months: int) -> Measure:
    stages = [day.latest(day.history.stages.get(it, []), months) for it in day.families]
    return counted([*(None if it is None else it in LOW for it in stages), *day.homeless])


RULES: Mapping[str, Callable[[Day, int], Measure]] = {
    "earning": _earning,
    "more": _more,
    "owners": _owners,
    "selling": _selling,
    "meals": _answered(TOGETHER),
    "topic": _topic,
    "community": _answered(TAKES_PART),
    "attendance": _attendance,
    "lasting": _lasting,
    "empowered": _empowered,
    "decided": _decided,
    "mandiri": _mandiri,
    "risen": _risen,
    "fallen": _fallen,
    "low": _low,
}


def measures_on(history: History, on: date) -> Measures:
    """All indicators of a group on a day."""
    day = Day(history, on)
    return {it.code: RULES[it.code](day, it.months) for it in definition().indicators}
