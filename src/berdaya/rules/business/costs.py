"""What one piece costs, what stays of its price, and how many cover the costs of a month.

Whole rupiah and whole pieces. Nothing is divided before it must be, and what must be rounded
is rounded against the business: a cost up, a margin down, the number to sell up. So a figure
shown here never promises more than there is.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CostSheet:
    """What one batch takes, in rupiah, and how many pieces come of it (one or more)."""

    materials: int
    labour: int
    other: int
    batch_yield: int

    def __post_init__(self) -> None:
        if self.batch_yield < 1:
            raise ValueError("a batch yields one piece or more")
        if min(self.materials, self.labour, self.other) < 0:
            raise ValueError("a cost is never below nothing")

    @property
    def batch_cost(self) -> int:
        return self.materials + self.labour + self.other

    @property
    def unit_cost(self) -> int:
        """Of one piece, rounded up to a whole rupiah."""
        return -(-self.batch_cost // self.batch_yield)


def margin(price: int, sheet: CostSheet) -> int:
    """What stays of the price of one piece; below nothing where it sells under cost."""
    return price - sheet.unit_cost


def margin_share(price: int, sheet: CostSheet) -> int | None:
    """The margin in whole hundredths of the price, rounded down; None without a price."""
    return 100 * margin(price, sheet) // price if price else None


def break_even(fixed: int, price: int, sheet: CostSheet) -> int | None:
    """The fewest pieces in a month whose margins together cover `fixed` rupiah.

    Reckoned with the whole batch, not with the rounded cost of a piece. None where a piece
    leaves nothing: then no number of them covers anything.
    """
    left_of_batch = price * sheet.batch_yield - sheet.batch_cost
    if left_of_batch <= 0:
        return None
    return -(-fixed * sheet.batch_yield // left_of_batch)


def result_of(pieces: int, fixed: int, price: int, sheet: CostSheet) -> int:
    """What is left of a month in which `pieces` were made and sold, rounded down."""
    return (price * sheet.batch_yield - sheet.batch_cost) * pieces // sheet.batch_yield - fixed
