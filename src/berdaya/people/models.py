"""Families and persons, and who belonged to which family when.

Categories are those of the official family form F/I/PK/21, block I
(https://id.scribd.com/document/493268424); the words on screen are ours.
"""

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Case, F, OuterRef, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.people.merged import Apart as Apart
from berdaya.people.merged import Merge as Merge
from berdaya.periods import ends_after_it_begins, holds_on
from berdaya.rules.likeness.verdict import BLOCK_LENGTH
from berdaya.sealed.fields import SealedNumberField, index_field, sealed
from berdaya.sealed.text import WordsField


class Door(models.TextChoices):
    """Where a record came in."""

    WEB = "web", _("Typed on a screen")
    FILE = "file", _("Uploaded file")
    COMMAND = "command", _("Command line")
    API = "api", _("Another program")
    DEMO = "demo", _("Synthetic example")


class NumberMissing(models.TextChoices):
    """Why a person has no NIK, or a family no KK number."""

    NOT_ISSUED = "not-issued", _("Not issued yet")
    LOST = "lost", _("Card lost or far away")
    NOT_SHOWN = "not-shown", _("Does not want to show it")
    DAMAGED = "damaged", _("Damaged in the file it came from")
    UNKNOWN = "unknown", _("Not known yet")
    SHARED = "shared", _("The number belongs to another")


class Families(SightedQuerySet["Family"]):
    def visible_to(self, user: "User", cell: str = "") -> Self:
        """Without those whose record was merged into another: that one shows their history."""
        return super().visible_to(user, cell).filter(merged_into=None)

    def records_of(self, family: UUID | OuterRef) -> "Families":
        """The record of a family, and those that were merged into it."""
        return self.filter(Q(pk=family) | Q(merged_into=family))

    def living_here(self) -> "Families":
        """Families that have not left or ended."""
        return self.filter(ended_on=None)

    def named_like(self, text: str) -> "Families":
        """Families whose head's name contains `text`, whatever its case."""
        return self.filter(search_name__contains=text.casefold().strip())


class Family(models.Model):
    """People who live as one family. A KK number may change; the key never does."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    # found by the index `family_list`, which begins with it
    area = models.ForeignKey(Area, models.PROTECT, db_index=False, related_name="+")
    address = WordsField(max_length=200, blank=True)
    phone = WordsField(max_length=20, blank=True)
    kk_number = SealedNumberField(null=True, index="kk_index")
    kk_index = index_field("kk_number")
    kk_missing = models.CharField(max_length=12, choices=NumberMissing, blank=True)
    # copied from the head by the verbs, so that a list of a million families needs no join
    head_name = WordsField(max_length=120)
    search_name = WordsField(max_length=120)
    door = models.CharField(max_length=10, choices=Door)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True)
    # the record that stands for this one, at the end of a chain of merges; see `Merge`
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="absorbed"
    )

    objects = SightedManager.from_queryset(Families)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kk_number=None) ^ Q(kk_missing=""),
                name="family_has_kk_number_or_reason",
            ),
            models.UniqueConstraint(
                fields=["kk_index"], condition=Q(ended_on=None), name="kk_number_of_one_family"
            ),
            sealed("kk_number", name="kk_number_is_sealed"),
        ]
        indexes = [
            models.Index(
                fields=["area", "search_name", "id"],
                name="family_list",
                opclasses=["varchar_pattern_ops", "varchar_ops", "uuid_ops"],
            ),
            # few have it: an index of all would tell SQLite that it finds everybody
            models.Index(
                fields=["merged_into"],
                name="family_absorbed_by",
                condition=Q(merged_into__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head_name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("family_detail", args=[self.pk])

    def roster(self) -> "Memberships":
        """Who belongs to the family today, with their persons. One query."""
        return self.memberships.present().select_related("person").in_order()


class Persons(SightedQuerySet["Person"]):
    cell = "person.find"

    def visible_to(self, user: "User", cell: str = "") -> Self:
        """Without those whose record was merged into another."""
        return super().visible_to(user, cell).filter(merged_into=None)

    def records_of(self, person: UUID | OuterRef) -> "Persons":
        """The record of a person, and those that were merged into it."""
        return self.filter(Q(pk=person) | Q(merged_into=person))

    def named_like(self, text: str) -> "Persons":
        return self.filter(search_name__contains=text.casefold().strip())


class Person(models.Model):
    """One human being, with what the welfare rules and the official form ask of them."""

    class Sex(models.TextChoices):
        MALE = "male", _("Male")
        FEMALE = "female", _("Female")

    class Marital(models.TextChoices):
        NEVER = "never", _("Never married")
        MARRIED = "married", _("Married")
        DIVORCED = "divorced", _("Divorced")
        WIDOWED = "widowed", _("Widowed")

    class Religion(models.TextChoices):
        ISLAM = "islam", _("Islam")
        PROTESTANT = "protestant", _("Christian (Protestant)")
        CATHOLIC = "catholic", _("Catholic")
        HINDU = "hindu", _("Hindu")
        BUDDHIST = "buddhist", _("Buddhist")
        CONFUCIAN = "confucian", _("Confucian")
        BELIEF = "belief", _("Indigenous belief")

    class Schooling(models.TextChoices):
        NONE = "none", _("No schooling (yet)")
        SD_UNFINISHED = "sd_unfinished", _("Left primary school")
        IN_SD = "in_sd", _("In primary school")
        SD = "sd", _("Finished primary school")
        IN_SMP = "in_smp", _("In junior high school")
        SMP = "smp", _("Finished junior high school")
        IN_SMA = "in_sma", _("In senior high school")
        SMA = "sma", _("Finished senior high school")
        IN_COLLEGE = "in_college", _("At college or university")
        COLLEGE = "college", _("Finished college or university")

    class Work(models.TextChoices):
        NONE = "none", _("Not working")
        FARMER = "farmer", _("Farmer")
        FISHER = "fisher", _("Fisher")
        TRADER = "trader", _("Trader")
        STATE_OFFICIAL = "state_official", _("State official")
        CIVIL_SERVANT = "civil_servant", _("Civil servant, army or police")
        PRIVATE_EMPLOYEE = "private_employee", _("Private employee")
        SELF_EMPLOYED = "self_employed", _("Self-employed")
        PENSIONER = "pensioner", _("Pensioner")
        CASUAL = "casual", _("Casual worker")

    class HealthInsurance(models.TextChoices):
        BPJS_SUBSIDISED = "bpjs_subsidised", _("BPJS, paid by the state")
        BPJS = "bpjs", _("BPJS, paid by oneself")
        PRIVATE = "private", _("Private insurance")
        NONE = "none", _("No insurance")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    # of the present family; found by the index `person_list`, which begins with it
    area = models.ForeignKey(Area, models.PROTECT, db_index=False, related_name="+")
    name = WordsField(max_length=120)
    search_name = WordsField(max_length=120)
    nik = SealedNumberField(null=True, index="nik_index")
    nik_index = index_field("nik")
    nik_missing = models.CharField(max_length=12, choices=NumberMissing, blank=True)
    sex = models.CharField(max_length=6, choices=Sex)
    birth_date = models.DateField(null=True)
    marital = models.CharField(max_length=8, choices=Marital, blank=True)
    first_married_at = models.PositiveSmallIntegerField(null=True)  # age in years
    birth_certificate = models.BooleanField(null=True)
    mother = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="children"
    )
    religion = models.CharField(max_length=12, choices=Religion, blank=True)
    schooling = models.CharField(max_length=14, choices=Schooling, blank=True)
    work = models.CharField(max_length=16, choices=Work, blank=True)
    health_insurance = models.CharField(max_length=16, choices=HealthInsurance, blank=True)
    uses_contraception = models.BooleanField(null=True)
    is_pregnant = models.BooleanField(null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="absorbed"
    )
    # how the name sounds, and the year of birth: alike records are found under it
    block = models.CharField(max_length=BLOCK_LENGTH, default="")

    objects = SightedManager.from_queryset(Persons)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(nik=None) ^ Q(nik_missing=""), name="person_has_nik_or_reason"
            ),
            models.UniqueConstraint(fields=["nik_index"], name="nik_of_one_person"),
            sealed("nik", name="nik_is_sealed"),
            models.CheckConstraint(
                condition=Q(sex__in=["male", "female"]), name="person_has_known_sex"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
        ]
        indexes = [
            models.Index(
                fields=["area", "search_name"],
                name="person_list",
                opclasses=["varchar_pattern_ops", "varchar_ops"],
            ),
            models.Index(fields=["block"], name="person_block"),
            models.Index(
                fields=["block"], name="person_block_without_nik", condition=Q(nik=None)
            ),
            models.Index(
                fields=["merged_into"],
                name="person_absorbed_by",
                condition=Q(merged_into__isnull=False),
            ),
            models.Index(
                fields=["mother"], name="person_of_mother", condition=Q(mother__isnull=False)
            ),
            models.Index(
                fields=["birth_date", "area"],
                name="person_born",
                opclasses=["date_ops", "varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("person_detail", args=[self.pk])


class Memberships(models.QuerySet["Membership"]):
    def on(self, day: date) -> "Memberships":
        """Those that held on that day."""
        return self.filter(holds_on(day))

    def present(self) -> "Memberships":
        """Those that have not ended."""
        return self.filter(until=None)

    def in_order(self) -> "Memberships":
        """As a roster is read: head, spouse, the rest from the eldest; age unknown last."""
        rank = Case(When(relation="head", then=0), When(relation="spouse", then=1), default=2)
        return self.order_by("family", rank, F("person__birth_date").asc(nulls_last=True), "pk")


class Membership(models.Model):
    """That a person belonged to a family from a day (included) until another (excluded)."""

    class Relation(models.TextChoices):
        HEAD = "head", _("Head of family")
        SPOUSE = "spouse", _("Wife or husband")
        CHILD = "child", _("Child")
        OTHER = "other", _("Other")

    class Presence(models.TextChoices):
        HOME = "home", _("Lives in the house")
        AWAY = "away", _("Lives elsewhere in Indonesia")
        ABROAD = "abroad", _("Lives abroad")

    class EndReason(models.TextChoices):
        MOVED = "moved", _("Moved away")
        MARRIED = "married", _("Married and left the family")
        DIED = "died", _("Died")
        DIVORCED = "divorced", _("Divorced and left the family")
        SPLIT = "split", _("Set up a household of their own")
        ROLE = "role", _("Another place in the same family")
        OTHER = "other", _("Other reason")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    family = models.ForeignKey(Family, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    relation = models.CharField(max_length=8, choices=Relation)
    presence = models.CharField(max_length=8, choices=Presence, default=Presence.HOME)
    since = models.DateField()
    until = models.DateField(null=True)
    end_reason = models.CharField(max_length=8, choices=EndReason, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("membership_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(until=None, end_reason="")
                | Q(until__isnull=False) & ~Q(end_reason=""),
                name="membership_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=["head", "spouse", "child", "other"]),
                name="member_has_known_relation",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until=None),
                name="person_in_one_family_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(until=None, relation="head"),
                name="family_has_one_head",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.relation} in {self.family_id}"
