"""The cases of one supervisor in numbers: by worker, by stage, and how long they stand there.

All is counted by the database. Nothing here opens a name: whose case it is, the case itself says.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from berdaya.access.kinds import SOCIAL_WORKER
from berdaya.access.models import NATION, Role, User, within_any
from berdaya.areas.codes import ancestors
from berdaya.casework.models import Case, GlassBreak, Intake, StageEntry
from berdaya.casework.models.cases import Cases
from berdaya.casework.professionals import left_cases, load_of
from berdaya.contacts.models import Contact, Step
from berdaya.outcomes.models import FollowUp
from berdaya.rules.casework.spans import definition
from berdaya.rules.casework.stages import FIRST, LAST
from berdaya.rules.casework.triage import urgencies

CELL = "caseload.read"
STAGES = range(FIRST, LAST + 1)
BREAKS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Load:
    """What a worker carries for this supervisor."""

    worker: User
    cases: int
    stages: tuple[tuple[int, int], ...]  # stage and how many, those with any
    urgent: int  # handed in as such
    in_crisis: int  # lately, by a contact
    over: int  # longer in their stage than expected
    late_steps: int
    follow_ups: int  # due after the end
    everywhere: int  # cases that are not closed, those of other supervisors among them

    @property
    def is_worth_a_look(self) -> bool:
        return any((self.urgent, self.in_crisis, self.over, self.late_steps, self.follow_ups))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Intakes that nobody decided about, the most urgent first."""

    counts: tuple[tuple[str, int], ...]  # urgency in words and how many
    late: int

    @property
    def all(self) -> int:
        return sum(count for _urgency, count in self.counts)


def cases_of(user: User) -> Cases:
    """Cases that are not closed and that `user` supervises, with the day of their last step."""
    last = StageEntry.objects.across_areas(why="of the same rows").filter(case=OuterRef("pk"))
    since = Coalesce(Subquery(last.order_by("-number").values("on")[:1]), "opened_on")
    return Case.objects.visible_to(user, CELL).standing().annotate(since=since)


def is_over(today: date) -> Q:
    """The condition that a case stands in its stage longer than expected."""
    found = Q(pk__in=())
    for span in definition().spans.values():
        found |= Q(stage=span.stage, since__lt=today - timedelta(days=span.days))
    return found


def workers_of(user: User) -> QuerySet[User]:
    """Who works on a case that `user` supervises, and the social workers of their areas."""
    codes = user.areas_for(CELL)
    above = {code for area in codes if area != NATION for code in ancestors(area)}
    where = within_any("area__code", codes) | Q(area__in=above)
    held = Role.objects.filter(where, kind=SOCIAL_WORKER, until=None, user__is_active=True)
    return User.objects.filter(
        Q(pk__in=held.values("user"))
        | Q(pk__in=cases_of(user).exclude(worker=None).values("worker"))
    )


def totals_of(user: User, today: date) -> dict[str, int]:
    """Of all cases together. One query."""
    return cases_of(user).aggregate(
        cases=Count("pk"),
        without_worker=Count("pk", filter=Q(worker=None)),
        over=Count("pk", filter=is_over(today)),
    )


def loads_of(user: User, workers: Sequence[User], today: date) -> list[Load]:
    """What each of these workers carries. Five queries, whatever their number."""
    counted = {row["worker"]: row for row in _counted(user, workers, today)}
    steps = Step.objects.visible_to(user, CELL).open().filter(due_on__lt=today)
    follow_ups = FollowUp.objects.visible_to(user, CELL).open().wanted(today)
    follow_ups = follow_ups.filter(due_on__lte=today)
    since = today - timedelta(days=definition().crisis_days)
    contacts = Contact.objects.visible_to(user, CELL).standing()
    contacts = contacts.filter(in_crisis=True, on__gt=since).exclude(case__state="closed")
    late, due = _by_worker(steps, workers), _by_worker(follow_ups, workers)
    crises, everywhere = _by_worker(contacts, workers), load_of(workers)
    found = []
    for worker in workers:
        row = counted.get(worker.pk, {})
        stages = ((stage, row.get(f"stage{stage}", 0)) for stage in STAGES)
        found.append(
            Load(
                worker=worker,
                cases=row.get("cases", 0),
                stages=tuple((stage, count) for stage, count in stages if count),
                urgent=row.get("urgent", 0),
                in_crisis=crises.get(worker.pk, 0),
                over=row.get("over", 0),
                late_steps=late.get(worker.pk, 0),
                follow_ups=due.get(worker.pk, 0),
                everywhere=everywhere.get(worker.pk, 0),
            )
        )
    return found


def _counted(user: User, workers: Collection[User], today: date) -> QuerySet[Any]:
    urgency = Coalesce("intake__triaged_urgency", "intake__urgency")
    rows = cases_of(user).filter(worker__in=workers).annotate(urgency=urgency)
    by_stage = {f"stage{it}": Count("pk", filter=Q(stage=it)) for it in STAGES}
    return (
        rows.order_by()
        .values("worker")
        .annotate(
            cases=Count("pk"),
            urgent=Count("pk", filter=Q(urgency=Intake.Urgency.TODAY)),
            over=Count("pk", filter=is_over(today)),
            **by_stage,
        )
    )


def _by_worker(rows: "QuerySet[Any]", workers: Collection[User]) -> dict[object, int]:
    """Of how many cases there is such a row, by their worker."""
    found = rows.filter(case__worker__in=workers).order_by().values_list("case__worker")
    return dict(found.annotate(cases=Count("case", distinct=True)))


def waiting_for(user: User, today: date) -> Waiting:
    """Intakes of the areas of `user` that wait, by urgency. One query."""
    rows: Any = Intake.objects.visible_to(user).waiting()
    rows = rows.annotate(how=Coalesce("triaged_urgency", "urgency"))
    late = Q(pk__in=())
    for one in urgencies().values():
        due = today - timedelta(days=one.days)
        late |= Q(how=one.level, handed_in_at__date__lt=due)
    counted = (
        rows.order_by().values("how").annotate(all=Count("pk"), late=Count("pk", filter=late))
    )
    found = {row["how"]: row for row in counted}
    return Waiting(
        counts=tuple(
            (str(Intake.Urgency(level).label), found[level]["all"]) for level in sorted(found)
        ),
        late=sum(row["late"] for row in found.values()),
    )


def breaks_for(user: User) -> QuerySet[GlassBreak]:
    """Who opened one of these cases in an emergency and waits for an answer."""
    rows = GlassBreak.objects.visible_to(user, "casework.see_break").unseen()
    return rows.select_related("by", "case").order_by("at", "pk")[:BREAKS_SHOWN]


def left_to(user: User) -> Cases:
    """Cases of the areas of `user` whose supervisor serves no more: a count, until taken over."""
    return left_cases(user.areas_for("casework.take_over_case"))
