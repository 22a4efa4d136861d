"""What this room knows of a case, as codes of rules/casework/stages."""

from typing import Any

from django.db import models
from django.db.models import Subquery, Value

from berdaya.casework.models import Case
from berdaya.outcomes.models import (
    AfterCare,
    ClientRating,
    FollowUp,
    Lesson,
    ReadinessCheck,
    Summary,
)
from berdaya.outcomes.reading import WHY, compared, goals_of, plan_of, round_of
from berdaya.rules.casework.stages import TERMINATION


def facts_of(case: Case) -> frozenset[str]:
    """The facts of the present round: a case that went back is judged anew."""
    facts = _of_goals(case) | _noted(case)
    if any(one.after for one in compared(case)):
        facts.add("instruments-repeated")
    return frozenset(facts)


def _of_goals(case: Case) -> set[str]:
    """Goals of a kind are rated once each of them is, at the end."""
    plan = plan_of(case)
    goals = goals_of(plan) if plan else []
    kinds = {one.goal.kind for one in goals}
    open_kinds = {one.goal.kind for one in goals if not one.at_end}
    return {f"{kind}-goals-rated" for kind in kinds - open_kinds}


def _noted(case: Case) -> set[str]:
    """The facts that hold as soon as one row stands, asked together."""
    round_began = round_of(case).recorded_at

    def rows_of(model: type[models.Model]) -> "models.QuerySet[Any]":
        rows = model._default_manager.across_areas(why=WHY)  # type: ignore[attr-defined]  # a SightedManager
        return rows.filter(case=case, recorded_at__gte=round_began)  # type: ignore[no-any-return]

    newest = rows_of(Summary).order_by("-recorded_at", "-pk").values("pk")[:1]
    last = case.stage_entries.order_by("-number").values("pk")[:1]
    dated = FollowUp.objects.across_areas(why=WHY).filter(entry__to_stage=TERMINATION)
    standing: dict[str, models.QuerySet[Any]] = {
        "client-rated": rows_of(ClientRating),
        "lessons-noted": rows_of(Lesson),
        "readiness-checked": rows_of(ReadinessCheck),
        "after-care-planned": rows_of(AfterCare),
        "summary-given": rows_of(Summary).filter(pk=Subquery(newest), given__isnull=False),
        "follow-ups-dated": dated.filter(entry=Subquery(last)),
    }
    asked = [rows.order_by().values_list(Value(code)) for code, rows in standing.items()]
    return {code for (code,) in asked[0].union(*asked[1:])}
