"""How granted money was used, line by line, with its proof."""

from django.db import models
from django.db.models import Q

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.capital.models.applications import Line
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.sealed.fields import SealedBytesField
from berdaya.sealed.text import WordsField


class Uses(GroupRows["Use"]):
    cell = "capital-application.read"
    group_path = "line__application__group"

    def light(self) -> "Uses":
        """Without the photo of the receipt."""
        return self.defer("content")

    def standing(self) -> "Uses":
        return self.filter(taken_back_on=None)


class Use(models.Model):
    """Money spent on a line. A wrong entry is taken back with its reason, not edited."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    line = models.ForeignKey(Line, models.PROTECT, related_name="uses")
    on = models.DateField()
    amount = models.PositiveBigIntegerField()
    proof = WordsField(max_length=200)  # which receipt, from whom
    media = models.CharField(max_length=20, blank=True)
    content = SealedBytesField(default=b"")
    taken_back_on = models.DateField(null=True)
    taken_back_because = WordsField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Uses)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="use_of_some_money"),
            models.CheckConstraint(condition=~Q(proof=""), name="use_has_its_proof"),
            models.CheckConstraint(
                condition=Q(taken_back_on=None) ^ ~Q(taken_back_because=""),
                name="use_taken_back_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.amount}"
