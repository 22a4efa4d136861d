"""One verb records every assessment, whichever door it came through."""

from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.people.models import Family, Person
from berdaya.people.numbers import portions
from berdaya.refusal import Refusal
from berdaya.rows import insert_rows
from berdaya.rules.instruments.definition import Instrument, load
from berdaya.surveys.actions.standings import settle, settle_first
from berdaya.surveys.answers import (
    NewAssessment,
    Prepared,
    completed,
    judged_on,
    prepare,
)
from berdaya.surveys.intake import assessment_rows, outcome_rows
from berdaya.surveys.models import Assessment, Draft, Outcome
from berdaya.surveys.own import allow_asking


class SurveyKeyInUse(Refusal):
    code = "survey-key-in-use"
    message = _("This form was already used for another survey. Open an empty form.")


class ReasonMissing(Refusal):
    code = "correction-without-reason"
    message = _("Say in a few words why this is corrected.")


class AlreadyCorrected(Refusal):
    code = "survey-already-corrected"
    message = _("This survey was corrected meanwhile. Open the newer one and look again.")


class AnotherFamily(Refusal):
    code = "correction-of-another-survey"
    message = _("A correction belongs to the same family or person and the same questionnaire.")


@transaction.atomic
def record_assessments(
    *,
    entries: Sequence[NewAssessment],
    instrument: str,
    door: str,
    by: User,
    coming: Mapping[UUID, Prepared] = MappingProxyType({}),
) -> list[Assessment]:
    """Record many filled questionnaires, all or none; return them in the order given.

    An entry whose key stands already is returned as it stands. Refusals name the culprit in
    `params["key"]`. `coming` has, by their keys, entries about families that the caller
    registered in this very transaction, prepared before: nobody else knows of these families
    yet, so they are neither locked nor asked about, and their answers are held against the
    definition and the roster but once.

    Raises:
        NotAllowed, NotOfferedHere, SurveyKeyInUse, or a refusal of `surveys.answers`.
    """
    definition = load(instrument)
    families = {it.family.pk: it.family for it in entries if it.key in coming}
    families |= _lock(entry for entry in entries if entry.key not in coming)
    for area in sorted({family.area_id for family in families.values()}):
        allow(by, "surveys.record_assessments", area=area)
        allow_asking(by, definition, area=area)
    recorded, fresh = _record(entries, families, definition, door, by, None, "", coming=coming)
    if fresh:
        trace(by, "surveys.record_assessments", recorded[0], count=len(fresh))
    return recorded


@transaction.atomic
def record_assessment(
    *,
    entry: NewAssessment,
    instrument: str,
    door: str,
    by: User,
    replaces: Assessment | None = None,
    reason: str = "",
) -> Assessment:
    """Record one filled questionnaire, or with `replaces` the correction of an earlier one.

    Raises:
        NotAllowed, NotOfferedHere, SurveyKeyInUse, ReasonMissing, AlreadyCorrected,
        AnotherFamily, or a refusal of `surveys.answers`.
    """
    allow(by, "surveys.record_assessment", area=entry.family.area_id)
    families = _lock([entry])
    area, definition = families[entry.family.pk].area_id, load(instrument)
    allow(by, "surveys.record_assessment", area=area)
    allow_asking(by, definition, area=area)
    [assessment], fresh = _record(
        [entry], families, definition, door, by, replaces, reason.strip()
    )
    if fresh:
        Draft.objects.filter(pk=assessment.pk).delete()
        trace(by, "surveys.record_assessment", assessment)
    return assessment


def _lock(found: Iterable[NewAssessment]) -> dict[UUID, Family]:
    """The families as they stand now, locked in one order, so that two surveys take turns.

    A person may be surveyed as a member of two families in a year, so persons are locked too.
    """
    entries = list(found)
    _lock_persons(entry.person for entry in entries)
    everywhere = Family.objects.across_areas(why="the door chose them; allow() follows")
    keys = sorted({entry.family.pk for entry in entries})
    return {
        family.pk: family
        for some in portions(keys)
        for family in everywhere.select_for_update(no_key=True, of=("self",))
        .filter(pk__among=some)
        .order_by("pk")
    }


def _lock_persons(persons: Iterable[Person | None]) -> None:
    everywhere = Person.objects.across_areas(why="the door chose them; allow() follows")
    for some in portions(sorted({person.pk for person in persons if person})):
        rows = everywhere.select_for_update(no_key=True, of=("self",)).filter(pk__among=some)
        list(rows.order_by("pk").values_list("pk"))


def _record(
    entries: Sequence[NewAssessment],
    families: dict[UUID, Family],
    definition: Instrument,
    door: str,
    by: User,
    replaces: Assessment | None,
    reason: str,
    *,
    coming: Mapping[UUID, Prepared] = MappingProxyType({}),
) -> tuple[list[Assessment], list[Assessment]]:
    """All of them in order, and those that are new."""
    earlier = _standing(entry.key for entry in entries)
    for entry in entries:
        if found := earlier.get(entry.key):
            _refuse_other(found, entry, definition, replaces)
    new = [entry for entry in entries if entry.key not in earlier]
    if new:
        _refuse_correction(new[0], definition, replaces, reason)
    today = timezone.localdate()
    unprepared = [entry for entry in new if entry.key not in coming]
    good, refused = prepare(unprepared, definition, today, is_correction=replaces is not None)
    for _entry, refusal in refused:
        raise refusal
    good += [coming[entry.key] for entry in new if entry.key in coming]
    first = {one.entry.subject for one in coming.values()}
    fresh = _store(good, families, definition, door, by, replaces, reason, first=first)
    by_key = earlier | {assessment.pk: assessment for assessment in fresh}
    return [by_key[entry.key] for entry in entries], fresh


def _standing(keys: Iterable[UUID]) -> dict[UUID, Assessment]:
    everywhere = Assessment.objects.across_areas(why="keys are unique in the nation")
    return {
        assessment.pk: assessment
        for some in portions(keys)
        for assessment in everywhere.filter(pk__among=some)
    }


def _refuse_other(
    found: Assessment, entry: NewAssessment, definition: Instrument, replaces: Assessment | None
) -> None:
    """Let pass only what was recorded under this key already, to the last answer."""
    person = entry.person and entry.person.pk
    asked = (entry.family.pk, person, definition.id, entry.conducted_on)
    replaced = replaces and replaces.pk
    kept = (found.family_id, found.person_id, found.instrument, found.conducted_on)
    # judged as it was the first time: the roster and the questionnaire may have changed since
    first = load(found.instrument, found.version)
    same = asked == kept and replaced == found.replaces_id
    if not same or completed(entry, first, judged_on(found)) != found.answers:
        raise SurveyKeyInUse(key=entry.key)


def _refuse_correction(
    entry: NewAssessment, definition: Instrument, replaces: Assessment | None, reason: str
) -> None:
    if replaces is None:
        return
    if not reason:
        raise ReasonMissing
    kept = (replaces.family_id, replaces.person_id, replaces.instrument)
    if kept != (entry.family.pk, entry.person and entry.person.pk, definition.id):
        raise AnotherFamily
    if (
        Assessment.objects.across_areas(why="of the same family")
        .filter(replaces=replaces)
        .exists()
    ):
        raise AlreadyCorrected


def _store(
    good: list[Prepared],
    families: dict[UUID, Family],
    definition: Instrument,
    door: str,
    by: User,
    replaces: Assessment | None,
    reason: str,
    *,
    first: Container[UUID] = (),
) -> list[Assessment]:
    """Write the assessments, what they add up to, and what counts for their years."""
    if not good:
        return []
    assessments = assessment_rows(good, families, definition, door, by, replaces, reason)
    try:
        with transaction.atomic():
            insert_rows(Assessment, assessments)
    except IntegrityError:
        # two sends of one key, or two corrections, at the same moment: the other was first
        raise (AlreadyCorrected if replaces else SurveyKeyInUse)() from None
    outcomes = outcome_rows(assessments, definition)
    insert_rows(Outcome, outcomes)
    settled = settle_first(definition, assessments, outcomes, first)
    touched = {(one.entry.subject, one.entry.conducted_on.year) for one in good} - settled
    if replaces:
        # a correction is of the same subject, perhaps of another year
        touched.add((good[0].entry.subject, replaces.conducted_on.year))
    settle(definition, touched)
    return assessments
