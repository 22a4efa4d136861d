"""Businesses of members in two of the groups: before and after, fixed costs, tools, guidance.

One business to a group would leave the pages of objectives and of break-even without a picture.
"""

from datetime import date, timedelta
from random import Random

from berdaya.access.models import User
from berdaya.demo.businesses import TRADES, Trade
from berdaya.enterprises import actions
from berdaya.enterprises.actions.books import MonthTold
from berdaya.enterprises.actions.guidance import NewTask, NewTechnology, NewVisit
from berdaya.enterprises.actions.products import NewProduct
from berdaya.enterprises.actions.register import NewEnterprise
from berdaya.enterprises.actions.things import NewAsset, NewPermit
from berdaya.enterprises.models import Asset, Enterprise, Technology
from berdaya.groups.models import Group, Member
from berdaya.keys import new_key
from berdaya.rules.months import month_before, months_before

MONTHS, SHARED_FOR = (
    12,
    6,
)  # told of a member's business; of what a joint one brings its members
OWNERS = slice(1, 8)  # the first member has, or shares, the business of the group already
TOOLS = {
    "Keripik": "Alat perajang singkong",
    "Kue basah": "Kukusan besar",
    "Anyaman": "Pisau raut bambu",
    "Katering": "Kompor dua tungku",
    "Dodol": "Wajan besar",
    "Cuci setrika": "Setrika uap",
}


def grow(groups: dict[str, Group], today: date, *, by: User, seed: int) -> None:
    """Seven members of two groups with a year of business, and what the joint ones bring."""
    rng = Random(seed)  # noqa: S311  # an example, not a secret
    for name in ("Melati", "Kenanga"):
        if name not in groups:
            continue
        group = groups[name]
        members = list(group.members.present().order_by("since", "pk"))
        for number, member in enumerate(members[OWNERS]):
            trade = TRADES[(number + 1) % len(TRADES)]
            _live(_begin(member, trade, today, by), member, trade, today, rng, by)
        for joint in group.enterprises.filter(owner=None):
            _joint(joint, members, today, rng, by)


def _begin(member: Member, trade: Trade, today: date, by: User) -> Enterprise:
    since = max(member.since, today - timedelta(days=500))
    name = f"{trade.name} Bu {member.person.name.split()[0]}"
    owned = Enterprise.Ownership.MEMBER
    new = NewEnterprise(
        new_key(), member.group, name, trade.kind, owned, since, member, trade.kbli
    )
    made = actions.register_enterprise(enterprise=new, by=by)
    sold = NewProduct(new_key(), made, trade.product, trade.unit, "plain", since, trade.price)
    product = actions.add_product(product=sold, by=by)
    actions.note_costs(key=new_key(), product=product, since=since, sheet=trade.sheet, by=by)
    nib = NewPermit(new_key(), made, "nib", f"CONTOH-{member.pk.int % 10**7:07}", since)
    actions.add_permit(permit=nib, by=by)
    tool = NewAsset(new_key(), made, TOOLS[trade.name], Asset.Got.SAVED, since, 350_000)
    actions.add_asset(asset=tool, by=by)
    return made


def _live(
    one: Enterprise, member: Member, trade: Trade, today: date, rng: Random, by: User
) -> None:
    """What it was before, a year month by month, and what is paid every month."""
    usual = trade.price * 60 // 5
    actions.note_baseline(
        key=new_key(), enterprise=one, amount=usual * rng.randrange(40, 110) // 100,
        said_on=one.begun_on, by=by,
    )  # fmt: skip
    actions.note_fixed_costs(
        key=new_key(), enterprise=one, since=one.begun_on, amount=trade.price * 8, by=by,
        note="Gas dan sewa tempat",
    )  # fmt: skip
    for back in range(MONTHS, 0, -1):
        month = months_before(today.replace(day=1), back)
        if month < one.begun_on or rng.random() < 0.1:  # not told
            continue
        sold = rng.randrange(40, 90) + (MONTHS - back) * 2
        told = MonthTold(
            new_key(), one, month, sold + rng.randrange(8), sold, sold * trade.price
        )
        actions.record_month(told=told, by=by)
        actions.record_income(
            key=new_key(), enterprise=one, member=member, month=month,
            amount=sold * trade.price // 5, by=by,
        )  # fmt: skip


def _joint(one: Enterprise, members: list[Member], today: date, rng: Random, by: User) -> None:
    """Fixed costs, what each member took home, a visit, and a machine that is used."""
    since = one.begun_on
    actions.note_fixed_costs(
        key=new_key(), enterprise=one, since=since, amount=180_000, by=by, note="Sewa dapur"
    )
    for back in range(SHARED_FOR, 0, -1):
        month = months_before(today.replace(day=1), back)
        for member in members:
            if month >= max(one.begun_on, member.since):
                actions.record_income(
                    key=new_key(), enterprise=one, member=member, month=month,
                    amount=rng.randrange(3, 7) * 10_000, by=by,
                )  # fmt: skip
    seen = month_before(today.replace(day=1)) + timedelta(days=14)
    task = NewTask(new_key(), "Menimbang isi tiap bungkus", today + timedelta(days=14))
    visit = NewVisit(new_key(), one, seen, "Isi bungkus belum sama berat.", [task])
    actions.record_visit(visit=visit, by=by)
    sealer = NewTechnology(
        new_key(),
        one,
        "Perekat plastik kaki",
        max(since, today - timedelta(days=200)),
        "PKB/PLKB",
    )
    made = actions.introduce_technology(technology=sealer, by=by)
    actions.ask_technology(technology=made, used=Technology.Used.YES, on=seen, by=by)
