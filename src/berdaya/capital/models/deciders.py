"""Which of the recorded people a decider is, so that kin can be told."""

from django.db import models

from berdaya.access.models import User
from berdaya.keys import new_key
from berdaya.people.models import Person


class Oneself(models.Model):
    """What a user said of themself. No person: they say they are in no family recorded here."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "person"], name="oneself_said_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} is {self.person_id}"
