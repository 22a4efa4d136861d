"""R/I/UPPKA, the register of a group's activity in a month."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone, translation

from berdaya.groups.figures import Figures, as_closed
from berdaya.groups.models import Attendance, Group, Meeting, Member, Term
from berdaya.kie.evidence import Held, sessions_in
from berdaya.kie.models import Session
from berdaya.reports.filled import HIDDEN, LANGUAGE, Filled, Row, slug
from berdaya.reports.people import (
    MASKED,
    Known,
    Show,
    chair_of,
    known_of,
    mentors_of,
    places_of,
    shown_kb,
    terms_on,
)
from berdaya.rules.indonesia import long_month
from berdaya.rules.kie.topics import topic
from berdaya.rules.months import next_month
from berdaya.rules.official_forms.definition import form

ID = "activity-register"
HOW = {Meeting.How.TOGETHER: "Tatap muka", Meeting.How.ONLINE: "Daring"}
PRESENT = Attendance.Presence.PRESENT


def register_of(group: Group, month: date, show: Show = MASKED) -> Filled:
    """What happened in a month (by its first day). Sixteen queries."""
    until = next_month(month)
    day = min(until - date.resolution, timezone.localdate())
    came = Attendance.objects.filter(presence=PRESENT).select_related("member__person")
    meetings = list(
        group.meetings.held()
        .filter(on__gte=month, on__lt=until)
        .order_by("on", "pk")
        .prefetch_related(Prefetch("attendances", came, to_attr="present"))
    )
    terms = terms_on(group, day)
    members = _belonged(group, month, until, meetings)
    known = known_of(members, [], day, show)
    pembina, _others = mentors_of(group, day)
    closing = group.closings.standing().filter(month=month).first()
    here = [it for it in members if _belongs(it, day)]
    figures = as_closed(closing) if closing else _figures(here, known, len(meetings))
    talks = sessions_in([group.pk], month, until)[group.pk]
    with translation.override(LANGUAGE):
        head: Row = {
            **places_of(group.area_id),
            "number": group.number,
            "name": group.name,
            "pembina": pembina,
            "month": long_month(month),
            "state": "Ditutup" if closing else "Belum ditutup",
            "totals": _totals(figures, show),
        }
        return Filled(
            form=form(ID),
            about=f"{group.name} · {long_month(month)}",
            name=f"ri-{slug(group.name)}-{month:%Y-%m}",
            rows={
                "group": [head],
                "meetings": _gatherings(meetings, talks, known),
                "members": _participants(members, meetings, terms, known),
            },
            signed_by=(chair_of(terms), pembina),
            as_of=day,
        )


def _belonged(
    group: Group, month: date, until: date, meetings: Sequence[Meeting]
) -> list[Member]:
    """Everybody who was a member on some day of the month, or left at a meeting on its first.

    Who came back is there once.
    """
    came = [it.member_id for meeting in meetings for it in _present(meeting)]
    there = Q(until=None) | Q(until__gt=month) | Q(pk__in=came)
    rows = group.members.filter(there, since__lt=until)
    found = rows.select_related("person").order_by("person__name", "since")
    return list({it.person_id: it for it in found}.values())


def _belongs(member: Member, day: date) -> bool:
    return member.since <= day and (member.until is None or member.until > day)


def _totals(figures: Figures, show: Show) -> str:
    using = shown_kb(figures.couples, figures.couples_using, show)
    return f"{figures.members} / {figures.couples} / {using}"


def _present(meeting: Meeting) -> list[Attendance]:
    found: list[Attendance] = meeting.present  # type: ignore[attr-defined]  # prefetched
    return found


def _figures(members: Sequence[Member], known: Known, meetings: int) -> Figures:
    fertile = [it for it in members if known.pus[it.person_id]]
    using = sum(bool(known.kb[it.pk].takes_part) for it in fertile)
    return Figures(len(members), len(fertile), using, meetings)


def _gatherings(meetings: Sequence[Meeting], talks: Sequence[Held], known: Known) -> list[Row]:
    """Meetings with what was taught in them, and sessions of KIE on their own, by day."""
    taught = {it.meeting: it for it in talks if it.meeting}
    rows = [_meeting(it, taught.get(it.pk), known) for it in meetings]
    rows += [_session(it) for it in talks if it.meeting is None]
    rows.sort(key=lambda row: str(row["day"]))
    return [{"nr": number, **row} for number, row in enumerate(rows, start=1)]


def _meeting(meeting: Meeting, talk: Held | None, known: Known) -> Row:
    # who joined or left on the way is known as a participant too
    figures = _figures([it.member for it in _present(meeting)], known, 1)
    return {
        "day": meeting.on,
        "how": HOW[Meeting.How(meeting.how)],
        "place": meeting.place,
        "agenda": "; ".join(meeting.points),
        **_taught(talk),
        "came": figures.members,
        "came_pus": figures.couples,
        # who came is known: the counts of two meetings tell of the one that came to one
        "came_kb": figures.couples_using if known.show.kb else HIDDEN,
        "guests": meeting.guests,
    }


def _session(talk: Held) -> Row:
    return {
        "day": talk.day,
        "how": HOW[Meeting.How(talk.how)],
        "place": None,
        "agenda": "Penyuluhan",
        **_taught(talk),
        "came": talk.members,
        "came_pus": None,
        "came_kb": None,
        "guests": talk.others,
    }


def _taught(talk: Held | None) -> Row:
    if talk is None:
        return {"topics": None, "speaker": None}
    kind = str(Session.Speaker(talk.speaker).label)
    return {
        "topics": ", ".join(topic(code).title[LANGUAGE] for code in talk.topics),
        "speaker": f"{talk.speaker_name} ({kind})" if talk.speaker_name else kind,
    }


def _participants(
    members: Sequence[Member],
    meetings: Sequence[Meeting],
    terms: Sequence[Term],
    known: Known,
) -> list[Row]:
    days: dict[UUID, list[int]] = defaultdict(list)
    for meeting in meetings:
        for one in _present(meeting):
            days[one.member.person_id].append(meeting.on.day)
    offices = {it.member.person_id: str(it.get_office_display()) for it in terms}
    return [
        {
            "nr": number,
            **known.cells_of(it),
            "office": offices.get(it.person_id, "Anggota"),
            "days": ", ".join(str(day) for day in days[it.person_id]),
            "times": len(days[it.person_id]),
        }
        for number, it in enumerate(members, start=1)
    ]
