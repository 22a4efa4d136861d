"""The rules read as a person would with pencil and paper: slow, obvious, sharing nothing."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from math import floor

from berdaya.rules.instruments.definition import Condition, Goals, Index, Ladder, Levels


def judge(instrument, answers):
    """Output -> (level, score to three decimals or None, items that hold the subject back)."""
    items = {item.code: item for item in instrument.items}
    return {output.name: _one(output, items, answers) for output in instrument.outputs}


def _one(output, items, answers):
    if isinstance(output, Goals):
        return _goals(output, items, answers)
    stands = {code: _stands(items, code, answers) for code in output.items}
    if any(stands[code] == "blank" and items[code].required for code in output.items):
        return "incomplete" if output.levels else "", None, []
    if isinstance(output, Ladder):
        return _ladder(output, items, stands)
    if isinstance(output, Levels):
        return _levels(output, items, stands)
    return _index(output, items, stands)


def _stands(items, code, answers):
    """The answer as it counts: a number, 'blank' or 'na'. A reversed scale is turned round."""
    item = items[code]
    when = item.applies_when
    while isinstance(when, Condition):
        if answers[when.item] is not None and answers[when.item] != when.equals:
            return "na"
        when = items[when.item].applies_when
    value = answers[code]
    if value is None:
        return "blank"
    if value == (2 if item.kind == "yes_no" else -9):
        return "na"
    return item.maximum + item.minimum - value if item.reversed else value


def _met(item, value):
    return value >= (item.maximum if item.met_from is None else item.met_from)


def _unmet(items, codes, stands):
    return [
        code
        for code in codes
        if stands[code] not in ("na", "blank") and not _met(items[code], stands[code])
    ]


def _ladder(output, items, stands):
    for rung in output.rungs:
        if held := _unmet(items, rung.items, stands):
            return rung.level, None, held
    return output.levels[-1].code, None, []


def _levels(output, items, stands):
    reached = {}
    for step in output.steps:
        weighed = [code for code in step.items if stands[code] not in ("na", "blank")]
        whole = sum(items[code].weight for code in weighed)
        met = sum(items[code].weight for code in weighed if _met(items[code], stands[code]))
        vacuous = output.cumulative
        reached[step.level] = Fraction(met, whole) >= step.share if whole else vacuous
    at = 0
    for order, level in enumerate(output.levels[1:], start=1):
        if reached[level.code]:
            at = order
        elif output.cumulative:
            break
    above = [step for step in output.steps if step.level == _code(output, at + 1)]
    held = _unmet(items, above[0].items, stands) if above else []
    return output.levels[at].code, None, held


def _code(output, order):
    return output.levels[order].code if order < len(output.levels) else None


def _index(output: Index, items, stands):
    total, weights = Fraction(0), 0
    for dimension in output.dimensions:
        got = [
            (items[c].weight, Fraction(stands[c] - items[c].minimum, _range(items[c])))
            for c in dimension.items
            if stands[c] not in ("na", "blank")
        ]
        if got:
            mean = sum(weight * share for weight, share in got) / sum(
                weight for weight, _ in got
            )
            total += dimension.weight * mean
            weights += dimension.weight
    if not weights:
        return "incomplete" if output.levels else "", None, []
    value = total / weights * output.out_of
    score = Fraction(floor(value * 1000 + Fraction(1, 2)), 1000)
    if not output.levels:
        return "", score, []
    level = output.cuts[0].level
    for cut in output.cuts:
        if value >= cut.start:
            level = cut.level
    top = level == output.levels[-1].code
    held = [] if top else _unmet(items, dict.fromkeys(output.items), stands)
    return level, score, held


def _range(item):
    return item.maximum - item.minimum


def _goals(output, items, answers):
    pairs = [
        (answers[goal.level], answers[goal.weight])
        for goal in output.goals
        if -9 not in (answers[goal.level], answers[goal.weight])
    ]
    pairs = [pair for pair in pairs if pair != (None, None)]
    if not pairs or any(None in pair for pair in pairs):
        return "incomplete", None, []
    held = [goal.level for goal in output.goals if -9 < (answers[goal.level] or 0) < 0]
    held = [code for code in held if _pair_of(output, code, answers) in pairs]
    return _attained(output, pairs, held)


def _pair_of(output, code, answers):
    goal = next(goal for goal in output.goals if goal.level == code)
    return answers[goal.level], answers[goal.weight]


def _attained(output, pairs, held):
    total = sum(weight * level for level, weight in pairs)
    rho = output.rho
    spread = (1 - rho) * sum(weight * weight for _, weight in pairs)
    spread += rho * sum(weight for _, weight in pairs) ** 2
    with localcontext(prec=60):
        root = (Decimal(spread.numerator) / Decimal(spread.denominator)).sqrt()
        away = (10 * abs(total) / root).quantize(Decimal("0.001"), ROUND_HALF_UP)
    score = Fraction(50 + (away if total > 0 else -away))
    place = (total > 0) - (total < 0) + 1
    return output.levels[place].code, score, held if place < 2 else []
