"""The tables of enterprises: the business, what it sells, its books, the guidance it gets."""

from berdaya.enterprises.models.books import Book, Income, Record
from berdaya.enterprises.models.enterprise import Baseline, Enterprise, FixedCosts
from berdaya.enterprises.models.guidance import Plan, Task, Technology, Visit
from berdaya.enterprises.models.products import Costs, Price, Product
from berdaya.enterprises.models.things import Asset, Permit

__all__ = [
    "Asset",
    "Baseline",
    "Book",
    "Costs",
    "Enterprise",
    "FixedCosts",
    "Income",
    "Permit",
    "Plan",
    "Price",
    "Product",
    "Record",
    "Task",
    "Technology",
    "Visit",
]
