"""Photos of meetings. They show faces: the group's officers and mentors alone see them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.groups.models.meetings import Meeting
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.sealed.fields import SealedBytesField
from berdaya.sealed.text import WordsField


class Photos(GroupRows["Photo"]):
    cell = "meeting-photo.read"
    group_path = "meeting__group"

    def standing(self) -> "Photos":
        """Those that were not removed."""
        return self.filter(removed_on=None)

    def light(self) -> "Photos":
        """Without the pictures."""
        return self.defer("content", "preview")


class Photo(models.Model):
    """A photo, small and sealed. What was removed keeps its line and loses its pictures."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="photos")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    content = SealedBytesField()
    preview = SealedBytesField()
    removed_on = models.DateField(null=True)
    removed_because = WordsField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Photos)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_on=None) ^ ~Q(removed_because=""),
                name="photo_removed_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("photo_detail", args=[self.pk])
