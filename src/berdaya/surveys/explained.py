"""A questionnaire in plain words, generated from its definition: what it asks, how it judges."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from berdaya.rules.instruments.definition import (
    Ages,
    Condition,
    Goals,
    Index,
    Instrument,
    Item,
    Ladder,
    Levels,
    Output,
)
from berdaya.surveys.drawn import title_of
from berdaya.ui.languages import said

SUBJECTS = {
    "family": gettext_lazy("a family"),
    "person": gettext_lazy("one person"),
    "group": gettext_lazy("a group"),
    "problem": gettext_lazy("a problem of the community"),
    "contact": gettext_lazy("one meeting with a client"),
    "goals": gettext_lazy("the goals that a person set"),
}
STATUS = {
    "stable": gettext_lazy("settled"),
    "needs-piloting": gettext_lazy("needs piloting"),
    "retired": gettext_lazy("no longer used"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the explanation and the printed form show it."""

    number: int
    text: str
    help: str
    only: str  # of whom it is not asked
    answers: tuple[str, ...]  # to tick; none where something is written
    write: str  # what is written, where nothing is ticked


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    intro: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A level and what it takes."""

    name: str
    meaning: str
    needs: str


@dataclass(frozen=True, slots=True)
class Result:
    title: str
    rule: str
    lines: tuple[Line, ...]
    source: str
    to_check: str


@dataclass(frozen=True, slots=True)
class Explained:
    definition: Instrument
    title: str
    purpose: str
    not_for: str
    notes: str
    subject: str
    ages: str
    status: str
    parts: tuple[Part, ...]
    results: tuple[Result, ...]

    @property
    def count(self) -> int:
        return sum(len(part.questions) for part in self.parts)


def explained(definition: Instrument) -> Explained:
    """Everything that a page says of an instrument, in the reader's language."""
    return Explained(
        definition=definition,
        title=said(definition.title),
        purpose=said(definition.purpose),
        not_for=said(definition.not_for),
        notes=said(definition.notes),
        subject=str(SUBJECTS[definition.subject]),
        ages=_ages(definition.ages) if definition.ages else "",
        status=str(STATUS[definition.status]),
        parts=tuple(_parts(definition)),
        results=tuple(_results(definition)),
    )


def _parts(definition: Instrument) -> Iterator[Part]:
    number = 0
    for group in definition.groups:
        questions = tuple(
            _asked(item, place) for place, item in enumerate(group.items, start=number + 1)
        )
        number += len(questions)
        yield Part(said(group.title), said(group.intro), questions)


def _asked(item: Item, number: int) -> Asked:
    answers: list[str] = []
    if item.kind == "yes_no":
        answers = [_("Yes"), _("No")]
    elif item.options:
        answers = [said(option.text) for option in item.options]
    elif item.kind == "likert":
        answers = [str(point) for point in range(item.minimum, item.maximum + 1)]
    sometimes = item.may_not_apply or item.by_roster or isinstance(item.applies_when, Condition)
    if answers and sometimes:
        answers.append(_("Does not apply"))
    return Asked(
        number=number,
        text=said(item.text),
        help=said(item.help),
        only=_only(item) if sometimes else "",
        answers=tuple(answers),
        write="" if answers else _written(item),
    )


def _written(item: Item) -> str:
    if item.kind == "date":
        return _("a day")
    between = _("a number from %(low)s to %(high)s")
    return between % {"low": item.minimum, "high": item.maximum}


def _only(item: Item) -> str:
    if reason := said(item.not_applicable_reason):
        return reason
    return _("Asked %(ages)s.") % {"ages": _ages(item.ages)} if item.ages else ""


def _ages(ages: Ages) -> str:
    if ages.high is None:
        return _("from the age of %(low)s") % {"low": ages.low}
    if ages.low is None:
        return _("up to the age of %(high)s") % {"high": ages.high}
    return _("from the age of %(low)s to %(high)s") % {"low": ages.low, "high": ages.high}


def _results(definition: Instrument) -> Iterator[Result]:
    profiles: set[str] = set()
    for output in definition.outputs:
        profile = output.profile if isinstance(output, Index) else ""
        if profile in profiles and profile:
            continue
        profiles.add(profile)
        yield Result(
            title=title_of(output),
            rule=_rule(output),
            lines=tuple(_lines(definition, output)),
            source=output.source,
            to_check=said(output.to_check),
        )


def _rule(output: Output) -> str:
    """How the output is read off, in a sentence or two."""
    if isinstance(output, Levels):
        rule = _("A level is reached once enough of its questions are met.")
        more = _("It counts only when all levels before it are reached too.")
        return f"{rule} {more}" if output.cumulative else rule
    if isinstance(output, Goals):
        return _(
            "Each goal is read as less than, as or more than was expected. Together, heavier "
            "goals counting more, they say whether the goals were reached on the whole."
        )
    return _rule_of_steps(output) if isinstance(output, Ladder) else _rule_of_means(output)


def _rule_of_steps(output: Ladder) -> str:
    if output.kind == "checklist":
        return _("Every point that applies has to be met.")
    return _(
        "The questions stand on steps. The lowest step with a question that applies and is "
        "not met yet decides."
    )


def _rule_of_means(output: Index) -> str:
    scales = _(
        "Each scale is the mean of its own questions, from 0 to %(out_of)s. There is no sum "
        "of the scales."
    )
    whole = _(
        "Each question counts from nothing to full. Its part is the mean of its questions, and "
        "the result the mean of the parts, from 0 to %(out_of)s."
    )
    return (scales if output.profile else whole) % {"out_of": output.out_of}


def _lines(definition: Instrument, output: Output) -> Iterator[Line]:
    """What each level takes; of an index first what it is the mean of."""
    if isinstance(output, Ladder):
        needs = _("one of these is not met yet: %(items)s")
        for rung in output.rungs:
            yield _line(output, rung.level, needs % {"items": _named(definition, rung.items)})
        yield _line(output, output.levels[-1].code, _("all of it is met"))
    elif isinstance(output, Levels):
        yield _line(output, output.levels[0].code, _("no level is reached yet"))
        for step in output.steps:
            share = _share(step.share, _named(definition, step.items))
            yield _line(output, step.level, share)
    elif isinstance(output, Index):
        yield from _means(definition, output)
        for cut in output.cuts:
            yield _line(output, cut.level, _("from %(start)s") % {"start": _plain(cut.start)})
    else:
        yield from (_line(output, level.code, "") for level in output.levels)


def _line(output: Output, code: str, needs: str) -> Line:
    level = next(level for level in output.levels if level.code == code)
    return Line(said(level.name), said(level.meaning), needs)


def _means(definition: Instrument, output: Index) -> Iterator[Line]:
    """The parts of an index, or the scales of a profile, with their questions."""
    if output.profile:
        scales = [one for one in definition.outputs if _same_profile(one, output)]
        parts = [(one.title, one.items) for one in scales]
    else:
        parts = [(one.title, one.items) for one in output.dimensions]
    for title, items in parts:
        yield Line(said(title), "", _named(definition, items))


def _same_profile(one: Output, other: Index) -> bool:
    return isinstance(one, Index) and one.profile == other.profile


def _named(definition: Instrument, codes: Sequence[str]) -> str:
    return ", ".join(said(definition.item(code).short) for code in codes)


def _share(share: Fraction, items: str) -> str:
    if share == 1:
        return _("all of these are met: %(items)s") % {"items": items}
    said_so = ngettext(
        "at least %(part)s of every %(whole)s of these is met: %(items)s",
        "at least %(part)s of every %(whole)s of these are met: %(items)s",
        share.numerator,
    )
    return said_so % {"part": share.numerator, "whole": share.denominator, "items": items}


def _plain(number: Fraction) -> str:
    """As it is written here: 33,4."""
    return f"{float(number):g}".replace(".", ",")
