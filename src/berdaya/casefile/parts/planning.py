"""The plan with its goals, tasks that are practised, referrals and what came of them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from berdaya.casefile.blocks import (
    Block,
    facts,
    heading,
    ladder,
    nothing,
    small,
    table,
    words,
)
from berdaya.casefile.pen import Pen
from berdaya.caseplans.models import CasePlan, Goal
from berdaya.caseplans.models.goals import LEVEL_NAMES
from berdaya.caseplans.shown import TaskShown, tasks_of
from berdaya.casework.words import word
from berdaya.rules.casework.vocabulary import term
from berdaya.services.models import Step
from berdaya.ui.languages import said


def plans_of(pen: Pen) -> list[CasePlan]:
    """The versions of the plan, newest first, with goals, activities and ratings."""
    rows = pen.case.plans.select_related("by", "agreement").order_by("-number")
    near = ("goals", "activities", "ratings__levels", "ratings__by")
    return list(rows.prefetch_related(*near))


def plan(pen: Pen) -> Iterator[Block]:
    """The newest version whole; of those before, what they wanted and why they were replaced."""
    plans = plans_of(pen)
    if not plans:
        yield nothing(_("There is no plan yet."))
        return
    newest, *earlier = plans
    yield from _whole(newest, pen)
    if earlier and not pen.is_for_client:
        yield heading(_("Earlier versions"))
        yield table(
            [_("Version"), _("Goals"), _("Replaced because")],
            [3, 6, 5],
            [
                [
                    f"{it.number}\n{pen.day(timezone.localdate(it.recorded_at))}",
                    "\n".join(pen.free(goal.what) for goal in _goals(it)),
                    pen.free(after.reason),
                ]
                for it, after in zip(earlier, plans, strict=False)
            ],
        )


def _whole(plan: CasePlan, pen: Pen) -> Iterator[Block]:
    agreed = _("The client has not agreed to it yet.")
    if one := plan.agreed:
        agreed = f"{pen.day(one.on)}, {one.get_how_display()}: {pen.free(one.who)}"
    yield facts(
        (_("Version"), f"{plan.number}, {pen.day(timezone.localdate(plan.recorded_at))}"),
        (_("Why this version"), pen.free(plan.reason)),
        (_("Agreed by the client"), agreed),
        (_("What is dealt with first"), pen.free(plan.focus)),
        (_("Setting"), word("settings", plan.setting)),
    )
    yield heading(_("The four systems"))
    yield facts(
        *(
            (said(term("systems", it).words), pen.free(told))
            for it, told in plan.systems.items()
        )
    )
    yield heading(_("Goals"))
    goals = _goals(plan)
    if not goals:
        yield nothing(_("No goal is set yet."))
    for goal in goals:
        yield from _goal(goal, pen)
    yield heading(_("Activities"))
    yield _activities(plan, pen)


def _goals(plan: CasePlan) -> list[Goal]:
    return sorted(plan.goals.all(), key=lambda it: it.place)


def _goal(goal: Goal, pen: Pen) -> Iterator[Block]:
    kind = f"{goal.get_kind_display()} {goal.place}"
    about = [_("seen by: %(indicator)s") % {"indicator": pen.free(goal.indicator)}]
    if not pen.is_for_client:
        about.append(_("weight %(n)s") % {"n": goal.weight})
    yield words(f"{pen.free(goal.what)}\n{' · '.join(about)}", kind)
    start = pgettext("goal", "start")
    yield ladder(
        (
            value,
            str(LEVEL_NAMES[value]),
            pen.free(told),
            start if value == goal.baseline else "",
        )
        for value, told in goal.levels()
    )


def _activities(plan: CasePlan, pen: Pen) -> Block:
    rows = sorted(plan.activities.all(), key=lambda it: (it.starts_on, it.recorded_at))
    return table(
        [_("What"), _("Who"), _("When"), _("How"), _("State")],
        [4, 3, 3, 4, 3],
        [
            [
                pen.free(it.what),
                pen.free(it.who),
                _span(pen, it.starts_on, it.ends_on),
                f"{pen.free(it.how)}\n({word('strategies', it.strategy)})",
                "\n".join(
                    filter(
                        None,
                        (
                            str(it.get_state_display()),
                            pen.day(it.settled_on),
                            pen.free(it.outcome),
                        ),
                    )
                ),
            ]
            for it in rows
        ],
        _("No activity is planned yet."),
    )


def _span(pen: Pen, since: date, until: date | None) -> str:
    return f"{pen.day(since)} –\n{pen.day(until)}" if until else pen.day(since)


def tasks(pen: Pen) -> Iterator[Block]:
    """Each task with how its tries went."""
    found = tasks_of(pen.case, timezone.localdate())
    if not found:
        yield nothing(_("No task was given yet."))
    for it in found:
        yield words(_task(it, pen), pen.free(it.task.what))
        if it.practices:
            yield table(
                [_("Tried on"), _("How it went"), _("Note")],
                [3, 4, 7],
                [
                    [pen.day(one.on), word("practices", one.outcome), pen.free(one.note)]
                    for one in it.practices
                ],
            )


def _task(it: TaskShown, pen: Pen) -> str:
    parts = [pen.free(it.task.who), it.difficulty, it.ages]
    counted = Counter(one.outcome for one in it.practices)
    told = ", ".join(f"{word('practices', code)} {n}×" for code, n in counted.items())
    parts.append(told or _("not tried yet"))
    if it.practices:
        parts.append(said(it.trend.words))
    if it.task.ended_on:
        parts.append(f"{it.task.get_end_display()} ({pen.day(it.task.ended_on)})")
    return " · ".join(filter(None, parts))


def referrals(pen: Pen) -> Iterator[Block]:
    """Each referral with the steps it went through."""
    rows = pen.case.case_referrals.select_related("referral__service__provider")
    rows = rows.prefetch_related("referral__steps__by").order_by("recorded_at", "pk")
    if not rows:
        yield nothing(_("Nobody was referred yet."))
    for one in rows:
        it = one.referral
        service = it.service
        yield heading(pen.free(f"{service.name}, {service.provider.name}"))
        agreed = f"{pen.free(it.agreed_by)}, {pen.day(it.agreed_on)}"
        yield facts(
            (_("What is asked"), pen.free(it.need_words)),
            (_("Agreed to by"), agreed),
            (_("Answer by"), pen.day(it.due_on)),
            (_("Where it stands"), str(it.get_state_display())),
        )
        yield table(
            [_("When"), _("What happened"), _("More"), _("By")],
            [3, 4, 7, 3],
            [[pen.day(step.on), *_step(step, pen)] for step in _steps(it)],
            _("It was not sent yet."),
        )
    if rows and not pen.is_for_client:
        yield small(_("A service is told no more than the client agreed to."))


def _steps(referral: Any) -> list[Step]:
    return sorted(referral.steps.all(), key=lambda it: it.number)


def _step(step: Step, pen: Pen) -> list[str]:
    more = [
        str(step.get_channel_display()) if step.channel else "",
        str(step.get_reason_display()) if step.reason else "",
        pen.free(step.note_words),
    ]
    return [str(step.get_kind_display()), " · ".join(filter(None, more)), pen.user(step.by)]
