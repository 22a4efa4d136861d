"""Sessions of KIE, what they covered with which material, who came, who was asked."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.areas.models import Area
from berdaya.groups.models import Attendance, Group, Meeting, Member
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.sealed.text import WordsField
from berdaya.surveys.models import Assessment


class Materials(models.QuerySet["Material"]):
    def in_use(self) -> "Materials":
        return self.filter(ended_on=None)


class Material(models.Model):
    """Something to teach with. What it says stands in its editions; nothing in it is about people."""

    class Language(models.TextChoices):
        INDONESIAN = "id", _("Indonesian")
        JAVANESE = "jv", _("Javanese")
        SUNDANESE = "su", _("Sundanese")
        OTHER = "other", _("Another language")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    title = WordsField(max_length=120)
    topic = models.CharField(max_length=40)  # of rules/kie/topics.yaml
    language = models.CharField(max_length=5, choices=Language, default=Language.INDONESIAN)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")  # who keeps it
    ended_on = models.DateField(null=True)  # no longer offered for new sessions
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = Materials.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="material_has_a_title")
        ]
        indexes = [models.Index(fields=["topic", "title"], name="material_of_topic")]

    def __str__(self) -> str:
        return f"{self.title} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("material_detail", args=[self.pk])


class Edition(models.Model):
    """One version of a material: words, a link or a file. Rows are only added."""

    class FileType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "JPEG"
        PNG = "image/png", "PNG"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    text = WordsField(max_length=8000, blank=True)
    link = models.URLField(max_length=500, blank=True)
    file = models.BinaryField(default=b"")
    file_type = models.CharField(max_length=20, choices=FileType, blank=True)
    changed = WordsField(max_length=300, blank=True)  # what is new in it
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["material", "number"], name="edition_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(link="") | ~Q(file_type=""),
                name="edition_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material_id} {self.number}"


DAY = Coalesce("meeting__on", "on")


class Sessions(GroupRows["Session"]):
    cell = "kie.read"

    def dated(self) -> "Sessions":
        """With `dated_on` to sort by, and the meetings fetched along, of which `day` speaks."""
        return self.annotate(dated_on=DAY).select_related("meeting")

    def standing(self) -> "Sessions":
        """Without those that were noted by mistake."""
        return self.filter(withdrawn_because="")

    def between(self, begin: date, end: date) -> "Sessions":
        """Of the days from `begin` (included) until `end` (excluded), by day."""
        rows = self.annotate(dated_on=DAY).select_related("meeting")
        return rows.filter(dated_on__gte=begin, dated_on__lt=end).order_by("dated_on", "pk")


class Session(models.Model):
    """One time that a group was told about something.

    In a meeting, its day, manner and who came are the meeting's; on its own it has them itself.
    """

    class Audience(models.TextChoices):
        MEMBERS = "members", _("Members of the group")
        FAMILIES = "families", _("Members and their families")
        PUBLIC = "public", _("Anybody")

    class Speaker(models.TextChoices):
        FIELD_OFFICER = "pkb-plkb", "PKB/PLKB"
        SUBDISTRICT = "pplkb", "PPLKB"
        VILLAGE = "ppkbd", "PPKBD"
        NEIGHBOURHOOD = "sub-ppkbd", "Sub-PPKBD"
        OTHER = "other", _("Somebody else")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="kie_sessions")
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, related_name="kie_session"
    )
    on = models.DateField(null=True)
    how = models.CharField(max_length=8, choices=Meeting.How, null=True)  # with `on`
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.MEMBERS)
    speaker = models.CharField(max_length=9, choices=Speaker)
    speaker_name = WordsField(max_length=120, blank=True)
    others = models.PositiveSmallIntegerField(default=0)  # who listened without being a member
    withdrawn_because = WordsField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")  # who noted it last
    recorded_at = models.DateTimeField(auto_now=True)

    objects = SightedManager.from_queryset(Sessions)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting=None, on__isnull=False, how__isnull=False)
                | Q(meeting__isnull=False, on=None, how=None),
                name="kie_session_has_one_day",
            ),
        ]
        indexes = [models.Index(fields=["group", "on"], name="kie_session_of_group")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.meeting_id or self.on}"

    def get_absolute_url(self) -> str:
        return reverse("session_detail", args=[self.pk])

    @property
    def day(self) -> date:
        """Its own day or the meeting's; reads the meeting where it was not fetched along."""
        day = self.meeting.on if self.meeting else self.on
        assert day, "the database holds that there is one"
        return day

    @property
    def manner(self) -> str:
        return str((self.meeting or self).how)


class Covered(models.Model):
    """That a session was about a topic, and with which version of a material, if any."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="covered")
    topic = models.CharField(max_length=40)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "topic"], name="topic_once_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.topic}"


class TopicHad(models.Model):
    """That a group had a topic in a session that stands.

    The verbs keep it true, so that the groups of a regency are counted without all their sessions.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "group"], name="topic_had_once_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.topic}"


class Listener(models.Model):
    """A member who came to a session outside a meeting."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="listeners")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="listener_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.session_id}"


class Asked(models.Model):
    """That a member was asked about a topic before or after a session: the survey has the answers."""

    class Phase(models.TextChoices):
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    session = models.ForeignKey(Session, models.PROTECT, related_name="asked")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40)
    phase = models.CharField(max_length=6, choices=Phase)
    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member", "topic", "phase"], name="asked_once_a_phase"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.phase} {self.topic}"


PRESENT = Attendance.Presence.PRESENT


def who_came(session: Session) -> models.QuerySet[Member]:
    """The members who were there, with their persons: of the meeting, or of the session itself."""
    members = Member.objects.across_areas(why="of a session in sight")
    if session.meeting_id:
        there = Attendance.objects.filter(meeting=session.meeting_id, presence=PRESENT)
    else:
        there = session.listeners.all()  # type: ignore[assignment]  # both name members
    return (
        members.filter(pk__in=there.values("member"))
        .select_related("person")
        .order_by("person__name")
    )
