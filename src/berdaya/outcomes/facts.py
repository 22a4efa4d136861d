"""What this room knows of a case, as codes of rules/casework/stages."""

from berdaya.casework.models import Case
from berdaya.outcomes.models import (
    AfterCare,
    ClientRating,
    FollowUp,
    Lesson,
    ReadinessCheck,
    Summary,
)
from berdaya.outcomes.reading import WHY, compared, ended_by, goals_of, newest_of, plan_of


def facts_of(case: Case) -> frozenset[str]:
    """The facts of the present round: a case that went back is judged anew."""
    facts = set(_of_goals(case))
    summary = newest_of(Summary, case)
    found = {
        "client-rated": newest_of(ClientRating, case),
        "lessons-noted": newest_of(Lesson, case),
        "readiness-checked": newest_of(ReadinessCheck, case),
        "after-care-planned": newest_of(AfterCare, case),
        "summary-given": summary and hasattr(summary, "given"),
        "follow-ups-dated": _dated(case),
        "instruments-repeated": any(one.after for one in compared(case)),
    }
    return frozenset(facts | {code for code, holds in found.items() if holds})


def _of_goals(case: Case) -> set[str]:
    """Goals of a kind are rated once each of them is, at the end."""
    plan = plan_of(case)
    goals = goals_of(plan) if plan else []
    kinds = {one.goal.kind for one in goals}
    open_kinds = {one.goal.kind for one in goals if not one.at_end}
    return {f"{kind}-goals-rated" for kind in kinds - open_kinds}


def _dated(case: Case) -> bool:
    entry = ended_by(case)
    rows = FollowUp.objects.across_areas(why=WHY)
    return entry is not None and rows.filter(entry=entry).exists()
