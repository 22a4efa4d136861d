"""What happens to one group of the synthetic regency in two years; see `groups_world`.

Imports Django's models, and so comes after `groups_world.start` has begun Django.
"""

from datetime import timedelta
from typing import Any

from benchmarks.groups_world import World
from berdaya.capital.models import Application, Line
from berdaya.enterprises.models import (
    Baseline,
    Book,
    Costs,
    Enterprise,
    Income,
    Permit,
    Price,
    Product,
    Record,
)
from berdaya.groups.models import Group, Meeting, Member, Resolution
from berdaya.kie.models import Covered, Session, TopicHad
from berdaya.mentoring.models import Agreement, Visit
from berdaya.partners.models import Obligation, Partnership
from berdaya.readiness.models import Attestation, Judgement
from berdaya.rules.instruments.definition import load
from berdaya.rules.kie.topics import topics_on

KBLI = ("10794", "10792", "10761", "13133", "")
WARES = ("keripik singkong", "kue basah", "kopi bubuk", "kain batik", "jahitan")


def live(world: World, group: Group, members: list[Member], number: int) -> None:
    """Meetings with KIE, visits, businesses, a partner, capital, looks at the stage."""
    _meetings(world, group, members, number)
    _visits(world, group, number)
    for n in range(2):
        _business(world, group, members[n], number + n)
    _outside(world, group, number)
    _looked_at(world, group)


def _meetings(world: World, group: Group, members: list[Member], number: int) -> None:
    topics, dedi = [it.code for it in topics_on(world.today)], world.cast.dedi
    had: set[str] = set()
    for n, month in enumerate(world.months):
        day = month + timedelta(days=number % 20)
        state = "held" if day <= world.today else "planned"
        meeting = world.add(
            Meeting, group=group, state=state, on=day, agenda="Iuran\nUsaha", by=dedi
        )
        if state == "held" and n % 3 == 0:
            open_ = n > 18
            world.add(
                Resolution,
                meeting=meeting,
                text="Beli kemasan",
                owner=members[n % 15],
                due_on=day + timedelta(days=30),
                state="open" if open_ else "done",
                settled_on=None if open_ else day + timedelta(days=30),
            )
        if state == "held" and n % 2 == 0:
            session = world.add(
                Session, group=group, meeting=meeting, speaker="pkb-plkb", by=dedi
            )
            codes = sorted({topics[(number + n) % 8], topics[number * n % 8]})
            for code in codes:
                world.add(Covered, session=session, topic=code)
            had.update(codes)
    for code in sorted(had):
        world.add(TopicHad, group=group, topic=code)


def _visits(world: World, group: Group, number: int) -> None:
    for n in range(8):
        on = world.today - timedelta(days=number % 80 + 91 * n)
        visit = world.add(Visit, group=group, on=on, seen="Pembukuan rapi", by=world.cast.dedi)
        settled = world.rows[Visit][-2] if n else None
        state = "done" if n else "open"
        world.add(
            Agreement, visit=visit, text="Lengkapi buku kas", state=state, settled_at=settled
        )


def _business(world: World, group: Group, owner: Member, number: int) -> None:
    by, begun = world.cast.dedi, group.founded_on
    enterprise = world.add(
        Enterprise,
        group=group,
        ownership="member",
        owner=owner,
        name=f"Usaha {WARES[number % 5]} (contoh)",
        kind="pelaju",
        kbli=KBLI[number % 5],
        begun_on=begun,
        by=by,
    )
    for ware in (WARES[number % 5], WARES[(number + 1) % 5]):
        product = world.add(
            Product,
            enterprise=enterprise,
            name=ware,
            unit="bungkus",
            packaging="plain",
            since=begun,
            by=by,
        )
        world.add(Price, product=product, since=begun, amount=10_000, by=by)
        sheet = {"materials": 40_000, "labour": 20_000, "other": 5_000, "batch_yield": 10}
        world.add(Costs, product=product, since=begun, by=by, **sheet)
    until = world.today + timedelta(days=number % 400 - 60)
    world.add(
        Permit,
        enterprise=enterprise,
        kind="nib",
        number=f"{number}",
        issued_on=begun,
        valid_until=until,
        by=by,
    )
    world.add(Baseline, enterprise=enterprise, amount=300_000, said_on=begun, by=by)
    for month in world.months[:-1]:
        book = world.add(Book, enterprise=enterprise, month=month, way="summary")
        money = 500_000 + 1_000 * world.rng.randrange(500)
        told = {"made": 60, "sold": 50, "money": money}
        world.add(Record, book=book, way="summary", on=month, by=by, **told)
        world.add(
            Income, enterprise=enterprise, member=owner, month=month, amount=money // 3, by=by
        )


def _outside(world: World, group: Group, number: int) -> None:
    """Half of the groups work with a partner; all but a few have applied for capital."""
    cast, today = world.cast, world.today
    if number % 2 == 0:
        terms = {"value": 5_000_000, "since": today, "last_day": today + timedelta(days=365)}
        together = world.add(
            Partnership,
            group=group,
            partner=world.partners[number % 100],
            form="trade",
            what="Titip jual",
            state="agreed",
            by=cast.dedi,
            **terms,
        )
        due = today + timedelta(days=number % 60 - 20)
        world.add(
            Obligation,
            partnership=together,
            side="group",
            text="Kirim barang",
            due_on=due,
            by=cast.dedi,
        )
    state = ("submitted", "granted", "granted", "draft")[number % 4]
    amounts: dict[str, Any] = {}
    if state != "draft":
        amounts = {"amount": 5_000_000, "submitted_by": cast.dedi}
    if state == "granted":
        decided = {"proposed_by": cast.tuti, "decided_by": cast.rahma, "proposal": 4_000_000}
        amounts |= {"granted": 4_000_000, **decided}
    asked = world.add(
        Application,
        call=world.calls[number % 20],
        group=group,
        title="Alat pengemas",
        state=state,
        by=cast.dedi,
        **amounts,
    )
    world.add(Line, application=asked, purpose="Alat pengemas", amount=5_000_000)


def _looked_at(world: World, group: Group) -> None:
    on, by, stage = world.today - timedelta(days=20), world.cast.dedi, "group-stage"
    for item in ("gs05", "gs06", "gs08"):
        world.add(
            Attestation,
            group=group,
            instrument=stage,
            item=item,
            answer=1,
            proof="Buku kas",
            on=on,
            by=by,
        )
    level = ("basic", "developing", "independent")[int(group.number) % 3]
    world.add(
        Judgement,
        group=group,
        instrument=stage,
        version=load(stage).version,
        on=on,
        answers={},
        level=level,
        by=by,
    )
