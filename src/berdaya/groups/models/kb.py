"""How a member stood to KB from a day on, as they said themselves."""

from django.db import models

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.groups.models.people import Member
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key


class KbNotes(GroupRows["KbNote"]):
    cell = "group-kb.add"
    group_path = "member__group"


class KbNote(models.Model):
    """It holds from its day until the next note of the same person. Other members never see it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="kb_notes")
    on = models.DateField()
    status = models.CharField(max_length=12)  # of rules/kb/statuses.yaml
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    objects = SightedManager.from_queryset(KbNotes)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "on"], name="kb_noted_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.status} {self.on}"
