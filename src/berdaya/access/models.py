"""Users, what they do where, and the trace of what they did."""

from collections.abc import Collection
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from berdaya.access import kinds
from berdaya.access.roles import who_may
from berdaya.areas.codes import covers
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.sealed.text import AnswersField, WordsField

NOTHING = Q(pk__in=())
NATION = ""


def within_any(path: str, codes: Collection[str]) -> Q:
    """The condition that `path` (an area code) lies in one of `codes`; no codes, no rows."""
    if NATION in codes:
        return Q()
    return reduce(or_, (Q(**{f"{path}__within": code}) for code in codes), NOTHING)


class User(AbstractUser):
    """Someone who signs in. `first_name` holds the whole name as people say it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)

    def __str__(self) -> str:
        return self.first_name or self.username

    def sight_of(self, path: str, cell: str = "family.read") -> Q:
        """The condition on `path` (an area code) that keeps what `cell` opens to this user."""
        return within_any(path, self.areas_for(cell))

    def sees(self, area: str, cell: str = "own-work.read") -> bool:
        """Whether `area` lies where this user holds `cell`; without one, in any of their areas."""
        return self.may(cell, area=area)

    def may(self, deed: str, *, area: str) -> bool:
        """Whether a role of this user in `area`, or above it, includes a verb or a cell."""
        return any(covers(code, area) for code in self.areas_for(deed))

    def may_anywhere(self, deed: str) -> bool:
        """Whether some role of this user includes a verb or a cell."""
        return bool(self.areas_for(deed))

    def areas_for(self, deed: str) -> frozenset[str]:
        """The codes of the areas in which this user holds a verb or a cell."""
        allowed = who_may(deed)
        roles = self.current_roles
        return frozenset(role.area_id or NATION for role in roles if role.kind in allowed)

    def is_any(self, *kinds: "kinds.Kind") -> bool:
        """Whether this user has one of these roles somewhere."""
        return any(role.kind in kinds for role in self.current_roles)

    @cached_property
    def current_roles(self) -> "list[Role]":
        """Queries once per request."""
        return list(self.roles.filter(until=None).select_related("area").order_by("area_id"))

    @cached_property
    def area_codes(self) -> frozenset[str]:
        """The codes of this user's areas, "" for the nation."""
        return frozenset(role.area_id or NATION for role in self.current_roles)


class Role(models.Model):
    """What a user does in an area and everything below it; no area means the whole nation."""

    Kind = kinds.Kind

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=kinds.Kind)
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "area", "kind"],
                condition=Q(until=None),
                nulls_distinct=False,
                name="role_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.area_id or 'nation'}"

    @property
    def profile(self) -> kinds.Profile:
        """What this kind of role asks of its holder."""
        return kinds.PROFILES[kinds.Kind(self.kind)]


class Invitation(models.Model):
    """A link that lets one person in, once: with a first role, or back in with a new password."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    name = WordsField(max_length=150, blank=True)  # whom it is meant for
    kind = models.CharField(max_length=20, choices=kinds.Kind, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    back = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="", back__isnull=False) | ~Q(kind="") & Q(back=None),
                name="invitation_to_a_role_or_back_in",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None)
                | Q(used_at__isnull=False, used_by__isnull=False, withdrawn_at=None),
                name="invitation_used_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["area", "made_at"], name="invitation_of_area")]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind or 'back'}"


class Noted(models.Model):
    """Who, when, about what and where: what every note has in common."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=100)
    # a plain code, so that a note outlives whatever becomes of the area; "" is the nation
    area = models.CharField(max_length=21, default="", blank=True)
    detail: "models.JSONField[Any]" = AnswersField(default=dict)

    class Meta:
        abstract = True


class Trace(Noted):
    """Who did what to what. Written in the same transaction as the deed; never changed."""

    verb = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="trace_of_subject"),
            models.Index(fields=["at", "id"], name="trace_in_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.by_id} {self.verb} {self.subject}"


class Look(Noted):
    """Who looked at what. Written after the page has gone out; forgotten after a while."""

    cell = models.CharField(max_length=40)  # of the table of roles: what was allowed

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="look_at_subject"),
            models.Index(fields=["at", "id"], name="look_in_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.by_id} {self.cell} {self.subject}"
