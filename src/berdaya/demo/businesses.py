"""What the synthetic groups make and sell: a business or two each, told month by month."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from berdaya.access.models import User
from berdaya.enterprises import actions
from berdaya.enterprises.actions.books import MonthTold
from berdaya.enterprises.actions.guidance import NewPlan, NewTask
from berdaya.enterprises.actions.products import NewProduct
from berdaya.enterprises.actions.register import NewEnterprise
from berdaya.enterprises.actions.things import NewPermit
from berdaya.enterprises.models import Enterprise, Product
from berdaya.groups.models import Group
from berdaya.keys import new_key
from berdaya.rules.business.costs import CostSheet
from berdaya.rules.months import months_before

MONTHS = 4  # told, before this one


@dataclass(frozen=True, slots=True)
class Trade:
    """One kind of business: how it is called, what it sells and for how much."""

    name: str
    kind: str
    kbli: str
    product: str
    unit: str
    price: int
    sheet: CostSheet  # rupiah for material, work and the rest, and pieces of one batch


PEMAJU, PELAJU, SERVICE = (
    Enterprise.Kind.PEMAJU,
    Enterprise.Kind.PELAJU,
    Enterprise.Kind.SERVICE,
)
TRADES = (
    Trade("Keripik", PEMAJU, "10794", "Keripik singkong", "bungkus", 10_000,
          CostSheet(150_000, 60_000, 20_000, 40)),
    Trade("Kue basah", PELAJU, "10792", "Kue lapis", "potong", 2_000,
          CostSheet(90_000, 40_000, 10_000, 120)),
    Trade("Anyaman", PEMAJU, "16291", "Tas bambu", "buah", 45_000,
          CostSheet(120_000, 150_000, 15_000, 10)),
    Trade("Katering", SERVICE, "56210", "Nasi kotak", "kotak", 18_000,
          CostSheet(400_000, 120_000, 40_000, 50)),
    Trade("Dodol", PEMAJU, "10796", "Dodol nanas", "bungkus", 12_000,
          CostSheet(180_000, 80_000, 25_000, 45)),
    Trade("Cuci setrika", SERVICE, "96100", "Cuci kiloan", "kg", 7_000,
          CostSheet(60_000, 80_000, 30_000, 40)),
)  # fmt: skip


def set_up(groups: dict[str, Group], today: date, rng: Random, *, by: User) -> None:
    """A joint business of every second group, and one of a member of each."""
    for number, group in enumerate(groups.values()):
        if group.state != Group.State.ACTIVE:
            continue
        trade = TRADES[number % len(TRADES)]
        product = _begin(group, trade, joint=number % 2 == 0, today=today, by=by)
        _tell(product, trade, today, rng, by)
        if number < 2:
            _guide(product, today, by)


def _begin(group: Group, trade: Trade, *, joint: bool, today: date, by: User) -> Product:
    owner = None if joint else group.members.present().order_by("since", "pk").first()
    since = max(group.founded_on, today - timedelta(days=400))
    name = f"{trade.name} {group.name}"
    if owner:
        name = f"{trade.name} Bu {owner.person.name.split()[0]}"
    owned = Enterprise.Ownership.JOINT if joint else Enterprise.Ownership.MEMBER
    new = NewEnterprise(new_key(), group, name, trade.kind, owned, since, owner, trade.kbli)
    made = actions.register_enterprise(enterprise=new, by=by)
    sold = NewProduct(new_key(), made, trade.product, trade.unit, "plain", since, trade.price)
    product = actions.add_product(product=sold, by=by)
    actions.note_costs(key=new_key(), product=product, since=since, sheet=trade.sheet, by=by)
    return product


def _tell(product: Product, trade: Trade, today: date, rng: Random, by: User) -> None:
    """The months since it is there; the newest first told in none where it is new."""
    enterprise = product.enterprise
    for back in range(MONTHS, 0, -1):
        month = months_before(today.replace(day=1), back)
        if month < enterprise.begun_on:
            continue
        sold = rng.randrange(40, 140)
        told = MonthTold(
            new_key(), enterprise, month, sold + rng.randrange(10), sold, sold * trade.price
        )
        actions.record_month(told=told, by=by)
        if enterprise.owner:
            actions.record_income(
                key=new_key(), enterprise=enterprise, member=enterprise.owner, month=month,
                amount=sold * trade.price // 5, by=by,
            )  # fmt: skip


def _guide(product: Product, today: date, by: User) -> None:
    """A permit that soon runs out, and a plan whose first step was taken."""
    enterprise = product.enterprise
    issued, until = enterprise.begun_on, today + timedelta(days=25)
    permit = NewPermit(new_key(), enterprise, "pirt", "CONTOH-2063204", issued, until)
    actions.add_permit(permit=permit, by=by)
    steps = [
        NewTask(new_key(), "Membeli alat perekat plastik", today - timedelta(days=30)),
        NewTask(new_key(), "Menitipkan di tiga warung", today + timedelta(days=40)),
    ]
    since = max(enterprise.begun_on, today - timedelta(days=90))
    plan = NewPlan(new_key(), enterprise, "Terjual juga di luar desa", since, steps)
    made = actions.make_plan(plan=plan, by=by)
    task = made.steps.get(pk=steps[0].key)
    actions.settle_task(task=task, state="done", note="Dibeli di pasar", by=by)
