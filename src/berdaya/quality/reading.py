"""From assessments to the plain values that the checks of `rules.evidence` look at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from berdaya.areas.codes import ancestors, level_of
from berdaya.areas.models import Area
from berdaya.people.models import Door
from berdaya.rules.evidence.checks import findings_of
from berdaya.rules.evidence.interviews import Finding, Interview
from berdaya.rules.instruments.applicability import age
from berdaya.rules.instruments.definition import Instrument, load
from berdaya.rules.instruments.shelf import OWN
from berdaya.surveys.answers import judged_on
from berdaya.surveys.models import Assessment
from berdaya.surveys.provenance import moment
from berdaya.surveys.results import is_met

WIDE = 50  # a number whose answers spread less has favourite digits by nature
AGES = "ages"
ON_SCREEN = {Door.WEB}  # where who recorded it is who asked; files come from an office
Key = tuple[UUID, str]  # a surveyor and a village
Theirs = dict[Key, dict[str, list[Interview]]]  # by instrument


def month_of(area: Area, month: date) -> Iterable[Assessment]:
    """The assessments of a month in an area that no correction has replaced."""
    rows = Assessment.objects.across_areas(why="figures only; allow() was asked").standing()
    # what an office made is asked in cases, not in surveys
    rows = rows.exclude(instrument__startswith=OWN).filter(area__code__within=area.code)
    rows = rows.filter(conducted_on__year=month.year, conducted_on__month=month.month)
    columns = ("answers", "roster", "provenance", "door", "by", "area", "person")
    return rows.order_by("recorded_at", "pk").only(
        *columns, "instrument", "version", "conducted_on"
    )


def findings_in(assessments: Iterable[Assessment]) -> dict[Key, tuple[int, list[Finding]]]:
    """How many surveys each surveyor made in each village, and what is worth a visit."""
    theirs: Theirs = defaultdict(lambda: defaultdict(list))
    everybody: dict[str, list[tuple[UUID, Interview]]] = defaultdict(list)
    for one in assessments:
        interview = interview_of(one)
        everybody[one.instrument].append((one.by_id, interview))
        if one.door in ON_SCREEN:
            theirs[one.by_id, village_of(one.area_id)][one.instrument].append(interview)
    return {
        key: (
            sum(map(len, by_instrument.values())),
            [
                finding
                for instrument, own in sorted(by_instrument.items())
                for finding in findings_of(
                    own, [it for by, it in everybody[instrument] if by != key[0]]
                )
            ],
        )
        for key, by_instrument in theirs.items()
    }


def interview_of(one: Assessment) -> Interview:
    """An assessment without names. Moments count only where they are those of the interview."""
    definition = load(one.instrument, one.version)
    answers = tuple(one.answers.get(item.code) for item in definition.items)
    asked = [
        answer
        for item, answer in zip(definition.items, answers, strict=True)
        if answer not in (None, item.not_applicable)
    ]
    made: Mapping[str, Any] = one.provenance if one.door in ON_SCREEN else {}
    return Interview(
        answers=answers,
        is_full=_is_full(definition, one.answers),
        began=moment(made.get("began")),
        finished=moment(made.get("finished")),
        questions=len(asked),
        numbers=_numbers(definition, one),
    )


def _is_full(definition: Instrument, answers: Mapping[str, Any]) -> bool:
    judged = [item for item in definition.items if item.met_from is not None]
    return bool(judged) and all(
        is_met(item, answers.get(item.code)) or answers.get(item.code) == item.not_applicable
        for item in judged
    )


def _numbers(definition: Instrument, one: Assessment) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {
        item.code: (int(answer),)
        for item in definition.items
        if item.kind == "number" and item.maximum - item.minimum >= WIDE
        for answer in [one.answers.get(item.code)]
        if answer not in (None, item.not_applicable)
    }
    if one.person_id is None:
        born = (member.birth_date for member in judged_on(one))
        found[AGES] = tuple(age(day, one.conducted_on) for day in born if day)
    return found


def village_of(code: str) -> str:
    """The village in which an area lies, or the area itself where it is wider."""
    if level_of(code) <= Area.Level.VILLAGE:
        return code
    return ancestors(code)[Area.Level.VILLAGE - 1]


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as a note keeps it."""
    return {"kind": finding.kind, "counts": dict(finding.counts), "about": finding.about}
