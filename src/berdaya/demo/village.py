"""Fill the cast's villages: 400 synthetic families, surveyed in two rounds a year apart."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.areas.actions import ensure_neighbourhoods
from berdaya.areas.models import Area
from berdaya.consents.questions import only_allowed
from berdaya.demo.cases import work_on_cases
from berdaya.demo.cast import Cast
from berdaya.demo.clock import as_of
from berdaya.demo.consents import ask
from berdaya.demo.doubles import record_twice
from berdaya.demo.events import happen
from berdaya.demo.groups import gather
from berdaya.demo.households import Household, draw
from berdaya.demo.offering import offer, refer
from berdaya.demo.steps import ask_further, follow_up
from berdaya.keys import new_key
from berdaya.objectives.keeping import keep_area
from berdaya.people.actions import register_families
from berdaya.people.models import Door, Family
from berdaya.services.keeping import keep_area as keep_needs
from berdaya.surveys.actions import NewAssessment, record_assessments
from berdaya.surveys.models import Assessment
from berdaya.tallies.counting import fold_all

INSTRUMENT = "keluarga-sejahtera"
SHARE_NOT_YET_SURVEYED = 5  # every fifth family still waits for this year's survey
SHARE_IN_THE_SECOND_VILLAGE = 6
SOME_RESULTS = 40
OFFERED_SINCE = timedelta(days=45)
PLACES = [
    (hamlet, rw, rt)
    for hamlet, rw in (
        ("Krajan", "001"),
        ("Krajan", "002"),
        ("Cibodas", "003"),
        ("Pasir", "004"),
    )
    for rt in ("001", "002", "003")
]

Progress = Callable[[str], None]


def fill(cast: Cast, *, families: int, today: date, say: Progress, seed: int = 2026) -> None:
    """Register and survey the households through the verbs, each village by its own people."""
    second = families // SHARE_IN_THE_SECOND_VILLAGE
    taken: set[str] = set()
    neighbour = Area.objects.get(code="32.04.32.2999")
    for village, count, by in (
        (cast.village, families - second, cast.tuti),
        (neighbour, second, cast.dedi),
    ):
        say(f"{village.name}: {count}")
        _fill_village(village, count, today, taken, by=by, seed=seed)
    some = _some(cast, today)
    follow_up(_held_back(cast, today), by=cast.sari)
    ask_further(some, today, by=cast.sari, seed=seed)
    happen(_some(cast, today, 20), today, by=cast.sari)
    record_twice(some, today, by=cast.sari)
    gather(cast, today, seed=seed)
    with as_of(today - OFFERED_SINCE):
        services = offer(cast)
    refer(cast, services, today)
    work_on_cases(cast, services, today)
    keep_needs("", today)
    keep_area("", today)
    fold_all()


def _held_back(cast: Cast, today: date) -> list[Assessment]:
    """Some results of a year ago; what was taken up then shows whether it moved."""
    rows = Assessment.objects.visible_to(cast.sari).standing().select_related("family")
    rows = rows.filter(instrument=INSTRUMENT, conducted_on__lt=today - timedelta(days=300))
    rows = only_allowed(rows, "survey", today)
    return list(rows.prefetch_related("outcomes").order_by("pk")[:SOME_RESULTS])


def _some(cast: Cast, today: date, after: int = 0) -> list[Family]:
    """A few families of the first village that may be asked, not those that lists begin with."""
    rows = Family.objects.visible_to(cast.sari).living_here().order_by("-pk")
    rows = only_allowed(rows, "survey", today, family="pk")
    return list(rows[after : after + 10])


@transaction.atomic
def _fill_village(
    village: Area, count: int, today: date, taken: set[str], *, by: User, seed: int
) -> None:
    places = ensure_neighbourhoods(village=village, places=set(PLACES), by=by)
    codes = sorted(area.code for area in places.values())
    households = list(draw(seed, codes, count, today, taken))
    registered = register_families(
        families=[household.family for household in households], door=Door.DEMO, by=by
    )
    families = {family.pk: family for family in registered}
    _survey(households, families, today - timedelta(days=365), lambda it: it.first, by=by)
    this_year = [it for number, it in enumerate(households) if number % SHARE_NOT_YET_SURVEYED]
    ask(registered, {it.family.key for it in this_year}, today, by=by)
    _survey(this_year, families, today, lambda it: it.second, by=by)


def _survey(
    households: list[Household],
    families: dict[UUID, Family],
    last_day: date,
    answers: Callable[[Household], dict[str, int]],
    *,
    by: User,
) -> None:
    """One round: a few visits a day, the last on `last_day`."""
    entries = [
        NewAssessment(
            key=new_key(),
            family=families[household.family.key],
            answers=answers(household),
            conducted_on=last_day - timedelta(days=number // 12),
        )
        for number, household in enumerate(households)
    ]
    record_assessments(entries=entries, instrument=INSTRUMENT, door=Door.DEMO, by=by)
