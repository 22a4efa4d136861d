"""A synthetic regency of business groups: five thousand, sixty of them in one village.

All of it is invented and says so. Each group has fifteen to twenty members with families and
surveys, two years of monthly meetings with attendance, KIE, visits, businesses with their books,
a partner, an application for capital, closed months, and what somebody looked at for its stage.
Rows are written past the verbs, in bulk, in the form in which the verbs write them; the same
number of groups gives the same world on the same day.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

FOLDER = Path(".data/bench")
REGENCY, VILLAGE = "32.04", "32.04.32.2998"
IN_VILLAGE = 60
MONTHS = 24
AT_ONCE = 250  # groups in memory
FLOWERS = [
    "Melati",
    "Kenanga",
    "Mawar",
    "Anggrek",
    "Dahlia",
    "Cempaka",
    "Seruni",
    "Teratai",
    "Flamboyan",
    "Sakura",
]
WOMEN = ["Siti", "Rina", "Wati", "Yani", "Dewi", "Sri", "Nur", "Lilis", "Euis", "Neneng"]
LEVELS = ("KPS", "KS1", "KS2", "KS3", "KS3PLUS")
STATES = ("active",) * 17 + ("dormant",) * 2 + ("ended",)


def start(groups: int) -> None:
    """Start Django on the database of the benchmark, and fill that if it is empty."""
    folder = FOLDER.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/groups-{groups}.sqlite3")
    os.environ.update(BERDAYA_DEMO="true", BERDAYA_DATA_DIR=str(folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.site.settings")
    from berdaya.cli.serve import prepare  # noqa: PLC0415  # the environment comes first

    prepare()
    from berdaya.groups.models import Group  # noqa: PLC0415

    if not Group.objects.across_areas(why="benchmark").exists():
        started = perf_counter()
        _fill(groups)
        print(f"made {groups:,} synthetic groups in {perf_counter() - started:.0f} s")


@dataclass
class World:
    """What all groups have in common, and the rows that wait to be written, by their model."""

    cast: Any
    today: date
    partners: list[Any]
    calls: list[Any]
    rng: Random = field(default_factory=lambda: Random(4))  # data for a benchmark
    rows: dict[Any, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def add(self, model: Any, **values: Any) -> Any:
        from berdaya.keys import new_key  # noqa: PLC0415

        if model._meta.pk.name == "id" and model._meta.pk.get_internal_type() == "UUIDField":
            values.setdefault("id", new_key())
        row = model(**values)
        self.rows[model].append(row)
        return row

    def write(self) -> None:
        from berdaya.rows import insert_rows  # noqa: PLC0415

        for model, rows in self.rows.items():  # in the order in which they first came
            insert_rows(model, rows)
        self.rows.clear()

    @property
    def months(self) -> list[date]:
        """The first days of the last two years' months, the earliest first, today's the last."""
        last = self.today.year * 12 + self.today.month - 1
        return [date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]


def _fill(groups: int) -> None:
    from django.db import connection, transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from berdaya.demo.cast import make_cast  # noqa: PLC0415

    with transaction.atomic():
        world = World(make_cast(), timezone.localdate(), [], [])
        places = list(_places(groups))
        _officer_of_five(sorted({place[:13] for place in places}))
        _partners(world)
        for number, place in enumerate(places):
            _group(world, number, place)
            if number % AT_ONCE == AT_ONCE - 1:
                world.write()
        world.write()
        _attendance()
        _close_months(world)
        world.write()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _places(groups: int) -> Iterator[str]:
    """Where each group is: sixty in Sukamaju, the others over all villages, in their RW."""
    from berdaya.areas.models import Area  # noqa: PLC0415

    rows = Area.objects.within(REGENCY).filter(level=Area.Level.VILLAGE).exclude(pk=VILLAGE)
    others = list(rows.order_by("pk").values_list("pk", flat=True))
    Area.objects.bulk_create(
        (
            Area(code=f"{code}.{n:03}", name=f"{n:03}", level=5, kind="rw", parent_id=code)
            for code in (VILLAGE, *others)
            for n in range(1, 5)
        ),
        ignore_conflicts=True,
    )
    for n in range(groups):
        village = VILLAGE if n < IN_VILLAGE else others[n % len(others)]
        yield f"{village}.{1 + n // 7 % 4:03}"


def _officer_of_five(villages: list[str]) -> None:
    """Pak Asep, field officer of the village of sixty and of four others."""
    from berdaya.access.models import Role  # noqa: PLC0415
    from berdaya.demo.cast import make_users  # noqa: PLC0415
    from berdaya.demo.people import SignIn  # noqa: PLC0415

    asep = make_users([SignIn("asep", "Pak Asep", "field-officer", VILLAGE, "")])["asep"]
    for village in [it for it in villages if it != VILLAGE][:4]:
        Role.objects.create(user=asep, area_id=village, kind="field-officer")


def _partners(world: World) -> None:
    from benchmarks.groups_life import WARES  # noqa: PLC0415
    from berdaya.capital.models import Call  # noqa: PLC0415
    from berdaya.partners.models import Need, Partner, WorkArea  # noqa: PLC0415

    by, today = world.cast.rahma, world.today
    for n in range(100):
        name = f"Toko Contoh {n}"
        partner = world.add(
            Partner,
            area_id=VILLAGE,
            kind="shop",
            name=name,
            search_name=name.casefold(),
            by=by,
        )
        world.add(WorkArea, partner=partner, area_id=REGENCY)
        world.partners.append(partner)
        for way in ("seeks", "offers"):
            words = f"{WARES[n % 5]} {n + 1} kg"
            since = today - timedelta(days=n)
            sector = ("10", "13", "47")[n % 3]
            world.add(
                Need, partner=partner, way=way, sector=sector, words=words, since=since, by=by
            )
    for n in range(20):
        opens = today - timedelta(days=40 * n)
        call = world.add(
            Call,
            area_id=VILLAGE,
            reach_id=REGENCY,
            source="csr",
            title=f"Bantuan contoh {n}",
            who="Kelompok yang aktif",
            opens_on=opens,
            closes_on=opens + timedelta(days=60),
            least=1_000_000,
            most=25_000_000,
            by=by,
        )
        world.calls.append(call)
    world.write()


def _group(world: World, number: int, area: str) -> None:
    from benchmarks.groups_life import live  # noqa: PLC0415
    from berdaya.groups.models import Group, Paper, Turn  # noqa: PLC0415

    name = f"{FLOWERS[number % 10]} {number} (contoh)"
    founded = world.months[0] - timedelta(days=30 + number % 300)
    dedi = world.cast.dedi
    state = "active" if number < 20 else STATES[number % 20]
    group = world.add(
        Group,
        area_id=area,
        name=name,
        search_name=name.casefold(),
        number=f"{number:06}",
        address="Jl. Contoh",
        founded_on=founded,
        state=state,
        door="demo",
        registered_by=dedi,
    )
    world.add(Turn, group=group, kind="founded", on=founded, by=dedi)
    if state != "active":
        kind = "rested" if state == "dormant" else "ended"
        world.add(Turn, group=group, kind=kind, on=world.today, reason="Contoh", by=dedi)
    decree = {"kind": "decree", "number": f"400/{number}", "issued_on": founded}
    world.add(Paper, group=group, by=dedi, **decree)
    members = _members(world, group, number)
    live(world, group, members, number)


def _members(world: World, group: Any, number: int) -> list[Any]:
    from berdaya.groups.models import KbNote, Member, Mentoring, Term  # noqa: PLC0415

    dedi, since = world.cast.dedi, group.founded_on
    members = []
    for n in range(15 + number % 6):
        person = _family(world, group.area_id, number * 20 + n)
        member = world.add(
            Member, group=group, person=person, since=since, joined="income", by=dedi
        )
        status = ("none", "new", "active", "lasting")[n % 4]
        world.add(KbNote, member=member, on=since, status=status, by=dedi)
        members.append(member)
    for office, member in zip(("chair", "secretary", "treasurer"), members, strict=False):
        user = world.cast.wati if office == "treasurer" and number == 0 else None
        world.add(
            Term, group=group, member=member, office=office, since=since, user=user, by=dedi
        )
    user = world.cast.budi if number < 12 else None
    name = "" if user else "Pak Contoh"
    world.add(
        Mentoring, group=group, kind="companion", user=user, name=name, since=since, by=dedi
    )
    return members


def _family(world: World, area: str, number: int) -> Any:
    """A couple in a family of its own, surveyed once; the wife, who joins."""
    from berdaya.people.models import Family, Membership, Person  # noqa: PLC0415
    from berdaya.surveys.models import Assessment, Outcome  # noqa: PLC0415

    name, sari = f"{WOMEN[number % 10]} Contoh {number}", world.cast.sari
    family = world.add(
        Family,
        area_id=area,
        kk_missing="unknown",
        head_name=name,
        search_name=name.casefold(),
        door="demo",
        registered_by=sari,
    )
    persons = []
    for relation, sex in (("head", "male"), ("spouse", "female")):
        born = date(1970 + number % 30, 1 + number % 12, 1 + number % 28)
        person = world.add(
            Person,
            area_id=area,
            name=name,
            search_name=name.casefold(),
            nik_missing="unknown",
            sex=sex,
            birth_date=born,
            marital="married",
            block=f"contoh{born.year}",
        )
        since = date(2020, 1, 1)
        world.add(Membership, family=family, person=person, relation=relation, since=since)
        persons.append(person)
    day = world.today - timedelta(days=number % 300)
    held = world.add(
        Assessment,
        family=family,
        area_id=area,
        instrument="keluarga-sejahtera",
        version="1",
        conducted_on=day,
        answers={},
        roster=[],
        door="demo",
        by=sari,
    )
    world.add(Outcome, assessment=held, output="stage", level=LEVELS[number % 5])
    return persons[1]


def _attendance() -> None:
    """Of each member at each meeting that was held: two million rows, made by the database."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO groups_attendance (meeting_id, member_id, presence)"
            " SELECT meeting.id, member.id, 'present' FROM groups_meeting meeting"
            " JOIN groups_member member ON member.group_id = meeting.group_id"
            " WHERE meeting.state = 'held'"
        )


def _close_months(world: World) -> None:
    """All months but the last that is over; of that, half of the groups have closed it."""
    from berdaya.groups.models import Closing, Group  # noqa: PLC0415
    from berdaya.rules.months import next_month  # noqa: PLC0415

    for group in Group.objects.across_areas(why="benchmark").order_by("number"):
        number = int(group.number)
        size = 15 + number % 6
        figures = {"members": size, "couples": size - 3, "couples_using": 7, "meetings": 1}
        for month in world.months[: -1 - number % 2]:
            ends = {"month": month, "until": next_month(month)}
            world.add(Closing, group=group, closed_by=world.cast.dedi, **ends, **figures)
