"""Answers held against the definition and the roster, before anything is stored.

Whom a questionnaire asks about says its definition: a family, or a person as a member of one.
For a person the roster is that person alone, as they were on the day.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from berdaya.consents.questions import may_process
from berdaya.people.models import Family, Person
from berdaya.people.rosters import persons_of, rosters_of
from berdaya.refusal import Refusal
from berdaya.rules.instruments.applicability import (
    Member,
    Roster,
    applies,
    not_applicable,
    skipped,
    suits,
)
from berdaya.rules.instruments.definition import Condition, Instrument, Item
from berdaya.surveys.models import Assessment
from berdaya.ui.languages import said

Members = TypeVar("Members", Roster, Mapping[UUID, Member])
MEMBER_COLUMNS = tuple(column.name for column in fields(Member))
PURPOSE = "survey"
Answer = int | str | None  # 1 yes, 0 no, 2 (-9 on a scale) does not apply; a choice; a day
OLDEST_SURVEY = date(1994, 1, 1)  # the year of the first family census that asked for stages


class UnknownItem(Refusal):
    code = "survey-unknown-item"
    message = _("%(name)s: the questionnaire has no question %(item)s.")


class WrongAnswer(Refusal):
    code = "survey-wrong-answer"
    message = _("%(name)s: “%(answer)s” is no answer to the question “%(question)s”.")


class AlwaysApplies(Refusal):
    code = "survey-always-applies"
    message = _(
        "%(name)s: the question “%(question)s” always applies. Answer it, or leave it blank."
    )


class WrongSubject(Refusal):
    code = "survey-wrong-subject"
    message = _(
        "“%(title)s” cannot be recorded for %(name)s. Choose a questionnaire that fits."
    )


class AsksAboutOnePerson(Refusal):
    code = "survey-needs-a-person"
    message = _("“%(title)s” asks about one person. Say which member of the family it is.")


class NotForThisAge(Refusal):
    code = "survey-not-for-this-age"
    message = _("“%(title)s” is not made for the age of %(name)s. Choose another one.")


class NotAMember(Refusal):
    code = "survey-not-a-member"
    message = _(
        "%(name)s did not belong to the family of %(family)s on %(day)s. Choose the family or "
        "the day that is right."
    )


class SurveyInFuture(Refusal):
    code = "survey-in-future"
    message = _("%(name)s: the day of the survey, %(day)s, has not come yet.")


class SurveyTooOld(Refusal):
    code = "survey-too-old"
    message = _("%(name)s: %(day)s is too long ago for the day of a survey.")


class SurveyAfterEnd(Refusal):
    code = "survey-after-end"
    message = _("The family of %(name)s had ended by %(day)s. Choose an earlier day.")


class FamilyDoesNotWant(Refusal):
    code = "survey-not-wanted"
    message = _(
        "The family of %(name)s does not want to be surveyed. Nothing was recorded. Thank them "
        "and leave it at that; if they change their mind, first note that they agree."
    )


class PersonDoesNotWant(Refusal):
    code = "survey-not-wanted-by-person"
    message = _(
        "%(name)s does not want to be surveyed. Nothing was recorded. Thank them and leave it at "
        "that; if they change their mind, first note that they agree."
    )


def not_wanted(subject: Family | Person, **params: object) -> Refusal:
    """The refusal that fits who said no."""
    if isinstance(subject, Person):
        return PersonDoesNotWant(name=subject.name, **params)
    return FamilyDoesNotWant(name=subject.head_name, **params)


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """A filled questionnaire as a door hands it over; `key` becomes the assessment's."""

    key: UUID
    family: Family
    answers: Mapping[str, Answer]
    conducted_on: date
    person: Person | None = None  # the member it asks about; None: the whole family
    provenance: Mapping[str, Any] = field(default_factory=dict)  # see surveys/provenance.py

    @property
    def subject(self) -> UUID:
        """The key of whom it asks about."""
        return self.person.pk if self.person else self.family.pk

    @property
    def subject_name(self) -> str:
        """Whom it asks about, as refusals and pages call them."""
        return self.person.name if self.person else self.family.head_name


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry with every item answered or blank, and the roster it was judged on."""

    entry: NewAssessment
    answers: dict[str, Answer]
    roster: list[dict[str, Any]]


def prepare(
    entries: Sequence[NewAssessment],
    definition: Instrument,
    today: date,
    coming: Mapping[UUID, Roster] = MappingProxyType({}),
    *,
    is_correction: bool = False,
) -> tuple[list[Prepared], list[tuple[NewAssessment, Refusal]]]:
    """Complete the entries that can be recorded; the others come with why not.

    `coming` has the rosters of families that are not registered yet, by their keys. One query
    for each day of survey and 5,000 families, and one for what they said about being surveyed.
    """
    registered = [entry for entry in entries if entry.family.pk not in coming]
    rosters = rosters_on_their_days(registered, today)
    # recording is what happens now, however long ago the visit was: today's word counts;
    # who wants no further survey may still have the last one put right
    asked = set() if is_correction else {entry.subject for entry in registered}
    unwanted = asked - may_process(asked, PURPOSE, today)
    good, refused = [], []
    for entry in entries:
        key = entry.family.pk
        roster = coming[key] if key in coming else rosters[entry.subject, entry.conducted_on]
        try:
            _refuse_subject(entry, definition)
            if entry.subject in unwanted:
                raise not_wanted(entry.person or entry.family, key=entry.key)
            good.append(_complete(entry, definition, roster, today))
        except Refusal as refusal:
            refused.append((entry, refusal))
    return good, refused


def rosters_on_their_days(
    entries: Iterable[NewAssessment], today: date
) -> dict[tuple[UUID, date], Roster]:
    """The roster of each subject on the day of its survey; of a person, that person alone.

    Where nobody is known to have belonged to a family on that day, because a family surveyed
    on paper was registered later, the roster of today stands in. A person who did not belong
    to the family has an empty one.
    """
    all_of_them = list(entries)
    families = [entry for entry in all_of_them if entry.person is None]
    persons = [entry for entry in all_of_them if entry.person]
    whole = _on_their_days(families, today, rosters_of)
    single = _on_their_days(persons, today, persons_of) if persons else {}
    found: dict[tuple[UUID, date], Roster] = {
        (entry.subject, entry.conducted_on): whole[entry.family.pk, entry.conducted_on]
        for entry in families
    }
    for entry in persons:
        member = single[entry.family.pk, entry.conducted_on].get(entry.subject)
        found[entry.subject, entry.conducted_on] = (member,) if member else ()
    return found


def _on_their_days(
    entries: Sequence[NewAssessment],
    today: date,
    ask: Callable[[Collection[UUID], date], Mapping[UUID, Members]],
) -> dict[tuple[UUID, date], Members]:
    """What `ask` says of each family on the day of its survey, or of today where it is nothing."""
    families_by_day: dict[date, set[UUID]] = defaultdict(set)
    for entry in entries:
        families_by_day[entry.conducted_on].add(entry.family.pk)
    found: dict[tuple[UUID, date], Members] = {}
    for day, families in families_by_day.items():
        found |= {(family, day): members for family, members in ask(families, day).items()}
    empty = {family for (family, _day), members in found.items() if not members}
    later = ask(empty, today) if empty else {}
    return {(family, day): members or later[family] for (family, day), members in found.items()}


def _refuse_subject(entry: NewAssessment, definition: Instrument) -> None:
    about = {"title": said(definition.title), "name": entry.subject_name, "key": entry.key}
    if definition.subject == "person" and not entry.person:
        raise AsksAboutOnePerson(**about)
    if definition.subject != ("person" if entry.person else "family"):
        raise WrongSubject(**about)


def _complete(
    entry: NewAssessment, definition: Instrument, roster: Roster, today: date
) -> Prepared:
    """Raises one of the refusals above."""
    _refuse_day(entry, today)
    if entry.person and not roster:
        family, day = entry.family.head_name, entry.conducted_on
        raise NotAMember(name=entry.person.name, family=family, day=day, key=entry.key)
    if entry.person and suits(definition, roster[0], entry.conducted_on) is False:
        title = said(definition.title)
        raise NotForThisAge(title=title, name=entry.person.name, key=entry.key)
    answers = completed(entry, definition, roster)
    return Prepared(entry, answers, [_plain(member) for member in roster])


def completed(
    entry: NewAssessment, definition: Instrument, roster: Roster
) -> dict[str, Answer]:
    """The answers as they are stored: every item named, what cannot apply said to be so.

    Raises:
        UnknownItem, WrongAnswer, AlwaysApplies.
    """
    items = definition.by_code
    if unknown := entry.answers.keys() - items.keys():
        about = {"name": entry.subject_name, "key": entry.key}
        raise UnknownItem(item=", ".join(sorted(unknown)), **about)
    by_roster = not_applicable(definition, roster, entry.conducted_on)
    always = definition.always_stand
    answers: dict[str, Answer] = dict.fromkeys(items)
    for code, answer in entry.answers.items():
        if answer is None or code in by_roster:
            continue
        # a file of a hundred thousand families has two million answers, nearly all of them plain
        if type(answer) is not int or answer not in always[code]:
            _refuse_answer(items[code], answer, entry, roster)
        answers[code] = answer
    # the roster knows better than a slip of the thumb
    for code in by_roster:
        answers[code] = items[code].not_applicable
    for code in skipped(definition, answers):
        answers[code] = items[code].not_applicable
    return answers


def _refuse_day(entry: NewAssessment, today: date) -> None:
    about = {"name": entry.subject_name, "day": entry.conducted_on, "key": entry.key}
    if entry.conducted_on > today:
        raise SurveyInFuture(**about)
    if entry.conducted_on < OLDEST_SURVEY:
        raise SurveyTooOld(**about)
    if entry.family.ended_on and entry.conducted_on >= entry.family.ended_on:
        raise SurveyAfterEnd(**{**about, "name": entry.family.head_name})


def _refuse_answer(item: Item, answer: Answer, entry: NewAssessment, roster: Roster) -> None:
    about = {"name": entry.subject_name, "key": entry.key}
    if not accepts(item, answer):
        raise WrongAnswer(answer=answer, question=said(item.short), **about)
    if answer == item.not_applicable and not may_not_apply(item, roster, entry.conducted_on):
        raise AlwaysApplies(question=said(item.short), **about)


def accepts(item: Item, answer: Answer) -> bool:
    """Whether a stored or sent answer can stand; days are written as 2026-11-24."""
    if item.kind != "date" or answer is None:
        return item.accepts(answer)
    try:
        return date.fromisoformat(str(answer)).isoformat() == answer
    except ValueError:
        return False


def may_not_apply(item: Item, roster: Roster, on: date) -> bool:
    """Whether the asker may say that the item does not apply.

    So where its wording allows it, and where the roster knows too little to tell.
    """
    if item.may_not_apply:
        return True
    if isinstance(item.applies_when, Condition):
        return True
    return item.by_roster and (not roster or applies(item, roster, on) is None)


def _plain(member: Member) -> dict[str, Any]:
    """As JSON has it. `asdict` would copy each value deeply, which a large file feels."""
    plain = {name: getattr(member, name) for name in MEMBER_COLUMNS}
    born = member.birth_date
    return {**plain, "birth_date": born.isoformat() if born else None}


def judged_on(assessment: Assessment) -> Roster:
    """The roster as it was when the assessment was recorded."""
    return roster_from(assessment.roster)


def roster_from(plain: Iterable[dict[str, Any]]) -> Roster:
    """A roster out of what an assessment keeps."""
    return tuple(_member(one) for one in plain)


def _member(plain: dict[str, Any]) -> Member:
    born = plain["birth_date"]
    return Member(**{**plain, "birth_date": date.fromisoformat(born) if born else None})
