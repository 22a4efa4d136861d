"""A group of Sukamaju to which things happen."""

from datetime import date
from io import BytesIO

from django.utils import timezone
from PIL import Image

from berdaya.access.kinds import GROUP_OFFICER, MENTOR
from berdaya.consents.actions import Answer
from berdaya.consents.models import Consent
from berdaya.groups.actions import (
    add_member,
    add_paper,
    add_photos,
    assign_mentor,
    elect,
    plan_meeting,
    record_meeting,
    register_group,
)
from berdaya.groups.actions.founding import NewGroup
from berdaya.groups.actions.meetings import Held, NewMeeting, NewResolution
from berdaya.groups.actions.members import NewMember
from berdaya.groups.actions.people import NewMentoring
from berdaya.groups.actions.register import NewPaper
from berdaya.groups.models import Group, Mentoring, Resolution, Term
from berdaya.keys import new_key
from berdaya.people.models import Door, Person
from berdaya.ui.photos import small_photo
from tests.life.world import a_family, someone

VILLAGE = "32.04.32.2998"
TODAY = timezone.localdate()
FOUNDED = date(2024, 3, 2)
JOINED = date(2024, 4, 6)


def a_group(by, name="Melati", *, area=VILLAGE, founded_on=FOUNDED, **more):
    new = NewGroup(new_key(), area, name, founded_on, **more)
    return register_group(group=new, door=Door.WEB, by=by)


def a_woman(by, name):
    """A neighbour with a family of her own."""
    family = a_family(
        by, someone(name, "head", birth_date=date(1985, 6, 1), uses_contraception=True)
    )
    return Person.objects.across_areas(why="test").get(memberships__family=family)


def agrees(person):
    return Answer(
        key=new_key(),
        subject=person,
        purpose="membership",
        act=Consent.Act.GIVEN,
        text_version="1",
        relation=Consent.Relation.SELF,
        how=Consent.How.SPOKEN,
        said_on=TODAY,
        answered_by=person,
    )


def joins(group, person, *, by, since=JOINED, key=None, consent=True):
    told = NewMember(key or new_key(), group, person, since, "income")
    return add_member(member=told, consent=agrees(person) if consent else None, by=by)


def holds(member, office, *, by, since=JOINED, user=None):
    return elect(key=new_key(), member=member, office=office, since=since, user=user, by=by)


def accompanied(group, user, *, by, since=JOINED):
    told = NewMentoring(new_key(), group, "companion", since, user=user)
    return assign_mentor(mentoring=told, by=by)


def melati(cast, names=("Rina", "Wati", "Yani")):
    """The group Melati with these members; Bu Wati signs in as its treasurer."""
    group = a_group(cast.dedi)
    members = [joins(group, a_woman(cast.sari, name), by=cast.dedi) for name in names]
    holds(members[1], "treasurer", by=cast.dedi, user=cast.wati)
    return group, members


def drawn(*, size=(800, 600), colour="seagreen", kind="JPEG", **more):
    """A picture as a phone would send it."""
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, kind, **more)
    return written.getvalue()


def photographed(meeting, *, by, key=None, colours=("seagreen",)):
    photos = [small_photo(drawn(colour=it)) for it in colours]
    return add_photos(key=key or new_key(), meeting=meeting, photos=photos, by=by)


def again(row):
    """The row as the database has it now."""
    return type(row)._base_manager.get(pk=row.pk)


def groups():
    return Group.objects.across_areas(why="test")


def tied(group, members, user):
    """Let a user be what their role means in this group, as an office would note it."""
    row = {"group": group, "user": user, "since": JOINED, "by": user}
    if user.is_any(GROUP_OFFICER):
        Term.objects.create(member=members[0], office="helper", **row)
    if user.is_any(MENTOR):
        Mentoring.objects.create(kind="companion", **row)


def a_life(cast, names=("Rina", "Wati", "Yani")):
    """The group Melati with something on each of its pages, by the names of what stands there."""
    group, members = melati(cast, names)
    paper = NewPaper(new_key(), group, "decree", "400/17", JOINED)
    plan = NewMeeting(new_key(), group, TODAY)
    decided = NewResolution(new_key(), "Beli kemasan", members[0], TODAY)
    held = Held(new_key(), group, TODAY, {members[0].pk: "present"}, resolutions=(decided,))
    mentoring = NewMentoring(new_key(), group, "university", JOINED, name="Pak Amir")
    meeting = record_meeting(held=held, by=cast.dedi)
    return {
        "group": group,
        "members": members,
        "member": members[0],
        "term": members[1].terms.get(),
        "mentoring": assign_mentor(mentoring=mentoring, by=cast.dedi),
        "paper": add_paper(paper=paper, by=cast.dedi),
        "planned": plan_meeting(meeting=plan, by=cast.dedi),
        "meeting": meeting,
        "photo": photographed(meeting, by=cast.dedi)[0],
        "resolution": Resolution.objects.across_areas(why="test").get(pk=decided.key),
    }


def pages_of(life):
    """How each page of a group is reached: name of the address to its arguments."""
    of_group = {
        name: [(life["group"].pk,)]
        for name in (
            "group_detail",
            "group_edit",
            "group_papers",
            "paper_new",
            "member_list",
            "member_join",
            "term_new",
            "mentoring_new",
            "meeting_list",
            "meeting_plan",
            "meeting_record_new",
            "group_forms",
            "group_standing",
        )
    }
    group, year = life["group"].pk, TODAY.year
    of_months = {
        "month_close": [(group, year, 1)],
        "month_reopen": [(group, year, 1)],
        "register_file": [(group, year, TODAY.month, it) for it in ("pdf", "xlsx")],
        "card_file": [(group, year, "pdf")],
        "report_calendar": [()],
        "form_columns": [("group-card",)],
        "village_month": [(VILLAGE, year, TODAY.month)],
        "village_file": [(VILLAGE, year, TODAY.month, "pdf")],
    }
    of_rows = {
        "paper_withdraw": "paper",
        "member_end": "member",
        "term_end": "term",
        "mentoring_end": "mentoring",
        "meeting_detail": "meeting",
        "meeting_record": "meeting",
        "meeting_minutes": "meeting",
        "meeting_call_off": "planned",
        "photo_new": "meeting",
        "photo_detail": "photo",
        "photo_file": "photo",
        "photo_preview": "photo",
        "photo_remove": "photo",
        "resolution_settle": "resolution",
    }
    return (
        {"group_list": [()], "group_areas": [()], "group_new": [()]}
        | of_group
        | of_months
        | {name: [(life[row].pk,)] for name, row in of_rows.items()}
        | {
            "criterion_attest": [(life["group"].pk, "tahap", "gs05")],
            "group_turn": [
                (life["group"].pk, kind) for kind in ("istirahat", "gabung", "pecah")
            ],
        }
    )
