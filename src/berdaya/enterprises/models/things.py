"""Permits of a business, and what it owns or uses to work with."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.enterprises.models.enterprise import Enterprise, OfEnterprise
from berdaya.enterprises.models.products import Product
from berdaya.keys import new_key
from berdaya.rules.business.permits import last_reminded, state_on
from berdaya.sealed.text import WordsField


class Permits(OfEnterprise["Permit"]):
    def standing(self) -> "Permits":
        """Of businesses that run, and not withdrawn; those that ran out among them."""
        return self.filter(withdrawn_on=None, enterprise__ended_on=None)

    def due(self, day: date) -> "Permits":
        """Those that ran out, or will soon, the most urgent first."""
        rows = self.standing().filter(valid_until__lte=last_reminded(day))
        return rows.order_by("valid_until", "pk")


class Permit(models.Model):
    """A permit or certificate, as it reads; what was replaced stays."""

    class Kind(models.TextChoices):
        NIB = "nib", _("NIB: business number")
        PIRT = "pirt", _("PIRT: food made at home")
        HALAL = "halal", _("Halal certificate")
        BPOM = "bpom", _("BPOM: food and drug authority")
        HYGIENE = "hygiene", _("SLHS: hygiene of food service")
        BRAND = "brand", _("Registered brand")
        OTHER = "other", _("Another permit")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="permits")
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="permits")
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)  # the last day on which it holds
    withdrawn_on = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Permits)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("issued_on")),
                name="permit_holds_after_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("issued_on")),
                name="permit_withdrawn_after_it_is_issued",
            ),
        ]
        indexes = [
            models.Index(
                fields=["valid_until"],
                name="permit_running_out",
                condition=Q(withdrawn_on=None, valid_until__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.kind} {self.number}"

    @property
    def state(self) -> str:
        """As of today: ended, soon, holds or no-end."""
        return state_on(timezone.localdate(), self.valid_until)


class Assets(OfEnterprise["Asset"]):
    cell = "sales.read"

    def present(self) -> "Assets":
        return self.filter(gone_on=None)


class Asset(models.Model):
    """A tool, a machine, a stall: how it was got, what it was worth, whether it is still there."""

    class Got(models.TextChoices):
        SAVED = "saved", _("Bought with own money")
        BORROWED_MONEY = "loan", _("Bought with a loan")
        AID = "aid", _("Aid of the government")
        PARTNER = "partner", _("From a partner or company")
        GIFT = "gift", _("A gift or inheritance")
        LENT = "lent", _("Lent or rented")

    class Gone(models.TextChoices):
        SOLD = "sold", _("Sold")
        BROKEN = "broken", _("Broken")
        RETURNED = "returned", _("Given back")
        LOST = "lost", _("Lost")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="assets")
    name = WordsField(max_length=80)
    got = models.CharField(max_length=8, choices=Got)
    got_on = models.DateField()
    value = models.PositiveBigIntegerField(null=True)  # rupiah when it was got; null: not known
    gone_on = models.DateField(null=True)
    gone_because = models.CharField(max_length=8, choices=Gone, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Assets)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="asset_has_a_name"),
            models.CheckConstraint(
                condition=Q(gone_on=None, gone_because="")
                | Q(gone_on__gte=F("got_on")) & ~Q(gone_because=""),
                name="asset_goes_after_it_came_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"
