"""Guidance of a business: plan, visits, tasks, technology."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.enterprises import refusals
from berdaya.enterprises.actions.checks import locked, refuse_ended, refuse_future
from berdaya.enterprises.models import Enterprise, Plan, Task, Technology, Visit
from berdaya.groups.sight import allow
from berdaya.once import made_before

OPEN = Task.State.OPEN


@dataclass(frozen=True, slots=True)
class NewTask:
    """A step of a plan, or what was given to do at a visit."""

    key: UUID
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a business aims at, and by which steps."""

    key: UUID
    enterprise: Enterprise
    aims: str
    since: date
    steps: Sequence[NewTask] = field(default=())


@dataclass(frozen=True, slots=True)
class NewVisit:
    """What was seen at a visit, and what was given to do."""

    key: UUID
    enterprise: Enterprise
    on: date
    seen: str
    tasks: Sequence[NewTask] = field(default=())


@dataclass(frozen=True, slots=True)
class NewTechnology:
    """Appropriate technology that a business got to know."""

    key: UUID
    enterprise: Enterprise
    name: str
    since: date
    brought_by: str = ""


@transaction.atomic
def make_plan(*, plan: NewPlan, by: User) -> Plan:
    """Make a plan; the one before ends, and its open steps stay open.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseEnded, EnterpriseDayNotCome, NothingAimedAt.
    """
    allow(by, "enterprises.make_plan", group=plan.enterprise.group)
    enterprise = locked(plan.enterprise)
    told = {"enterprise": enterprise, "aims": plan.aims}
    if earlier := made_before(Plan, plan.key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    refuse_ended(enterprise)
    refuse_future(plan.since)
    if not plan.steps:
        raise refusals.NothingAimedAt
    if current := enterprise.plans.filter(until=None).first():
        current.until = max(plan.since, current.since)
        current.save(update_fields=["until"])
    made = Plan.objects.create(pk=plan.key, since=plan.since, by=by, **told)
    _give(plan.steps, enterprise, by, plan=made)
    trace(by, "enterprises.make_plan", made, steps=len(plan.steps))
    return made


@transaction.atomic
def record_visit(*, visit: NewVisit, by: User) -> Visit:
    """Note a visit and what was given to do; repeating its key returns the first.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseEnded, EnterpriseDayNotCome.
    """
    allow(by, "enterprises.record_visit", group=visit.enterprise.group)
    enterprise = locked(visit.enterprise)
    told = {"enterprise": enterprise, "on": visit.on, "seen": visit.seen}
    if earlier := made_before(Visit, visit.key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    refuse_ended(enterprise)
    refuse_future(visit.on)
    made = Visit.objects.create(pk=visit.key, by=by, **told)
    _give(visit.tasks, enterprise, by, visit=made)
    trace(by, "enterprises.record_visit", made, tasks=len(visit.tasks))
    return made


@transaction.atomic
def settle_task(*, task: Task, state: str, by: User, note: str = "") -> Task:
    """Note that a task was done, or will not be done.

    Raises:
        NotAllowed, TaskSettled.
    """
    allow(by, "enterprises.settle_task", group=task.enterprise.group)
    task = locked(task.enterprise).tasks.get(pk=task.pk)
    if task.state not in (OPEN, state):
        raise refusals.TaskSettled
    task.state, task.note = state, note
    task.settled_on = None if state == OPEN else timezone.localdate()
    task.save(update_fields=["state", "note", "settled_on"])
    trace(by, "enterprises.settle_task", task, state=state)
    return task


@transaction.atomic
def introduce_technology(*, technology: NewTechnology, by: User) -> Technology:
    """Note technology that was brought in; repeating its key returns the first.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseEnded, EnterpriseDayNotCome.
    """
    allow(by, "enterprises.introduce_technology", group=technology.enterprise.group)
    enterprise = locked(technology.enterprise)
    told = {"enterprise": enterprise, "name": technology.name}
    if earlier := made_before(Technology, technology.key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    refuse_ended(enterprise)
    refuse_future(technology.since)
    made = Technology.objects.create(
        pk=technology.key,
        brought_by=technology.brought_by,
        since=technology.since,
        by=by,
        **told,
    )
    trace(by, "enterprises.introduce_technology", made)
    return made


@transaction.atomic
def ask_technology(
    *, technology: Technology, used: str, on: date, by: User, note: str = ""
) -> Technology:
    """Note whether technology that was brought in is still used.

    Raises:
        NotAllowed, EnterpriseDayNotCome, BeforeBeginning.
    """
    allow(by, "enterprises.ask_technology", group=technology.enterprise.group)
    technology = locked(technology.enterprise).technologies.get(pk=technology.pk)
    refuse_future(on)
    if on < technology.since:
        raise refusals.BeforeBeginning
    technology.used, technology.asked_on, technology.note = used, on, note
    technology.save(update_fields=["used", "asked_on", "note"])
    trace(by, "enterprises.ask_technology", technology, used=used)
    return technology


def _give(
    tasks: Sequence[NewTask],
    enterprise: Enterprise,
    by: User,
    *,
    plan: Plan | None = None,
    visit: Visit | None = None,
) -> None:
    Task.objects.bulk_create(
        [
            Task(
                pk=task.key,
                enterprise=enterprise,
                plan=plan,
                visit=visit,
                text=task.text,
                due_on=task.due_on,
                by=by,
            )
            for task in tasks
        ]
    )
