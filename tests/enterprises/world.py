"""The business of Bu Rina in the group Melati, with something on each of its pages."""

from datetime import date, timedelta

from berdaya.enterprises import actions
from berdaya.enterprises.actions.books import Line, MonthTold
from berdaya.enterprises.actions.guidance import NewPlan, NewTask, NewTechnology, NewVisit
from berdaya.enterprises.actions.products import NewProduct
from berdaya.enterprises.actions.register import NewEnterprise
from berdaya.enterprises.actions.things import NewAsset, NewPermit
from berdaya.enterprises.models import Enterprise, Record
from berdaya.keys import new_key
from berdaya.rules.business.costs import CostSheet
from berdaya.rules.months import month_of, months_before
from tests.groups.world import JOINED, TODAY, melati

BEGUN = date(2024, 5, 1)
THIS_MONTH = month_of(TODAY)
LAST_MONTH = months_before(THIS_MONTH, 1)
CHIPS = CostSheet(150_000, 40_000, 10_000, 40)


def a_business(group, owner, *, by, name="Keripik Bu Rina", key=None, **more):
    told = {"kind": "pemaju", "ownership": "member", "begun_on": BEGUN} | more
    new = NewEnterprise(key or new_key(), group, name, owner=owner, **told)
    return actions.register_enterprise(enterprise=new, by=by)


def a_product(enterprise, *, by, name="Keripik pisang", price=8_000, since=BEGUN, **more):
    told = {"key": new_key(), "unit": "bungkus", "packaging": "plain"} | more
    new = NewProduct(enterprise=enterprise, name=name, price=price, since=since, **told)
    return actions.add_product(product=new, by=by)


def rinas(cast, names=("Rina", "Wati", "Yani")):
    """The group, its members, and Rina's business with one product."""
    group, members = melati(cast, names)
    enterprise = a_business(group, members[0], by=cast.wati)
    return group, members, enterprise, a_product(enterprise, by=cast.wati)


def sold(product, *, by, on=TODAY, pieces=5, made=0, money=None, key=None):
    money = pieces * 8_000 if money is None else money
    line = Line(key or new_key(), product, made, pieces, money)
    [record] = actions.record_day(enterprise=product.enterprise, on=on, lines=[line], by=by)
    return record


def told_month(enterprise, *, by, month=LAST_MONTH, money=500_000, key=None, instead=False):
    told = MonthTold(key or new_key(), enterprise, month, 0, 60, money, instead)
    return actions.record_month(told=told, by=by)


def took_home(enterprise, member, *, by, month=LAST_MONTH, amount=300_000, key=None):
    return actions.record_income(
        key=key or new_key(),
        enterprise=enterprise,
        member=member,
        month=month,
        amount=amount,
        by=by,
    )


def a_permit(enterprise, *, by, kind="pirt", number="2063204010123-29", ends_in=30, key=None):
    new = NewPermit(
        key or new_key(), enterprise, kind, number, JOINED, TODAY + timedelta(days=ends_in)
    )
    return actions.add_permit(permit=new, by=by)


def a_visit(enterprise, *, by, text="Pasang label", due_on=TODAY):
    task = NewTask(new_key(), text, due_on)
    visit = NewVisit(new_key(), enterprise, TODAY, "Dapur bersih, label belum ada.", [task])
    return actions.record_visit(visit=visit, by=by)


def a_plan(enterprise, *, by, aims="Masuk tiga warung", steps=("Beli timbangan",), key=None):
    tasks = [NewTask(new_key(), text, TODAY) for text in steps]
    plan = NewPlan(key or new_key(), enterprise, aims, TODAY, tasks)
    return actions.make_plan(plan=plan, by=by)


def a_technology(enterprise, *, by, name="Alat perekat", key=None):
    new = NewTechnology(key or new_key(), enterprise, name, JOINED, "Universitas")
    return actions.introduce_technology(technology=new, by=by)


def an_asset(enterprise, *, by, name="Kompor", key=None):
    new = NewAsset(key or new_key(), enterprise, name, "saved", JOINED, 350_000)
    return actions.add_asset(asset=new, by=by)


def a_business_life(cast, group, members):
    """Rina's business in a group that stands, by the names of what stands on its pages."""
    by = cast.dedi
    enterprise = a_business(group, members[0], by=by)
    product = a_product(enterprise, by=by)
    actions.note_costs(key=new_key(), product=product, since=BEGUN, sheet=CHIPS, by=by)
    fixed = {"since": BEGUN, "amount": 300_000}
    actions.note_fixed_costs(key=new_key(), enterprise=enterprise, by=by, **fixed)
    before = {"said_on": TODAY, "amount": 200_000}
    actions.note_baseline(key=new_key(), enterprise=enterprise, by=by, **before)
    record = sold(product, by=by)
    told_month(enterprise, by=by)
    took_home(enterprise, members[0], by=by)
    visit = a_visit(enterprise, by=by)
    a_plan(enterprise, by=by)
    return {
        "enterprise": enterprise,
        "product": product,
        "permit": a_permit(enterprise, by=by),
        "asset": an_asset(enterprise, by=by),
        "book": record.book,
        "task": visit.tasks.get(),
        "technology": a_technology(enterprise, by=by),
    }


def pages_of_business(life, group):
    """How each page is reached: name of the address to its arguments."""
    of_enterprise = (
        "enterprise_detail",
        "enterprise_edit",
        "kbli_choose",
        "enterprise_end",
        "baseline_new",
        "fixed_costs_new",
        "product_new",
        "permit_new",
        "asset_new",
        "book_list",
        "sales_day",
        "sales_month",
        "income_new",
        "guidance",
        "plan_new",
        "visit_new",
        "technology_new",
    )
    of_rows = {
        "product_detail": "product",
        "price_new": "product",
        "costs_new": "product",
        "product_end": "product",
        "permit_withdraw": "permit",
        "asset_gone": "asset",
        "book_detail": "book",
        "task_settle": "task",
        "technology_ask": "technology",
    }
    return (
        {"permit_due": [()], "enterprise_list": [(group.pk,)], "enterprise_new": [(group.pk,)]}
        | {name: [(life["enterprise"].pk,)] for name in of_enterprise}
        | {name: [(life[row].pk,)] for name, row in of_rows.items()}
    )


def enterprises():
    return Enterprise.objects.across_areas(why="test")


def records():
    return Record.objects.across_areas(why="test")
