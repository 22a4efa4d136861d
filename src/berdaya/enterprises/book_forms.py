"""What is asked about a day, a month, and what was taken home."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from berdaya.enterprises.actions.books import Line
from berdaya.enterprises.forms import rupiah
from berdaya.enterprises.models import Product, Record
from berdaya.groups.forms import key_field
from berdaya.groups.models import Member
from berdaya.groups.persons import told_apart

MOST_PIECES = 1_000_000


def pieces(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PIECES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **more,
    )


class DayForm(forms.Form):
    """A few fields for each product; a product left blank is left as it was.

    Money left blank is what was sold at the price of the day.
    """

    def __init__(
        self,
        *args: Any,
        products: Sequence[Product],
        noted: dict[Any, Record],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.products = products
        for product in products:
            there = noted.get(product.pk)
            values = {name: getattr(there, name, None) for name in ("made", "sold", "money")}
            if there and there.money == _at_price(product, there.sold):
                values["money"] = None  # so that another number sold brings other money
            self.fields[f"made_{product.pk}"] = pieces(
                _("Made"), required=False, initial=values["made"]
            )
            self.fields[f"sold_{product.pk}"] = pieces(
                _("Sold"), required=False, initial=values["sold"]
            )
            self.fields[f"money_{product.pk}"] = rupiah(
                label=_("Money that came in"), required=False, initial=values["money"]
            )
            self.fields[f"key_{product.pk}"] = key_field()

    def lines(self) -> Iterator[tuple[Product, BoundField, BoundField, BoundField, BoundField]]:
        """For the template: a product with its fields."""
        for product in self.products:
            made, sold, money, key = (
                self[f"{name}_{product.pk}"] for name in ("made", "sold", "money", "key")
            )
            yield product, made, sold, money, key

    def told(self) -> list[Line]:
        """What `record_day` takes: a line for each product of which something was written."""
        return [line for product in self.products if (line := self._line(product))]

    def _line(self, product: Product) -> Line | None:
        said = {
            name: self.cleaned_data[f"{name}_{product.pk}"]
            for name in ("made", "sold", "money", "key")
        }
        if said["made"] is None and said["sold"] is None and said["money"] is None:
            return None
        made, sold, money = said["made"] or 0, said["sold"] or 0, said["money"]
        if money is None:
            money = _at_price(product, sold)
        return Line(said["key"], product, made, sold, money)


def _at_price(product: Product, sold: int) -> int:
    """What this many bring at the price of the day, which was annotated."""
    price: int | None = getattr(product, "price", None)
    return sold * (price or 0)


class OfMonthForm(forms.Form):
    """A form that begins with a month out of a few."""

    month = forms.ChoiceField(label=_("Which month?"))

    def __init__(self, *args: Any, months: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = {f"{month:%Y-%m}": month for month in months}
        named = [(key, date_format(month, "F Y")) for key, month in self.months.items()]
        self.fields["month"].choices = named  # type: ignore[attr-defined]  # a ChoiceField

    def clean_month(self) -> date:
        return self.months[self.cleaned_data["month"]]


class MonthForm(OfMonthForm):
    money = rupiah(label=_("Money that came in by sales"))
    sold = pieces(_("How many were sold, about?"), required=False)
    made = pieces(_("How many were made, about?"), required=False)
    instead = forms.BooleanField(
        label=_("It takes the place of the days noted in this month"),
        required=False,
        help_text=_("The days stay to be read, but are counted no more."),
    )
    key = key_field()

    def __init__(self, *args: Any, has_days: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_days:
            del self.fields["instead"]

    def told(self) -> dict[str, Any]:
        """What `MonthTold` takes besides the business."""
        said = dict(self.cleaned_data)
        return {**said, "made": said["made"] or 0, "sold": said["sold"] or 0}


class IncomeForm(OfMonthForm):
    member = forms.ChoiceField(label=_("Who took it home?"))
    amount = rupiah(
        label=_("How much was left for the family?"),
        help_text=_("After paying for material, wages and instalments. Write 0 for nothing."),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    key = key_field()

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        named = [(str(it), name) for it, name in told_apart(self.members.values()).items()]
        self.fields["member"].choices = named  # type: ignore[attr-defined]  # a ChoiceField

    def clean_member(self) -> Member:
        return self.members[self.cleaned_data["member"]]
