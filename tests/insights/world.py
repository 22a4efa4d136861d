"""A small world, drawn from a seed and surveyed through the verbs, and its figures by hand."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from berdaya.areas.actions import ensure_neighbourhoods
from berdaya.areas.codes import covers
from berdaya.keys import new_key
from berdaya.people.actions import register_families
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessments
from berdaya.surveys.models import Assessment

KS = "keluarga-sejahtera"
LEVELS = ("KPS", "KS1", "KS2", "KS3", "KS3PLUS", "incomplete")
ITEMS = [f"ks{number:02}" for number in range(1, 22)]
PLACES = [("Krajan", "001", "001"), ("Krajan", "001", "002"), ("Krajan", "003", "001")]
PLACES += [("Cibodas", "002", "001"), ("Pasir", "004", "001")]
NAMES = ["Asep Kurnia", "Budi Saputra", "Dewi Lestari", "=Iwan", "Ujang; Maulana", 'Ibu "Yani"']


def this_year():
    return timezone.localdate().year


def draw_world(cast, seed=7, families=60):
    """Families in RTs, in an RW and in the village at large; two years of surveys of most."""
    rng = Random(seed)
    rts = ensure_neighbourhoods(village=cast.village, places=set(PLACES), by=cast.tuti)
    homes = [area.code for area in rts.values()]
    homes += [homes[0].rpartition(".")[0], cast.village.code]
    made = register_families(
        families=[_family(rng, rng.choice(homes)) for _ in range(families)],
        door=Door.FILE,
        by=cast.tuti,
    )
    today = timezone.localdate()
    for day in (today.replace(year=today.year - 1, month=6, day=15), _early(today)):
        _survey(cast, rng, rng.sample(made, families * 3 // 4), day)
    _survey(cast, rng, rng.sample(made, families // 6), today)  # some a second time
    return made


def _early(today):
    return max(today - timedelta(days=30), date(today.year, 1, 1))


def _family(rng, area):
    head = NewMember(
        key=new_key(),
        facts=PersonFacts(
            name=rng.choice(NAMES), sex="female", birth_date=date(1970, 1, 1), marital="widowed"
        ),
        relation="head",
    )
    return NewFamily(key=new_key(), area=area, members=(head,), since=date(2020, 1, 1))


def _survey(cast, rng, families, day):
    entries = [
        NewAssessment(key=new_key(), family=family, answers=_answers(rng), conducted_on=day)
        for family in families
    ]
    record_assessments(entries=entries, instrument=KS, door=Door.FILE, by=cast.tuti)


def _answers(rng):
    """Mostly yes; a few gaps late or early, now and then a blank."""
    answers = dict.fromkeys(ITEMS, 1)
    for item in rng.sample(ITEMS, rng.choice([0, 1, 1, 2, 4])):
        answers[item] = 0
    if rng.random() < 0.1:
        answers[rng.choice(ITEMS)] = None
    return answers


def by_hand(families, year, area=""):
    """Levels and blocking items of the families in `area`, counted one by one from what was
    recorded: the latest survey of the year speaks for its family."""
    levels, blocked = Counter(), Counter()
    for family in families:
        if not covers(area, family.area_id):
            continue
        recorded = Assessment.objects.across_areas(why="test").filter(
            family=family, conducted_on__year=year
        )
        if latest := recorded.order_by("-conducted_on", "-recorded_at", "-pk").first():
            outcome = latest.outcomes.get(output="stage")
            levels[outcome.level] += 1
            blocked.update(filter(None, outcome.blocked_by.split(",")))
    return levels, blocked


def living_in(families, area):
    return [family for family in families if covers(area, family.area_id)]
