"""A case as a colleague sees it who reviews it: what was done, when and how, and about nobody.

No name, no place, no calendar date (days count from the opening), no free word: of those it says
how long they are (docs/decisions, review by colleagues). What is added here is seen by people
whom the client never met.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from berdaya.caseplans.models import Activity
from berdaya.casework.models import Case
from berdaya.casework.words import STAGES, word, words
from berdaya.contacts.models import Contact, Review, Step
from berdaya.contacts.words import PARTICIPATION, ROLES, TECHNIQUES
from berdaya.outcomes.models import ClientRating, ReadinessCheck
from berdaya.outcomes.reading import WHY, GoalShown, goals_of, scored
from berdaya.psychosocial.facts import newest_edition
from berdaya.rules.casework.outcomes import definition as asked
from berdaya.rules.casework.outcomes import open_points
from berdaya.rules.casework.vocabulary import terms
from berdaya.ui.languages import said
from berdaya.ui.templatetags.indonesian import signed

ROUND = 10  # words: an exact length would tell one text from another
FACETS = "problem-facets"
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ContactShown:
    day: int
    stage: str
    kind: str
    participation: str
    roles: str
    techniques: str
    in_crisis: bool
    length: str
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class Masked:
    facts: Pairs
    path: list[tuple[int, str, str]]  # day, stage, how it came there
    sections: list[tuple[str, Pairs]]
    contacts: list[ContactShown]


def masked(case: Case) -> Masked:
    """The case without anybody in it. As few queries for a long one as for a short one."""
    intake = getattr(case, "intake", None)
    kind = case.get_subject_kind_display()
    facts = [
        (_("Client"), str(kind)),
        (_("Field of service"), word("fields", case.field)),
        (_("What the help is to do"), words("functions", case.functions)),
        (_("Setting"), word("settings", case.setting)),
        (_("How urgent it was"), intake.urgency_name if intake else "–"),
        (_("Stage now"), str(STAGES[case.stage])),
    ]
    entries = case.stage_entries.order_by("number").defer("reason")
    path = [
        (_day(case, it.on), str(STAGES[it.to_stage]), str(it.get_kind_display()))
        for it in entries
    ]
    plan = _newest_plan(case)
    goals = goals_of(plan) if plan else []
    sections = [
        (_("Contract"), list(_contracts(case))),
        (_("Assessment"), list(_assessment(case))),
        (_("Plan"), list(_plan(plan, goals)) if plan else []),
        (_("Next steps"), list(_steps(case))),
        (_("Evaluation and ending"), list(_outcomes(case, goals))),
    ]
    return Masked(facts, path, [it for it in sections if it[1]], list(_contacts(case)))


def length_of(text: str) -> str:
    """How long some words are, roughly; nothing of what they say."""
    count = len(text.split())
    if not count:
        return _("nothing written")
    most = ceil(count / ROUND) * ROUND
    return ngettext("up to %(most)s word", "up to %(most)s words", most) % {"most": most}


def _day(case: Case, on: date) -> int:
    return (on - case.opened_on).days


def _on(case: Case, on: date) -> str:
    return _("day %(day)s") % {"day": _day(case, on)}


def _contracts(case: Case) -> Iterator[tuple[str, str]]:
    for it in case.contracts.order_by("number").defer("signature"):
        title = _("Version %(number)s") % {"number": it.number}
        when = f" ({_on(case, it.signed_on)})" if it.signed_on else ""
        yield title, f"{it.state}{when}"
        yield _("Goals in the client's words"), length_of(it.goals)


def _assessment(case: Case) -> Iterator[tuple[str, str]]:
    edition = newest_edition(case)
    if edition is None:
        return
    yield _("Edition"), str(edition.number)
    for one in terms(FACETS):
        if hasattr(edition, one.code):
            yield said(one.words), length_of(getattr(edition, one.code))
    yield _("Strengths"), length_of(edition.strengths)
    yield _("Why this focus"), length_of(edition.why)
    yield _("Methods"), words("assessment-methods", edition.methods) or "–"


def _newest_plan(case: Case) -> Any:
    """With its activities counted: a page asks few questions."""
    counts: dict[str, Any] = {
        f"{state}_activities": Count("activities", filter=Q(activities__state=state))
        for state in Activity.State.values
    }
    rows = case.plans.select_related("agreement").annotate(**counts)
    return rows.order_by("-number").first()


def _plan(plan: Any, goals: Iterable[GoalShown]) -> Iterator[tuple[str, str]]:
    yield _("Version"), str(plan.number)
    agreed = _on(plan.case, plan.agreed.on) if plan.agreed else _("not yet")
    yield _("The client agreed"), agreed
    for shown in goals:
        goal = shown.goal
        last = signed(shown.last.level) if shown.last else _("not judged yet")
        told = {"start": signed(goal.baseline), "last": last, "weight": goal.weight}
        about = {"number": goal.place, "kind": goal.get_kind_display()}
        title = _("Goal %(number)s (%(kind)s)") % about
        yield title, _("began at %(start)s, now %(last)s, weight %(weight)s") % told
    activities = {
        str(state.label): getattr(plan, f"{state.value}_activities") for state in Activity.State
    }
    yield _("Activities"), _counted(activities)


def _steps(case: Case) -> Iterator[tuple[str, str]]:
    rows = Step.objects.across_areas(why=WHY).of(case)
    states = Counter(str(it.get_state_display()) for it in rows.only("state"))
    if states:
        yield _("Steps"), _counted(states)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items() if count) or "–"


def _outcomes(case: Case, goals: Iterable[GoalShown]) -> Iterator[tuple[str, str]]:
    for one in scored(goals):
        if one.before and one.after:
            scores = {"before": round(one.before.score), "after": round(one.after.score)}
            yield f"T: {one.kind}", _("%(before)s before, %(after)s after") % scores
    if rating := _last(ClientRating, case):
        yield _("The client says: change"), said(asked().change.answer(rating.change).words)
        yield _("The client says: help"), said(asked().help.answer(rating.help).words)
    if check := _last(ReadinessCheck, case):
        left = len(open_points(check.answers))
        yield _("Readiness: points still open"), str(left)


def _last(model: Any, case: Case) -> Any:
    rows = model.objects.across_areas(why=WHY).of(case)
    return rows.order_by("-recorded_at", "-pk").first()


def _contacts(case: Case) -> Iterator[ContactShown]:
    reviews: Any = Review.objects.across_areas(why=WHY)
    first = reviews.filter(contact=OuterRef("pk")) | reviews.filter(contact=OuterRef("origin"))
    rows: Any = (
        Contact.objects.across_areas(why=WHY).of(case).standing().select_related("entry")
    )
    for it in rows.annotate(is_reviewed=Exists(first)).in_order():
        yield ContactShown(
            day=_day(case, it.on),
            stage=str(STAGES[it.entry.to_stage]),
            kind=str(it.get_kind_display()),
            participation=word(PARTICIPATION, it.participation),
            roles=words(ROLES, it.roles),
            techniques=words(TECHNIQUES, it.techniques),
            in_crisis=it.in_crisis,
            length=length_of(it.what),
            is_reviewed=it.is_reviewed,
        )
