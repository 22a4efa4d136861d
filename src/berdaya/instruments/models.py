"""What offices added: the text of each version, as it was written, for ever."""

from django.db import models
from django.db.models import Q

from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.rules.instruments.shelf import OWN


class OwnInstrument(models.Model):
    """One version of an instrument that an office made. Nothing of it ever changes.

    It is kept as text, not as a file, so that every server process reads the same and a backup
    of the answers has the questions with them.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    name = models.CharField(max_length=60)  # the id of the instrument
    version = models.CharField(max_length=20)
    text = models.TextField()
    # where it may be asked; none is everywhere
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version"], name="one_text_per_own_version"
            ),
            models.CheckConstraint(
                condition=Q(name__startswith=OWN), name="own_instrument_says_so"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
