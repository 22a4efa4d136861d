"""A group working with a partner: its steps, who owes what by when, the papers of it."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.groups.models import Group
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.laws.library import LONGEST_ID
from berdaya.partners.models.directory import Partner
from berdaya.sealed.fields import SealedBytesField
from berdaya.sealed.text import WordsField


class Partnerships(GroupRows["Partnership"]):
    cell = "partnership.read"

    def standing(self) -> "Partnerships":
        """From the first lead until it ends."""
        return self.exclude(state=Partnership.State.ENDED)


class Partnership(models.Model):
    """What a group and a partner do together. Its terms are those of the last agreement."""

    class Form(models.TextChoices):
        SUBCONTRACT = "subcontract", _("Subcontract: the group makes a part for the partner")
        FRANCHISE = "franchise", _("Franchise: the group sells under the partner's name")
        TRADE = "trade", _("General trade: the partner buys or sells on")
        JOINT = "joint", _("Joint business: both put in and both earn")

    class State(models.TextChoices):
        LEAD = "lead", _("First contact")
        TALKS = "talks", _("In talks")
        AGREED = "agreed", _("Agreement stands")
        ENDED = "ended", _("The partnership has ended")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="partnerships")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="partnerships")
    form = models.CharField(max_length=12, choices=Form)
    what = WordsField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.LEAD)
    value = models.PositiveBigIntegerField(null=True)  # rupiah, of the whole period
    since = models.DateField(null=True)
    last_day = models.DateField(null=True)  # as agreements are written: this day still counts
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Partnerships)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="agreed")
                | Q(value__isnull=False, since__isnull=False, last_day__isnull=False),
                name="partnership_agreed_on_terms",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["lead", "talks"])
                | Q(value=None, since=None, last_day=None),
                name="partnership_has_no_terms_before_agreement",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("since")),
                name="partnership_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["group", "partner", "form"],
                condition=~Q(state="ended"),
                name="partnership_of_one_form_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.form} with {self.partner_id}"

    def get_absolute_url(self) -> str:
        return reverse("partnership_detail", args=[self.pk])

    def has_run_out(self, today: date) -> bool:
        """Whether the agreed time is over and nobody has said what comes next."""
        is_agreed = self.state == self.State.AGREED
        return is_agreed and self.last_day is not None and self.last_day < today


class Steps(GroupRows["Step"]):
    cell = "partnership.read"
    group_path = "partnership__group"


class Step(models.Model):
    """What happened to a partnership on a day: rows are only added."""

    class Kind(models.TextChoices):
        LEAD = "lead", _("First contact")
        TALKS = "talks", _("Talks begin")
        AGREED = "agreed", _("Agreement")
        RENEWED = "renewed", _("Renewal")
        ENDED = "ended", _("End")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    reason = WordsField(max_length=300)
    value = models.PositiveBigIntegerField(null=True)
    since = models.DateField(null=True)
    last_day = models.DateField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Steps)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="step_has_its_reason"),
            models.CheckConstraint(
                condition=Q(kind__in=["agreed", "renewed"])
                ^ Q(value=None, since=None, last_day=None),
                name="step_of_agreement_has_terms",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("since")),
                name="step_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.kind} {self.on}"


class Obligations(GroupRows["Obligation"]):
    cell = "partnership.read"
    group_path = "partnership__group"

    def open(self) -> "Obligations":
        return self.filter(state=Obligation.State.OPEN)

    def overdue(self, today: date) -> "Obligations":
        """Still open although their day is past, also where the partnership has ended."""
        return self.open().filter(due_on__lt=today)


class Obligation(models.Model):
    """What one side has promised to do by a day."""

    class Side(models.TextChoices):
        GROUP = "group", _("The group")
        PARTNER = "partner", _("The partner")

    class State(models.TextChoices):
        OPEN = "open", _("Still to do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="obligations")
    side = models.CharField(max_length=8, choices=Side)
    text = WordsField(max_length=300)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    settled_on = models.DateField(null=True)
    note = WordsField(max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Obligations)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(settled_on__isnull=False),
                name="obligation_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(note=""),
                name="obligation_dropped_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="obligation_says_what"),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "due_on"],
                name="obligation_open",
                condition=Q(state="open"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.state})"


class Documents(GroupRows["Document"]):
    cell = "partnership-document.read"
    group_path = "partnership__group"

    def light(self) -> "Documents":
        """Without the file itself."""
        return self.defer("content")


class Document(models.Model):
    """A paper of a partnership, sealed. What was withdrawn keeps its line and loses its file."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="documents")
    title = WordsField(max_length=120)
    cites = models.CharField(max_length=LONGEST_ID, blank=True)  # a regulation of the library
    media = models.CharField(max_length=20)  # found in its bytes: ui/attachments.py
    size = models.PositiveIntegerField()
    content = SealedBytesField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = WordsField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Documents)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) ^ ~Q(withdrawn_because=""),
                name="document_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(media__in=["application/pdf", "image/jpeg", "image/png"]),
                name="document_is_of_a_known_type",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.pk})"
