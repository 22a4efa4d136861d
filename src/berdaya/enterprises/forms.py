"""What is asked about a business, its products, permits and tools."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.enterprises.models import Asset, Enterprise, Permit, Product
from berdaya.groups.forms import key_field
from berdaya.groups.models import Member
from berdaya.groups.persons import told_apart
from berdaya.ui.fields import DateField, RupiahField

MOST_RUPIAH = 999_999_999_999  # beyond, somebody's finger stayed on the key


def rupiah(**more: Any) -> RupiahField:
    return RupiahField(min_value=0, max_value=MOST_RUPIAH, **more)


class EditForm(forms.Form):
    """`cleaned_data` has what `edit_enterprise` takes."""

    name = forms.CharField(
        label=_("Name of the business"),
        max_length=120,
        help_text=_("As neighbours call it, for example: Keripik Bu Rina."),
    )
    kind = forms.ChoiceField(
        label=_("What kind is it?"), choices=Enterprise.Kind, widget=forms.RadioSelect
    )
    begun_on = DateField(
        label=_("Since when does it run?"), help_text=_("About is enough, if nobody knows.")
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class EnterpriseForm(EditForm):
    ownership = forms.ChoiceField(
        label=_("Whose is it?"), choices=Enterprise.Ownership, widget=forms.RadioSelect
    )
    owner = forms.ChoiceField(
        label=_("Which member?"),
        required=False,
        help_text=_("Leave blank for a joint business."),
    )
    key = key_field()
    field_order = ("name", "kind", "ownership", "owner")

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        named = [(str(it), name) for it, name in told_apart(self.members.values()).items()]
        self.fields["owner"].choices = [("", "–"), *named]  # type: ignore[attr-defined]  # a ChoiceField

    def told(self) -> dict[str, Any]:
        """What `NewEnterprise` takes besides the group."""
        said = dict(self.cleaned_data)
        return {**said, "owner": self.members.get(said["owner"])}


class EndForm(forms.Form):
    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    because = forms.ChoiceField(
        label=_("Why?"), choices=Enterprise.Ending, widget=forms.RadioSelect
    )


class OnForm(forms.Form):
    on = DateField(label=_("From which day no longer?"), initial=timezone.localdate)


class BaselineForm(forms.Form):
    amount = rupiah(
        label=_("What did the family have from it in a usual month?"),
        help_text=_("Before the owner joined the group. Write 0 if there was no business yet."),
    )
    note = forms.CharField(
        label=_("How do they know?"),
        max_length=200,
        required=False,
        help_text=_("For example: from their book, or as they remember."),
    )
    key = key_field()


class FixedCostsForm(forms.Form):
    amount = rupiah(
        label=_("What is to be paid every month?"),
        help_text=_("However much is sold: rent, electricity, instalments."),
    )
    note = forms.CharField(label=_("What for?"), max_length=200, required=False)
    since = DateField(label=_("Since when?"), initial=timezone.localdate)
    key = key_field()


class PriceForm(forms.Form):
    amount = RupiahField(label=_("Price"), min_value=1, max_value=MOST_RUPIAH)
    since = DateField(label=_("Since when?"), initial=timezone.localdate)
    key = key_field()


class ProductForm(forms.Form):
    name = forms.CharField(label=_("What is sold?"), max_length=80)
    unit = forms.CharField(
        label=_("By which unit?"),
        max_length=20,
        help_text=_("For example: pack, kilo, portion, person."),
    )
    price = RupiahField(label=_("Price of one"), min_value=1, max_value=MOST_RUPIAH)
    packaging = forms.ChoiceField(
        label=_("How is it packed?"), choices=Product.Packaging, widget=forms.RadioSelect
    )
    since = DateField(label=_("Sold since when?"), initial=timezone.localdate)
    key = key_field()


class CostsForm(forms.Form):
    """One batch, as it is made: asked in the words of who makes it."""

    batch_yield = forms.IntegerField(
        label=_("How many come of one batch?"),
        min_value=1,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Everything below is for this one batch."),
    )
    materials = rupiah(label=_("Ingredients or material"))
    labour = rupiah(
        label=_("Wages and own work"),
        empty=0,
        required=False,
        help_text=_("Your own work too, at what a helper would get."),
    )
    other = rupiah(
        label=_("Other"),
        empty=0,
        required=False,
        help_text=_("Gas, packaging, transport."),
    )
    since = DateField(label=_("Since when?"), initial=timezone.localdate)
    key = key_field()


class PermitForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Which permit?"), choices=Permit.Kind, widget=forms.RadioSelect
    )
    number = forms.CharField(label=_("Number"), max_length=60)
    product = forms.ChoiceField(label=_("For which product?"), required=False)
    issued_on = DateField(label=_("Issued on"))
    valid_until = DateField(
        label=_("Valid until"),
        required=False,
        help_text=_("Leave blank where the permit names no end, like an NIB."),
    )
    key = key_field()

    def __init__(self, *args: Any, products: Iterable[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.products = {str(it.pk): it for it in products}
        named = [(key, it.name) for key, it in self.products.items()]
        choices = [("", _("The whole business")), *named]
        self.fields["product"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def told(self) -> dict[str, Any]:
        """What `NewPermit` takes besides the business."""
        said = dict(self.cleaned_data)
        return {**said, "product": self.products.get(said["product"])}


class AssetForm(forms.Form):
    name = forms.CharField(
        label=_("What is it?"), max_length=80, help_text=_("For example: sealer, stove, stall.")
    )
    got = forms.ChoiceField(
        label=_("How did they get it?"), choices=Asset.Got, widget=forms.RadioSelect
    )
    got_on = DateField(label=_("When?"), initial=timezone.localdate)
    value = rupiah(
        label=_("What was it worth then?"),
        required=False,
        help_text=_("Leave blank if nobody knows."),
    )
    key = key_field()


class PartForm(forms.Form):
    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    because = forms.ChoiceField(
        label=_("What became of it?"), choices=Asset.Gone, widget=forms.RadioSelect
    )
