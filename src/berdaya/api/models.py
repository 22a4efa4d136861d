"""Tokens, and what was answered to calls that may come again."""

from typing import Any

from django.db import models

from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.sealed.text import WordsField


class Token(models.Model):
    """A key with which a program acts for a user, in one of their areas, for some purposes.

    Only a digest of the secret is kept: whoever reads the table cannot call.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = WordsField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes: "models.JSONField[Any]" = models.JSONField()
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")  # None: nation
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    used_on = models.DateField(
        null=True
    )  # the last day; not the hour, which would cost a write
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="token_has_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.user_id}"


class Answer(models.Model):
    """What a call with an `Idempotency-Key` was answered, so that a second one gets the same."""

    id = models.BigAutoField(primary_key=True)
    token = models.ForeignKey(Token, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)  # of the method, the address and the body
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="answered_once_per_key")
        ]
        indexes = [models.Index(fields=["at"], name="answers_by_age")]

    def __str__(self) -> str:
        return f"{self.status} to {self.key}"
