"""A small family to which things happen."""

from datetime import date, timedelta

from django.utils import timezone

from berdaya.keys import new_key
from berdaya.life.actions.recording import Told
from berdaya.life.models import REASONS
from berdaya.people.actions import register_family
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.models import Door, Family, Membership, Person

RT = "32.04.32.2998.001.001"
OTHER_RT = "32.04.32.2998.001.002"
SINCE = date(2020, 1, 1)
DAY = date(2026, 3, 1)
TODAY = timezone.localdate()


def someone(name, relation="other", sex="female", **facts):
    return NewMember(new_key(), PersonFacts(name=name, sex=sex, **facts), relation)


def a_family(by, *members, area=RT, since=SINCE):
    new = NewFamily(key=new_key(), area=area, members=members, since=since)
    return register_family(family=new, door=Door.WEB, by=by)


def rinas(by):
    """Dadan the head, Rina his wife, their children Agus and Siti, and Dadan's mother Euis."""
    return a_family(
        by,
        someone("Dadan", "head", "male", marital="married", birth_date=date(1980, 3, 11)),
        someone("Rina", "spouse", marital="married", birth_date=date(1984, 7, 15)),
        someone("Agus", "child", "male", marital="never", birth_date=date(2004, 5, 2)),
        someone("Siti", "child", marital="never", birth_date=date(2014, 9, 23)),
        someone("Euis", "other", marital="widowed", birth_date=date(1955, 2, 8)),
    )


def told(kind, on=DAY, **values):
    reason = values.pop("reason", REASONS[kind][0])
    return Told(key=values.pop("key", None) or new_key(), on=on, reason=reason, **values)


def place(family, name):
    """Where somebody stands in a family now."""
    rows = Membership.objects.present().select_related("person", "family")
    return rows.get(family=family, person__name=name)


def roster(family, on=None):
    """Name to relation, on a day or today."""
    rows = Membership.objects.on(on or TODAY).filter(family=family).select_related("person")
    return {it.person.name: it.relation for it in rows}


def person(name):
    return Person.objects.across_areas(why="test").get(name=name)


def again(family):
    return Family.objects.across_areas(why="test").get(pk=family.pk)


def yesterday_of(day):
    return day - timedelta(days=1)
