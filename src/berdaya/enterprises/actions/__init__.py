"""The verbs on enterprises."""

from berdaya.enterprises.actions.books import record_day, record_income, record_month
from berdaya.enterprises.actions.guidance import (
    ask_technology,
    introduce_technology,
    make_plan,
    record_visit,
    settle_task,
)
from berdaya.enterprises.actions.products import add_product, end_product, note_costs, set_price
from berdaya.enterprises.actions.register import (
    choose_kbli,
    edit_enterprise,
    end_enterprise,
    note_baseline,
    note_fixed_costs,
    register_enterprise,
)
from berdaya.enterprises.actions.things import (
    add_asset,
    add_permit,
    part_with_asset,
    withdraw_permit,
)

__all__ = [
    "add_asset",
    "add_permit",
    "add_product",
    "ask_technology",
    "choose_kbli",
    "edit_enterprise",
    "end_enterprise",
    "end_product",
    "introduce_technology",
    "make_plan",
    "note_baseline",
    "note_costs",
    "note_fixed_costs",
    "part_with_asset",
    "record_day",
    "record_income",
    "record_month",
    "record_visit",
    "register_enterprise",
    "set_price",
    "settle_task",
    "withdraw_permit",
]
