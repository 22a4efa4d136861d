"""What came of it: goals rated with their T-score, the ending, and who read and printed it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from berdaya.casefile.blocks import (
    Block,
    facts,
    formula,
    heading,
    nothing,
    small,
    table,
    words,
)
from berdaya.casefile.models import CasePrint
from berdaya.casefile.parts.planning import plans_of
from berdaya.casefile.pen import Pen
from berdaya.caseplans.models import CasePlan
from berdaya.casework.case_views import page_names
from berdaya.casework.models import CaseRead
from berdaya.outcomes.models import (
    AfterCare,
    ClientRating,
    FollowUp,
    Lesson,
    ReadinessCheck,
    Summary,
)
from berdaya.outcomes.reading import WHY, Compared, GoalShown, Scored, compared, scored
from berdaya.rules.casework.outcomes import definition
from berdaya.rules.indonesia import decimal
from berdaya.ui.languages import said

READS_PRINTED = 2000


def evaluation(pen: Pen) -> Iterator[Block]:
    rated = [it for it in plans_of(pen) if it.agreed and it.ratings.all()]
    yield heading(_("How far the goals were reached"))
    if not rated:
        yield nothing(_("No goal was rated yet."))
    for plan in rated[:1] if pen.is_for_client else rated:
        if len(rated) > 1:
            yield small(_("Version %(n)s of the plan") % {"n": plan.number}, stays=True)
        for one in scored(_shown(plan)):
            yield from _scored(one, pen)
    yield from _of_client(pen)
    yield heading(_("Questionnaires, before and after"))
    yield table(
        [_("What"), _("Before"), _("After"), _("Is it a real change?")],
        [4, 4, 4, 5],
        [_compared(it, pen) for it in compared(pen.case)],
        _("The client was not asked any questionnaire."),
    )
    if not pen.is_for_client:
        yield from _lessons(pen)


def _shown(plan: CasePlan) -> list[GoalShown]:
    """The goals of a plan with their ratings, oldest first, from what was fetched along."""
    of: dict[object, list[Any]] = {}
    for rating in sorted(plan.ratings.all(), key=lambda it: (it.on, it.recorded_at)):
        for level in rating.levels.all():
            level.rating = rating
            of.setdefault(level.goal_id, []).append(level)
    goals = sorted(plan.goals.all(), key=lambda it: it.place)
    return [GoalShown(it, tuple(of.get(it.pk, ()))) for it in goals]


def _scored(one: Scored, pen: Pen) -> Iterator[Block]:
    if not one.goals:
        return
    yield table(
        [one.kind, _("Start"), _("Rated"), _("Level"), _("Seen by")],
        [5, 2, 4, 2, 6],
        [row for shown in one.goals for row in _ratings(shown, pen)],
    )
    if one.after and not pen.is_for_client:
        before = decimal(one.before.score) if one.before else "–"
        more = _("%(before)s at the beginning; 50 means as expected") % {"before": before}
        yield formula(
            one.after.terms,
            total=str(one.after.total),
            spread=decimal(one.after.spread, 2),
            score=decimal(one.after.score),
            more=more,
        )
        told = {
            "w": one.after.weights,
            "w2": one.after.squares,
            "rho": decimal(one.after.rho, 2),
        }
        yield small(
            _(
                "w is the weight of a goal, x its level (Kiresuk and Sherman 1968). "
                "Σw = %(w)s; Σw² = %(w2)s; ρ = %(rho)s."
            )
            % told
        )
    if one.unrated:
        left = ngettext(
            "%(n)s goal is not rated yet and does not count.",
            "%(n)s goals are not rated yet and do not count.",
            one.unrated,
        )
        yield small(left % {"n": one.unrated})


def _ratings(shown: GoalShown, pen: Pen) -> Iterator[list[str]]:
    """A row for each time that the goal was rated."""
    what, start = pen.free(shown.goal.what), f"{shown.goal.baseline:d}"
    if not shown.ratings:
        yield [what, start, _("not yet"), "", ""]
    for one in shown.ratings:
        rating = one.rating
        when = f"{pen.day(rating.on)}\n{rating.get_moment_display()}"
        level = f"{one.level:+d}" if one.level else "0"
        with_whom = f"{rating.get_rated_with_display()} · {pen.user(rating.by)}"
        yield [what, start, when, level, f"{pen.free(one.evidence)}\n{with_whom}"]
        what = start = ""


def _of_client(pen: Pen) -> Iterator[Block]:
    known = definition()
    rows = ClientRating.objects.across_areas(why=WHY).of(pen.case).order_by("on", "recorded_at")
    yield heading(_("What the client says"))
    yield table(
        [_("When"), _("How it is now"), _("How the help was"), _("In their words"), _("Who")],
        [3, 3, 3, 5, 3],
        [
            [
                pen.day(it.on),
                said(known.change.answer(it.change).words),
                said(known.help.answer(it.help).words),
                pen.free(it.words),
                pen.free(it.who),
            ]
            for it in rows
        ],
        _("The client has not been asked yet."),
    )


def _compared(it: Compared, pen: Pen) -> list[str]:
    entries = (it.before, it.after)
    found = [
        f"{_result(score, pen)}\n{pen.day(entry.assessment.conducted_on)}"
        if entry and score
        else ""
        for entry, score in zip(entries, it.scores, strict=True)
    ]
    change = ""
    if it.change:
        why = said(it.change.why) if it.change.why else ""
        index = f"RC = {decimal(it.change.index, 2)}" if it.change.index is not None else ""
        change = "\n".join(filter(None, (said(it.change.words), why, index)))
    return [said(it.title), found[0], found[1] or _("Not asked again yet"), change]


def _result(found: Any, pen: Pen) -> str:
    points = pen.number(found.score)
    return f"{found.called} ({points})" if found.called and points else found.called or points


def _lessons(pen: Pen) -> Iterator[Block]:
    rows = Lesson.objects.across_areas(why=WHY).of(pen.case).order_by("on", "recorded_at")
    yield heading(_("What worked for whom"))
    yield table(
        [_("When"), _("What"), _("For whom"), _("Did it work?")],
        [3, 5, 4, 5],
        [
            [
                pen.day(it.on),
                pen.free(it.what),
                pen.free(it.for_whom),
                "\n".join(filter(None, (str(it.get_kind_display()), pen.free(it.why)))),
            ]
            for it in rows
        ],
    )


def ending(pen: Pen) -> Iterator[Block]:
    """Of what was checked, arranged and told, everything; for the client, what counts now."""
    if not pen.is_for_client:
        yield from _readiness(pen)
    yield from _after_care(pen)
    yield from _summaries(pen)
    yield from _follow_ups(pen)


def _rows(pen: Pen, model: Any) -> list[Any]:
    """The rows of a case, newest first."""
    rows = model.objects.across_areas(why=WHY).of(pen.case).select_related("by")
    found = list(rows.order_by("-recorded_at", "-pk"))
    return found[:1] if pen.is_for_client else found


def _readiness(pen: Pen) -> Iterator[Block]:
    known = definition()
    yield heading(_("Ready to go on alone?"))
    rows = _rows(pen, ReadinessCheck)
    if not rows:
        yield nothing(_("Not checked yet."))
    for it in rows:
        yield words(pen.free(it.note), f"{pen.day(it.on)} · {pen.user(it.by)}")
        yield table(
            [_("What is looked at"), _("What was found")],
            [11, 4],
            [
                [said(point), said(known.marks[it.answers[code]])]
                for code, point in known.readiness.items()
                if code in it.answers
            ],
        )


def _after_care(pen: Pen) -> Iterator[Block]:
    yield heading(_("After the end"))
    rows = _rows(pen, AfterCare)
    if not rows:
        yield nothing(_("Nothing is arranged yet."))
    for it in rows:
        yield facts(
            (_("Noted on"), f"{pen.day(it.on)}, {pen.user(it.by)}"),
            (_("Who helps"), pen.free(it.helpers)),
            (_("Signs that it gets hard"), pen.free(it.signs)),
            (_("What to do then"), pen.free(it.if_hard)),
        )


def _summaries(pen: Pen) -> Iterator[Block]:
    yield heading(_("Closing summary for the client"))
    rows = Summary.objects.across_areas(why=WHY).of(pen.case).select_related("given", "by")
    found = list(rows.order_by("-recorded_at", "-pk"))
    if not found:
        yield nothing(_("Not written yet."))
    for it in found[:1] if pen.is_for_client else found:
        given = getattr(it, "given", None)
        yield facts(
            (_("Written on"), f"{pen.day(it.on)}, {pen.user(it.by)}"),
            (_("What we worked on"), pen.free(it.worked_on)),
            (_("What is different now"), pen.free(it.changed)),
            (_("What you are good at"), pen.free(it.strengths)),
            (_("Whom you can call"), pen.free(it.contact)),
            (
                _("Given on"),
                f"{pen.day(given.on)}, {given.get_how_display()}: {pen.free(given.who)}"
                if given
                else "",
            ),
        )


def _follow_ups(pen: Pen) -> Iterator[Block]:
    known = definition()
    rows = FollowUp.objects.across_areas(why=WHY).of(pen.case).order_by("due_on", "pk")
    yield heading(_("Looking in again"))
    found = []
    for one in rows.prefetch_related("notes__by"):
        notes = sorted(one.notes.all(), key=lambda it: (it.on, it.recorded_at))
        told = [
            f"{pen.day(it.on)}: {said(known.results[it.result])}. {pen.free(it.words)}".strip()
            for it in notes
        ]
        found.append([pen.day(one.due_on), "\n".join(told) or _("not yet")])
    yield table([_("When"), _("How it went")], [4, 11], found)


def readers(pen: Pen) -> Iterator[Block]:
    """Every page that somebody was shown, and every print: the client may ask for both."""
    yield heading(_("Who printed it"))
    prints = CasePrint.objects.across_areas(why="of a case in sight").of(pen.case)
    yield table(
        [_("When"), _("Who"), _("For whom and why"), _("Version and parts"), _("Number")],
        [3, 3, 4, 6, 3],
        [
            [
                pen.moment(it.at),
                pen.user(it.by),
                f"{pen.free(it.for_whom)}\n{it.reason_name}",
                f"{it.version_name}: {', '.join(it.part_names)}",
                it.number,
            ]
            for it in prints.select_related("by").order_by("-at", "-pk")
        ],
    )
    yield heading(_("Who read it"))
    rows = CaseRead.objects.across_areas(why="of a case in sight").of(pen.case)
    names = page_names()
    found = list(rows.select_related("by").order_by("-at", "-pk")[: READS_PRINTED + 1])
    yield table(
        [_("When"), _("Who"), _("By what right"), _("Which page")],
        [4, 3, 4, 4],
        [
            [
                pen.moment(it.at),
                pen.user(it.by),
                str(it.get_by_right_display()),
                str(names.get(it.page, it.page)),
            ]
            for it in found[:READS_PRINTED]
        ],
    )
    if len(found) > READS_PRINTED:
        yield small(_("Only the last %(n)s are printed.") % {"n": READS_PRINTED})
