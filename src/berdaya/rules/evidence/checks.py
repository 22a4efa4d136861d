"""Four checks for data that may have been made up. Each is silent unless much speaks for it.

A check compares one surveyor's month with that of the others around, and forgives on purpose:
neighbours are alike, so an answer may be several times as frequent here as elsewhere.
The thresholds are ours, set on synthetic honest data: tests/rules/evidence measures how
rarely they speak about it. After: Bredl, Storfinger & Menold, A literature review of methods
to detect fabricated survey data (2011); Whipple's index for heaped ages.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from math import sqrt

from berdaya.rules.evidence.chance import at_least, chi_square, run_of, with_odds
from berdaya.rules.evidence.interviews import Finding, Interview, in_order

RARE = 0.001  # by chance once in a thousand honest months, for each check
ALIKE = 4.0  # the odds of an answer may be so much higher among neighbours
FEWEST = 20  # interviews; below, a month says nothing
FEWEST_OTHERS = 60  # rows to compare with
FEWEST_SAME, FEWEST_IN_ROW = 5, 10
HOUR, MOST_IN_AN_HOUR = timedelta(hours=1), 12
SECONDS_A_QUESTION = 3  # to read a question aloud and hear the answer takes longer
FEWEST_HASTY, SHARE_HASTY = 5, 0.2
FEWEST_DIGITS = 100
CHI_SQUARE_RARE = 27.877  # of nine degrees of freedom, at RARE
FAR_FROM_EVEN = 0.5  # Cohen's w; where elders round their ages, honest months stay below


def findings_of(own: Sequence[Interview], others: Sequence[Interview]) -> tuple[Finding, ...]:
    """What is worth a visit in one surveyor's month, beside that of `others` around."""
    mine = in_order(own)
    found = (repeated(mine, others), streak(mine, others), pace(mine), haste(mine))
    return (*(one for one in found if one), *digits(mine))


def repeated(own: Sequence[Interview], others: Sequence[Interview]) -> Finding | None:
    """The same answers to every question, far more often than around here.

    Families that have everything are alike by nature: they are left to `streak`.
    """
    if len(own) < FEWEST or len(others) < FEWEST_OTHERS:
        return None
    rows = Counter(one.answers for one in own if not one.is_full)
    around = Counter(one.answers for one in others)
    strange = [
        count
        for row, count in rows.items()
        if count >= FEWEST_SAME
        and at_least(count, len(own), _around(around[row], len(others))) < RARE / len(rows)
    ]
    if not strange:
        return None
    return Finding("repeated", {"same": sum(strange), "kinds": len(strange), "all": len(own)})


def streak(own: Sequence[Interview], others: Sequence[Interview]) -> Finding | None:
    """One family after the other with everything met, in a longer row than around here."""
    if len(own) < FEWEST or len(others) < FEWEST_OTHERS:
        return None
    longest = max((len(list(run)) for full, run in _runs(own) if full), default=0)
    share = _around(sum(one.is_full for one in others), len(others))
    if longest < FEWEST_IN_ROW or run_of(longest, len(own), share) >= RARE:
        return None
    full = sum(one.is_full for one in others)
    percent = round(100 * full / len(others))
    return Finding("streak", {"row": longest, "all": len(own), "around": percent})


def pace(own: Sequence[Interview]) -> Finding | None:
    """More finished within an hour than one can visit on foot."""
    moments = sorted(one.finished for one in own if one.finished)
    most = _most_within(moments, HOUR)
    if most <= MOST_IN_AN_HOUR:
        return None
    return Finding("pace", {"hour": most, "all": len(moments)})


def haste(own: Sequence[Interview]) -> Finding | None:
    """Often done in less time than reading the questions aloud takes."""
    timed = [
        (one.finished - one.began, one.questions)
        for one in own
        if one.finished and one.began and one.questions
    ]
    quick = sum(took.total_seconds() < SECONDS_A_QUESTION * asked for took, asked in timed)
    if quick < FEWEST_HASTY or quick < SHARE_HASTY * len(timed):
        return None
    return Finding("haste", {"quick": quick, "all": len(timed)})


def digits(own: Sequence[Interview]) -> Iterator[Finding]:
    """Numbers whose last digit is one of a few favourites."""
    for name in sorted({name for one in own for name in one.numbers}):
        last = Counter(number % 10 for one in own for number in one.numbers.get(name, ()))
        count = last.total()
        if count < FEWEST_DIGITS:
            continue
        far = chi_square([last[digit] for digit in range(10)])
        if far < CHI_SQUARE_RARE or sqrt(far / count) < FAR_FROM_EVEN:
            continue
        favourite, times = last.most_common(1)[0]
        yield Finding("digits", {"digit": favourite, "times": times, "all": count}, name)


def _around(count: int, of: int) -> float:
    """How often something may be met here, if so many of those around have it."""
    return with_odds((count + 1) / (of + 2), ALIKE)


def _runs(own: Sequence[Interview]) -> Iterator[tuple[bool, Iterator[Interview]]]:
    return groupby(own, key=lambda one: one.is_full)


def _most_within(moments: Sequence[datetime], span: timedelta) -> int:
    """The most of the sorted moments that lie within one span."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] > span:
            first += 1
        most = max(most, last - first + 1)
    return most
