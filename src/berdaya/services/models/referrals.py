"""Somebody sent to a service, or a group, and what came of it. Each step is a row of its own."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.areas.models import Area
from berdaya.consents.models import Consent
from berdaya.followups.models import Decision
from berdaya.groups.models import Group
from berdaya.keys import new_key
from berdaya.people.models import Family, Person
from berdaya.sealed.fields import SealedBytesField
from berdaya.sealed.masking import hide_numbers
from berdaya.sealed.text import WordsField
from berdaya.services.models.directory import Service
from berdaya.services.sight import ReferralRows

# what the client may agree that the service is told
MOST_SHOWN = 5
TELLS = ("name", "age", "address", "phone", "need")


def sealed_words(text: str) -> bytes:
    """Words about a client as a sealed column takes them."""
    return hide_numbers(text.strip()).encode()


class Referral(models.Model):
    """A family, a person of it, or a group, sent to a service.

    `state` is kept from the last step.
    `is_secret`: made for a case, and hidden from all who hold the area; see services/sight.py.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", pgettext_lazy("referral", "Not sent yet")
        SENT = "sent", pgettext_lazy("referral", "Sent")
        ACCEPTED = "accepted", pgettext_lazy("referral", "Accepted")
        REFUSED = "refused", pgettext_lazy("referral", "Refused")
        SERVED = "served", pgettext_lazy("referral", "Served")
        NOT_REACHED = "not-reached", pgettext_lazy("referral", "Not reached")
        WITHDRAWN = "withdrawn", pgettext_lazy("referral", "Withdrawn")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="referrals")
    family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="referrals")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="referrals")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # where they lived then
    is_secret = models.BooleanField(default=False)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="referrals")
    need = SealedBytesField(default=b"")  # what is asked of the service
    # what the client agreed that the service is told
    tells_name = models.BooleanField()
    tells_age = models.BooleanField()
    tells_address = models.BooleanField()
    tells_phone = models.BooleanField()
    tells_need = models.BooleanField()
    agreed_by = WordsField(max_length=120)
    agreed_how = models.CharField(max_length=6, choices=Consent.How)
    agreed_on = models.DateField()
    due_on = models.DateField()  # by when an answer should be there
    state = models.CharField(max_length=12, choices=State, default=State.DRAFTED)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(ReferralRows)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(family=None, person=None, group__isnull=False, is_secret=True)
                | Q(group=None) & (~Q(family=None) | Q(person__isnull=False, is_secret=True)),
                name="referral_of_family_person_or_group",
            ),
            models.CheckConstraint(condition=~Q(agreed_by=""), name="referral_was_agreed_to"),
            models.CheckConstraint(
                condition=Q(is_secret=False) | Q(decision=None),
                name="secret_referral_names_no_survey",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "due_on", "id"], name="referral_in_area"),
            models.Index(fields=["by", "due_on", "id"], name="referral_of_maker"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("referral_detail", args=[self.pk])

    @property
    def need_words(self) -> str:
        return bytes(self.need).decode()

    @property
    def who(self) -> str:
        """Whom it is about, for eyes that may see it."""
        if self.group:
            return self.group.name
        return self.person.name if self.person else self.family.head_name  # type: ignore[union-attr]

    @property
    def number(self) -> str:
        """By which both sides speak of it."""
        return self.pk.hex[-8:].upper()

    def is_overdue(self, today: date) -> bool:
        return self.state in (self.State.SENT, self.State.NOT_REACHED) and self.due_on < today


def referrals_of(family: Family) -> "list[Referral]":
    """Those that the open page of a family shows, the latest first. One query."""
    rows = Referral.objects.across_areas(why="of a family in sight").filter(is_secret=False)
    rows = rows.filter(family=family).select_related("service")
    return list(rows.order_by("-pk")[:MOST_SHOWN])


class Step(models.Model):
    """What happened to a referral. Only added."""

    class Channel(models.TextChoices):
        LETTER = "letter", _("A letter that the client takes along")
        WHATSAPP = "whatsapp", _("WhatsApp")
        PHONE = "phone", _("By telephone")
        WITH_CLIENT = "with-client", _("I went there together with the client")

    class Reason(models.TextChoices):
        FULL = "full", _("No room, or a waiting list")
        NOT_ELIGIBLE = "not-eligible", _("They do not meet the conditions")
        PAPERS = "papers", _("Papers are missing")
        COST = "cost", _("Too far or too dear")
        CLOSED = "closed", _("The service is not there any more")
        OTHER = "other", pgettext_lazy("referral", "Another reason")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Referral.State)
    on = models.DateField()
    channel = models.CharField(max_length=12, choices=Channel, blank=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    note = SealedBytesField(default=b"")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="step_has_its_place"),
            models.CheckConstraint(
                condition=~Q(kind="refused") ^ ~Q(reason=""), name="refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind="sent") ^ ~Q(channel=""), name="sent_in_some_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.number} {self.kind}"

    @property
    def note_words(self) -> str:
        return bytes(self.note).decode()
