"""A group of six women with something behind each of its figures."""

from datetime import timedelta

from berdaya.keys import new_key
from berdaya.kie.actions import record_session
from berdaya.objectives.keeping import keep_groups
from berdaya.objectives.models import Figures
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment
from tests.enterprises.world import a_business, told_month, took_home
from tests.groups.world import TODAY, melati
from tests.kie.world import a_meeting, told

NAMES = ("Rina", "Wati", "Yani", "Dewi", "Nur", "Sri")


def figures(group, month):
    rows = Figures.objects.across_areas(why="test").current()
    return rows.get(group=group, month=month).found


def surveyed(cast, person, answer):
    """Keluarga Sejahtera of the person's family: all yes, or all but a basic need."""
    answers = {f"ks{number:02}": 1 for number in range(1, 22)} | {"ks03": answer}
    family = person.memberships.get().family
    entry = NewAssessment(new_key(), family, answers, TODAY)
    return record_assessment(
        entry=entry, instrument="keluarga-sejahtera", door=Door.WEB, by=cast.sari
    )


def a_busy_group(cast, names=NAMES):
    """Two businesses, of which one told; a meeting with KIE; two families surveyed."""
    group, members = melati(cast, names)
    sells = a_business(group, members[0], by=cast.dedi)
    a_business(group, members[1], by=cast.dedi, name="Kue Bu Wati")
    told_month(sells, by=cast.dedi)
    took_home(sells, members[0], by=cast.dedi)
    day = TODAY - timedelta(days=1)
    meeting = a_meeting(group, members[:4], by=cast.dedi, on=day)
    record_session(told=told(group, meeting, ["family-development"]), by=cast.dedi)
    surveyed(cast, members[0].person, 1)
    surveyed(cast, members[1].person, 0)
    keep_groups([group.pk], TODAY)
    return group, members
