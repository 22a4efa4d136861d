"""The conditions for outside capital, as evidence shows them for one application.

What the group itself must prove, and the rule, stand in the room readiness. An application adds
the two facts that only it can prove: what the money is for, and that the members want it.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from berdaya.capital.models import Application
from berdaya.groups.models import Attendance, Group, Meeting, Resolution
from berdaya.readiness.evidence import GOOD_FOR, Evidence, Known
from berdaya.readiness.standing import ELIGIBILITY, Line, Standing, standing_by
from berdaya.rules.indonesia import rupiah
from berdaya.ui.days import long_date
from berdaya.ui.languages import said

PRESENT = Attendance.Presence.PRESENT


def standing_for(application: Application, on: date) -> Standing:
    """Whether the group may get what it applies for, by what is proved on a day."""
    proved = {"plan": plan(application), "consent": consent(application)}
    return standing_by(Known(application.group, on, proved), ELIGIBILITY)


def plan(application: Application) -> Evidence:
    """The cost lines are the plan: what the money is for, and what each thing costs."""
    amounts = [line.amount for line in application.lines.all()]
    if not amounts:
        url = reverse("line_new", args=[application.pk])
        return Evidence(0, _("Nothing is written yet of what the money is for."), url)
    words = ngettext(
        "%(count)s thing is written down, %(total)s in all.",
        "%(count)s things are written down, %(total)s in all.",
        len(amounts),
    )
    told = {"count": len(amounts), "total": rupiah(sum(amounts))}
    return Evidence(1, words % told, application.get_absolute_url())


def consent(application: Application) -> Evidence:
    """A decision in the minutes of a meeting, with how many members were there."""
    agreed = application.agreed_by
    if agreed is None:
        url = reverse("application_agreed", args=[application.pk])
        return Evidence(0, _("No decision of a meeting is named yet."), url)
    if agreed.state == Resolution.State.DROPPED:
        url = reverse("application_agreed", args=[application.pk])
        return Evidence(0, _("The meeting's decision was dropped since."), url)
    meeting = agreed.meeting
    noted = meeting.attendances.aggregate(
        all=Count("pk"), there=Count("pk", filter=Q(presence=PRESENT))
    )
    words = _("“%(decision)s”, decided on %(day)s; %(there)s of %(all)s members were there.")
    told = {"decision": agreed.text, "day": long_date(meeting.on), **noted}
    return Evidence(1, words % told, meeting.get_absolute_url())


def decisions_of(group: Group, today: date) -> "QuerySet[Resolution]":
    """What meetings of the past half year decided and did not drop, the newest first."""
    rows = Resolution.objects.across_areas(why="of a group in sight").of(group)
    rows = rows.filter(
        meeting__state=Meeting.State.HELD, meeting__on__range=(today - GOOD_FOR, today)
    )
    kept = rows.exclude(state=Resolution.State.DROPPED).select_related("meeting")
    return kept.order_by("-meeting__on", "pk")


def named(lines: Iterable[Line]) -> str:
    """Conditions by their short names, for a sentence."""
    return ", ".join(said(line.item.short) for line in lines)
