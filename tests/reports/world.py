"""Melati with a chair, a decree, an officer in charge, and two meetings in the month before."""

from datetime import timedelta

from berdaya.groups import actions as groups
from berdaya.groups.actions.meetings import Held
from berdaya.groups.actions.people import NewMentoring
from berdaya.groups.actions.register import NewPaper
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.rules.months import month_before
from tests.groups.world import JOINED, TODAY, holds, melati

MONTH = month_before(TODAY)
DAY = MONTH + timedelta(days=2)
LATER = MONTH + timedelta(days=16)
NIK = "3204325507849002"


def busy(cast, name="Melati", names=("Rina", "Wati", "Yani")):
    group, members = melati(cast, names)
    persons = Person.objects.across_areas(why="test")
    persons.filter(pk__in=[it.person_id for it in members]).update(marital="married")
    rina = persons.get(pk=members[0].person_id)
    rina.nik, rina.nik_missing = NIK, ""
    rina.save()
    if name != group.name:
        groups.edit_group(group=group, name=name, number="", address="", meets="", by=cast.dedi)
    holds(members[0], "chair", by=cast.dedi)
    decree = NewPaper(new_key(), group, "decree", "400/17", JOINED, issued_by="Kepala Desa")
    groups.add_paper(paper=decree, by=cast.dedi)
    mentoring = NewMentoring(new_key(), group, "field-officer", JOINED, user=cast.dedi)
    groups.assign_mentor(mentoring=mentoring, by=cast.dedi)
    for on, came in ((DAY, members[:2]), (LATER, members[:1])):
        held = Held(
            new_key(),
            group,
            on,
            {it.pk: "present" for it in came},
            place="Posyandu",
            agenda="Harga\nKemasan",
            guests=1,
        )
        groups.record_meeting(held=held, by=cast.wati)
    return group, members
