"""Meetings: planned, held or called off; who came; what was decided and what became of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.groups.models.group import Group
from berdaya.groups.models.people import Member
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.sealed.text import WordsField


class Meetings(GroupRows["Meeting"]):
    cell = "meeting.read"

    def held(self) -> "Meetings":
        return self.filter(state=Meeting.State.HELD)

    def planned(self) -> "Meetings":
        return self.filter(state=Meeting.State.PLANNED)


class Meeting(models.Model):
    """One coming together of a group. Its day is the planned one until it was held."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CALLED_OFF = "called-off", _("Called off")

    class How(models.TextChoices):
        TOGETHER = "together", _("In one place")
        ONLINE = "online", _("By telephone or online")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    on = models.DateField()
    at = models.TimeField(null=True)
    place = WordsField(max_length=120, blank=True)
    how = models.CharField(max_length=8, choices=How, default=How.TOGETHER)
    agenda = WordsField(max_length=1000, blank=True)  # a line a point
    minutes = WordsField(max_length=4000, blank=True)
    guests = models.PositiveSmallIntegerField(default=0)  # who came without being a member
    called_off_because = WordsField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")  # who noted it last
    recorded_at = models.DateTimeField(auto_now=True)

    objects = SightedManager.from_queryset(Meetings)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="called-off") ^ Q(called_off_because=""),
                name="meeting_called_off_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["group", "on"], name="meeting_of_group")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.on} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.pk])

    @property
    def points(self) -> list[str]:
        """The agenda, a point each."""
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]


class Attendance(models.Model):
    """Of one who was a member on the day: whether they came."""

    class Presence(models.TextChoices):
        PRESENT = "present", _("Present")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Not there")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    presence = models.CharField(max_length=8, choices=Presence)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_noted_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.presence} at {self.meeting_id}"


class Resolutions(GroupRows["Resolution"]):
    cell = "meeting.read"
    group_path = "meeting__group"

    def open(self) -> "Resolutions":
        return self.filter(state=Resolution.State.OPEN)


class Resolution(models.Model):
    """What a meeting decided: who does it by when. It comes back at each meeting until settled."""

    class State(models.TextChoices):
        OPEN = "open", _("Still to do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    text = WordsField(max_length=300)
    owner = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    settled_on = models.DateField(null=True)
    note = WordsField(max_length=300, blank=True)  # what came of it

    objects = SightedManager.from_queryset(Resolutions)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(settled_on__isnull=False),
                name="resolution_settled_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="resolution_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.state})"
