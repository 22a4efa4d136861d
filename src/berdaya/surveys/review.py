"""A draft seen whole: how far it is, what was answered, what is missing."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from berdaya.rules.instruments.applicability import Roster, not_applicable
from berdaya.rules.instruments.definition import Group, Instrument, Item
from berdaya.surveys.answers import Answer
from berdaya.surveys.forms import answer_in_words
from berdaya.surveys.models import Draft
from berdaya.ui.languages import said


@dataclass(frozen=True, slots=True)
class Line:
    item: Item
    text: str
    answer: str  # in words; blank where nothing was answered
    is_missing: bool
    since: date | None = None  # of an answer that was confirmed


@dataclass(frozen=True, slots=True)
class Page:
    """One group of questions with its answers, and where to change them."""

    title: str
    url: str
    lines: tuple[Line, ...]

    @property
    def missing(self) -> int:
        return sum(line.is_missing for line in self.lines)


def steps_of(definition: Instrument, draft: Draft, now: int) -> list[dict[str, str]]:
    """The groups and the last look, for the stepper; `now` counts from 1."""
    steps = [
        {
            "label": said(group.title),
            "url": reverse("survey_group", args=[draft.pk, number]),
            "state": "done" if number < now else "now" if number == now else "todo",
        }
        for number, group in enumerate(definition.groups, start=1)
    ]
    is_last = now > len(definition.groups)
    url = reverse("survey_review", args=[draft.pk])
    return [
        *steps,
        {"label": _("Look again"), "url": url, "state": "now" if is_last else "todo"},
    ]


def review_of(definition: Instrument, draft: Draft, roster: Roster) -> list[Page]:
    """Every group with the answers kept so far."""
    ruled_out = not_applicable(definition, roster, draft.conducted_on)
    return [
        Page(
            title=said(group.title),
            url=reverse("survey_group", args=[draft.pk, number]),
            lines=tuple(_lines(group, draft, set(ruled_out))),
        )
        for number, group in enumerate(definition.groups, start=1)
    ]


def _lines(group: Group, draft: Draft, ruled_out: set[str]) -> list[Line]:
    lines = []
    for item in group.items:
        answer: Answer = (
            item.not_applicable if item.code in ruled_out else draft.answers.get(item.code)
        )
        words = answer_in_words(item, answer)
        day = draft.confirmed.get(item.code)
        since = date.fromisoformat(day) if day and words else None
        is_missing = answer is None and item.required
        lines.append(Line(item, said(item.short), words, is_missing, since))
    return lines
