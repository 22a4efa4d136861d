"""What was made, sold and taken home: by day or for a whole month, never both.

Rows are only added. A correction is a new row that the old one names in `replaced_by`.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.enterprises.models.enterprise import BooksOf, Enterprise
from berdaya.enterprises.models.products import Product
from berdaya.groups.models import Member
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.sealed.text import WordsField

FIRST_OF_MONTH = Q(month__day=1)


class Books(BooksOf["Book"]):
    pass


class Book(models.Model):
    """One month of one business, and in which way it is told: this way alone is counted."""

    class Way(models.TextChoices):
        DAILY = "daily", _("Day by day")
        SUMMARY = "summary", _("The whole month at once")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="books")
    month = models.DateField()  # its first day
    way = models.CharField(max_length=7, choices=Way)

    objects = SightedManager.from_queryset(Books)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "month"], name="month_is_told_in_one_way"
            ),
            models.CheckConstraint(condition=FIRST_OF_MONTH, name="book_is_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.month:%Y-%m} {self.way}"


class Records(GroupRows["Record"]):
    cell = "sales.read"
    group_path = "book__enterprise__group"

    def counted(self) -> "Records":
        """Those that stand, told in the way in which their month is counted."""
        return self.filter(replaced_by=None, way=F("book__way"))


class Record(models.Model):
    """What was made and sold of a product on a day, or of everything in a month.

    A trigger of the database refuses a row whose way is not that of its month.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    book = models.ForeignKey(Book, models.PROTECT, related_name="records")
    way = models.CharField(max_length=7, choices=Book.Way)
    on = models.DateField()  # of a month told at once: its first day
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="records")
    made = models.PositiveIntegerField()
    sold = models.PositiveIntegerField()
    money = models.PositiveBigIntegerField()  # rupiah that came in by sales
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaces"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Records)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "on", "product"],
                condition=Q(way="daily", replaced_by=None),
                name="product_is_told_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["book"],
                condition=Q(way="summary", replaced_by=None),
                name="month_is_summed_up_once",
            ),
            models.CheckConstraint(
                condition=Q(way="daily") ^ Q(product=None),
                name="record_of_a_day_names_a_product",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.sold} {self.money}"


class Incomes(BooksOf["Income"]):
    def standing(self) -> "Incomes":
        return self.filter(replaced_by=None)


class Income(models.Model):
    """What a member took home for the family from a business in a month."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="incomes")
    member = models.ForeignKey(Member, models.PROTECT, related_name="incomes")
    month = models.DateField()  # its first day
    amount = models.PositiveBigIntegerField()
    note = WordsField(max_length=200, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaces"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Incomes)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "member", "month"],
                condition=Q(replaced_by=None),
                name="income_of_a_month_once",
            ),
            models.CheckConstraint(condition=FIRST_OF_MONTH, name="income_is_of_a_month"),
        ]
        indexes = [models.Index(fields=["member", "month"], name="income_of_member")]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.month:%Y-%m} {self.amount}"
