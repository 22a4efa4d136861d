"""What a business sells, its prices over time, and what a batch of it costs."""

from datetime import date

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.enterprises.models.enterprise import Enterprise, OfEnterprise
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.rules.business.costs import CostSheet
from berdaya.sealed.text import WordsField


class Products(OfEnterprise["Product"]):
    def on_sale(self) -> "Products":
        return self.filter(ended_on=None)

    def with_price(self, day: date) -> "Products":
        """Annotates `price`: that of the day, or null where none was set by then."""
        prices = Price.objects.across_areas(why="of products in sight")
        current = prices.filter(product=OuterRef("pk"), since__lte=day).latest_first()
        return self.annotate(price=Subquery(current.values("amount")[:1]))


class Product(models.Model):
    """Goods or a service that a business sells by a unit."""

    class Packaging(models.TextChoices):
        NONE = "none", _("Without packaging")
        PLAIN = "plain", _("Plain, without a label")
        LABELLED = "labelled", _("With a label of its own")
        FULL = "full", _("With label, ingredients and dates")
        NOT_NEEDED = "not-needed", _("Needs none (a service)")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="products")
    name = WordsField(max_length=80)
    unit = WordsField(max_length=20)  # as people count it: pack, kilo, person
    packaging = models.CharField(max_length=10, choices=Packaging)
    since = models.DateField()
    ended_on = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Products)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="product_has_a_name"),
            models.CheckConstraint(condition=~Q(unit=""), name="product_has_a_unit"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")),
                name="product_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("product_detail", args=[self.pk])


class Prices(GroupRows["Price"]):
    cell = "enterprise.read"
    group_path = "product__enterprise__group"

    def latest_first(self) -> "Prices":
        """Of two that begin on one day the later noted counts: it corrects the other."""
        return self.order_by("-since", "-recorded_at", "-pk")


class Price(models.Model):
    """What one unit costs from a day on. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="prices")
    since = models.DateField()
    amount = models.PositiveBigIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Prices)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="price_is_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.since} {self.amount}"


class CostRows(GroupRows["Costs"]):
    cell = "sales.read"
    group_path = "product__enterprise__group"


class Costs(models.Model):
    """What one batch of a product takes from a day on. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="costs")
    since = models.DateField()
    materials = models.PositiveBigIntegerField()
    labour = models.PositiveBigIntegerField()  # the family's own work too
    other = models.PositiveBigIntegerField()
    batch_yield = models.PositiveIntegerField()  # units that come of a batch
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(CostRows)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(batch_yield__gt=0), name="batch_yields_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.since}"

    @property
    def sheet(self) -> CostSheet:
        return CostSheet(self.materials, self.labour, self.other, self.batch_yield)
