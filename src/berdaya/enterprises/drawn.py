"""The numbers of the pictures: when sales cover the costs, and months beside one another.

Worked out here and tested; the templates only write them down. Lengths are units of a drawing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from berdaya.rules.business.costs import CostSheet, break_even, margin, margin_share

WIDTH, HEIGHT = 320, 180
BAR, GAP, MOST = 18, 8, 110  # twelve months fit a small telephone
LEAST = 2  # of a month that brought nothing, so that it is seen to be known


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What one product costs and leaves, with what is to be paid every month."""

    price: int
    sheet: CostSheet
    fixed: int
    unit_cost: int
    margin: int
    share: int | None
    needed: int | None  # pieces a month that cover everything; None: never

    @property
    def left_of_batch(self) -> int:
        return self.price * self.sheet.batch_yield - self.sheet.batch_cost


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two lines, what comes in and what goes out, and where they meet."""

    pieces: int  # at the right end
    money: int  # at the upper end
    income: tuple[int, int]  # height at the left and at the right end
    spending: tuple[int, int]
    at: tuple[int, int]
    needed: int


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month: how high its bar stands, or that nothing was recorded."""

    month: date
    amount: int | None
    x: int
    y: int
    height: int
    middle: int


@dataclass(frozen=True, slots=True)
class MonthBars:
    """Months in a row, with the line of what a usual month brought before."""

    bars: tuple[MonthBar, ...]
    width: int
    before_y: int | None


def reckoned(price: int, sheet: CostSheet, fixed: int) -> Reckoning:
    return Reckoning(
        price=price,
        sheet=sheet,
        fixed=fixed,
        unit_cost=sheet.unit_cost,
        margin=margin(price, sheet),
        share=margin_share(price, sheet),
        needed=break_even(fixed, price, sheet),
    )


def crossing(found: Reckoning) -> Crossing | None:
    """The picture of a break-even; None where there are no monthly costs, or nothing is left."""
    if not found.needed:
        return None
    pieces = 2 * found.needed
    money = max(found.price * pieces, 1)
    spent = found.fixed + found.sheet.batch_cost * pieces // found.sheet.batch_yield

    def height(rupiah: int) -> int:
        return HEIGHT - HEIGHT * rupiah // money

    return Crossing(
        pieces=pieces,
        money=money,
        income=(HEIGHT, 0),
        spending=(height(found.fixed), height(spent)),
        at=(WIDTH // 2, HEIGHT // 2),
        needed=found.needed,
    )


def month_bars(months: Mapping[date, int | None], before: int | None) -> MonthBars:
    """A bar for each month as high as its amount; a month not recorded has none."""
    top = max([1, before or 0, *(amount or 0 for amount in months.values())])

    def height(amount: int | None) -> int:
        return 0 if amount is None else max(LEAST, MOST * amount // top)

    bars = tuple(
        MonthBar(
            month=month,
            amount=amount,
            x=place * (BAR + GAP),
            y=MOST - height(amount),
            height=height(amount),
            middle=place * (BAR + GAP) + BAR // 2,
        )
        for place, (month, amount) in enumerate(months.items())
    )
    before_y = None if before is None else MOST - height(before)
    return MonthBars(bars, len(bars) * (BAR + GAP) - GAP, before_y)
