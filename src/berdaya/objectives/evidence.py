"""The history of groups, gathered from the rooms that hold it. No viewer: figures are made of it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from berdaya.enterprises.models import Baseline, Enterprise, Income, Record
from berdaya.groups.models import Attendance, Meeting, Member, Resolution
from berdaya.kie.models import Listener, Session
from berdaya.people.models import Family, Membership
from berdaya.readiness.models import Judgement
from berdaya.readiness.standing import STAGE
from berdaya.rules.instruments.definition import INCOMPLETE
from berdaya.rules.objectives.history import (
    Belonging,
    Business,
    Gathering,
    History,
    Home,
    Key,
    Lesson,
    Resolved,
)
from berdaya.surveys.models import Assessment, Outcome

WHY = "figures of groups; nobody is named"
STAGES, LEVELS = "keluarga-sejahtera", "empowerment-levels"
OUTPUTS = Q(assessment__instrument=STAGES, output="stage") | Q(
    assessment__instrument=LEVELS, output="level"
)
CAME = Count("attendances", Q(attendances__presence=Attendance.Presence.PRESENT))
Persons = dict[UUID, UUID]  # a record, and the one that stands for it
Histories = dict[UUID, History]


def histories_of(groups: Collection[UUID]) -> Histories:
    """Fifteen queries, whatever the number of groups and years."""
    found: Histories = {key: History() for key in groups}
    persons = _members(found)
    _families(found, _homes(found, persons))
    _businesses(found, persons)
    _meetings(found)
    _lessons(found, persons)
    rows = Judgement.objects.across_areas(why=WHY).filter(group__in=found, instrument=STAGE)
    for group, on, level in rows.order_by("on", "recorded_at", "pk").values_list(
        "group", "on", "level"
    ):
        found[group].judged.append((on, level))
    return found


def _members(found: Histories) -> Persons:
    rows = Member.objects.across_areas(why=WHY).filter(group__in=found)
    persons: Persons = {}
    for group, person, heir, sex, since, until in rows.exclude(
        left=Member.Left.MISTAKE
    ).values_list("group", "person", "person__merged_into", "person__sex", "since", "until"):
        persons[person] = heir or person
        found[group].members.append(Belonging(since, until, persons[person], sex))
    return persons


def _homes(found: Histories, persons: Persons) -> dict[UUID, UUID]:
    """Where each lived when; returns the records of these families, with those merged into them."""
    homes: dict[UUID, list[Home]] = defaultdict(list)
    heirs: dict[UUID, UUID] = {}
    rows = Membership.objects.filter(person__among=set(persons.values()))
    columns = ("person", "family", "family__merged_into", "since", "until")
    for person, family, heir, since, until in rows.values_list(*columns):
        heirs[family] = heir or family
        homes[person].append(Home(since, until, heirs[family]))
    absorbed = Family.objects.across_areas(why=WHY).filter(
        merged_into__among=set(heirs.values())
    )
    heirs |= {key: heir for key, heir in absorbed.values_list("pk", "merged_into") if heir}
    for history in found.values():
        history.homes = {it.person: homes[it.person] for it in history.members}  # type: ignore[index]  # keys are hashable
    return heirs | {heir: heir for heir in heirs.values()}


def _families(found: Histories, heirs: dict[UUID, UUID]) -> None:
    rows = Outcome.objects.filter(
        OUTPUTS, assessment__family__among=set(heirs), assessment__replaced_by=None
    ).exclude(level__in=["", INCOMPLETE.code])
    stages: Any = defaultdict(list)
    levels: Any = defaultdict(list)
    columns = ("assessment__family", "assessment__conducted_on", "output", "level")
    for family, on, output, level in rows.order_by(
        "assessment__conducted_on", "assessment__recorded_at", "assessment__pk"
    ).values_list(*columns):
        (stages if output == "stage" else levels)[heirs[family]].append((on, level))
    answers = _answers(heirs)
    for history in found.values():
        families = {home.family for homes in history.homes.values() for home in homes}
        history.stages = {it: stages[it] for it in families if it in stages}
        history.levels = {it: levels[it] for it in families if it in levels}
        history.answers = {it: answers[it] for it in families if it in answers}


def _answers(heirs: dict[UUID, UUID]) -> Any:
    """What families answered, whether or not the stage could be told by it."""
    rows = Assessment.objects.across_areas(why=WHY).standing()
    rows = rows.filter(family__among=set(heirs), instrument=STAGES, person=None)
    found: Any = defaultdict(list)
    for family, on, given in rows.order_by("conducted_on", "recorded_at", "pk").values_list(
        "family", "conducted_on", "answers"
    ):
        found[heirs[family]].append((on, given))
    return found


def _businesses(found: Histories, persons: Persons) -> None:
    rows = Enterprise.objects.across_areas(why=WHY).filter(group__in=found)
    keys: dict[UUID, Any] = {
        it.pk: it
        for it in rows.exclude(ended_because=Enterprise.Ending.MISTAKE).select_related("owner")
    }
    said = Baseline.objects.across_areas(why=WHY).filter(enterprise__in=keys)
    baselines = dict(
        said.order_by("said_on", "recorded_at", "pk").values_list("enterprise", "amount")
    )
    sales: dict[UUID, dict[date, int]] = defaultdict(dict)
    told = Record.objects.across_areas(why=WHY).counted().filter(book__enterprise__in=keys)
    for key, month, money in (
        told.values("book__enterprise", "book__month")
        .annotate(all=Sum("money"))
        .values_list("book__enterprise", "book__month", "all")
    ):
        sales[key][month] = money
    incomes: dict[UUID, dict[date, dict[Key, int]]] = defaultdict(lambda: defaultdict(dict))
    taken = Income.objects.across_areas(why=WHY).standing().filter(enterprise__in=keys)
    for key, person, month, amount in taken.values_list(
        "enterprise", "member__person", "month", "amount"
    ):
        incomes[key][month][persons.get(person, person)] = amount
    for key, one in keys.items():
        owner = one.owner and persons.get(one.owner.person_id, one.owner.person_id)
        found[one.group_id].businesses.append(
            Business(
                one.begun_on,
                one.ended_on,
                owner,
                one.family_id,
                has_left=one.ended_because == Enterprise.Ending.LEFT,
                baseline=baselines.get(key),
                sales=sales[key],
                incomes=incomes[key],
            )
        )


def _meetings(found: Histories) -> None:
    rows: Any = Meeting.objects.across_areas(why=WHY).held().filter(group__in=found)
    counted = rows.annotate(expected=Count("attendances"), came=CAME)
    for group, on, expected, came in counted.values_list("group", "on", "expected", "came"):
        found[group].meetings.append(Gathering(on, expected, came))
    decided = Resolution.objects.across_areas(why=WHY).filter(
        meeting__group__in=found, due_on__isnull=False
    )
    for group, due, state, settled in decided.values_list(
        "meeting__group", "due_on", "state", "settled_on"
    ):
        done = settled if state == Resolution.State.DONE else None
        assert due is not None  # asked for above
        found[group].decisions.append(Resolved(due, done))


def _lessons(found: Histories, persons: Persons) -> None:
    rows = Session.objects.across_areas(why=WHY).standing().filter(group__in=found)
    sessions = list(rows.dated().prefetch_related("covered"))
    came: dict[UUID, set[UUID]] = defaultdict(set)
    there = Attendance.objects.filter(
        meeting__kie_session__in=sessions, presence=Attendance.Presence.PRESENT
    )
    on_their_own = Listener.objects.filter(session__in=sessions)
    for session, person in (
        *there.values_list("meeting__kie_session", "member__person"),
        *on_their_own.values_list("session", "member__person"),
    ):
        came[session].add(persons.get(person, person))
    for one in sessions:
        topics = frozenset(it.topic for it in one.covered.all())
        found[one.group_id].lessons.append(Lesson(one.day, topics, frozenset(came[one.pk])))
