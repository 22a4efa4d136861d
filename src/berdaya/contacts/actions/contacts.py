"""Noting a contact, with what is done of earlier steps and what comes next; correcting one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework.actions.working import running
from berdaya.casework.contracts import said_no_on
from berdaya.casework.models import Case, StageEntry
from berdaya.casework.refusals import refuse_future
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.contacts import refusals
from berdaya.contacts.actions.steps import NextStep, close_step, open_step
from berdaya.contacts.models import Contact, Step
from berdaya.contacts.words import PARTICIPATION, ROLES, TECHNIQUES
from berdaya.once import made_before, once
from berdaya.rules.casework.vocabulary import codes


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a contact."""

    on: date
    kind: str
    participation: str
    what: str
    place: str = ""
    others: Sequence[str] = ()
    roles: Sequence[str] = ()
    techniques: Sequence[str] = ()
    in_crisis: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "on": self.on,
            "kind": self.kind,
            "participation": self.participation,
            "what": self.what.strip(),
            "place": self.place.strip(),
            "others": list(self.others),
            "roles": list(self.roles),
            "techniques": list(self.techniques),
            "in_crisis": self.in_crisis,
        }


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact, the steps that are done with it, and the next one, if any was agreed."""

    key: UUID
    case: Case
    told: Told
    done: Sequence[UUID] = field(default=())
    next: NextStep | None = None


@transaction.atomic
@once
def record_contact(*, contact: NewContact, by: User) -> Contact:
    """Note a contact; repeating the key returns the first.

    Raises:
        NotAllowed, ContactKeyInUse, CaseIsClosed, ContactUnwanted, NothingTold,
        UnknownContactWord, DayNotCome, BeforeTheCase, NextDayPast, StepSettled.
    """
    allow(by, "contacts.record_contact", case=contact.case)
    if earlier := made_before(
        Contact, contact.key, refusals.ContactKeyInUse, case_id=contact.case.pk, by_id=by.pk
    ):
        return earlier
    case = running(contact.case)
    told = contact.told
    _refuse(told)
    _heed(case, told)
    made = Contact.objects.create(
        pk=contact.key, case=case, entry=entry_on(case, told.on), by=by, **told.columns
    )
    steps = Step.objects.across_areas(why="allowed above").of(case).select_for_update()
    for step in steps.filter(pk__in=contact.done).order_by("pk"):
        close_step(step, Step.State.DONE, told.on, by)
    if contact.next:
        open_step(case, contact.next, made, by)
    trace(by, "contacts.record_contact", case)
    return made


@transaction.atomic
@once
def correct_contact(*, key: UUID, contact: Contact, told: Told, by: User) -> Contact:
    """Tell a contact anew; what was told before stays to be read. Repeating the key returns the first.

    Raises:
        NotAllowed, ContactKeyInUse, CaseIsClosed, ContactUnwanted, AlreadyCorrected, NothingTold,
        UnknownContactWord, DayNotCome, BeforeTheCase.
    """
    allow(by, "contacts.correct_contact", case=contact.case)
    if earlier := made_before(
        Contact, key, refusals.ContactKeyInUse, corrects_id=contact.pk, by_id=by.pk
    ):
        return earlier
    case = running(contact.case)
    everywhere = Contact.objects.across_areas(why="allowed above")
    if everywhere.filter(corrects=contact).exists():
        raise refusals.AlreadyCorrected
    _refuse(told)
    _heed(case, told)
    made = Contact.objects.create(
        pk=key,
        case=case,
        entry=entry_on(case, told.on),
        origin_id=contact.first,
        corrects=contact,
        by=by,
        **told.columns,
    )
    trace(by, "contacts.correct_contact", case)
    return made


def entry_on(case: Case, day: date) -> StageEntry:
    """The step by which the case came to the stage in which it stood on that day."""
    entry = case.stage_entries.filter(on__lte=day).order_by("-number").first()
    if entry is None:
        raise refusals.BeforeTheCase
    return entry


def _heed(case: Case, told: Told) -> None:
    """Let a client be who wants no more; that they said so, and a crisis, are noted all the same.

    Whoever came back since is met before they sign anew.
    """
    since = said_no_on(case)
    if since is None or told.on <= since or told.in_crisis:
        return
    reopened = case.stage_entries.filter(kind=StageEntry.Kind.REOPENED, on__gte=since)
    if not reopened.exists():
        raise refusals.ContactUnwanted


def _refuse(told: Told) -> None:
    if not told.what.strip():
        raise refusals.NothingTold
    lists = (
        (told.roles, codes(ROLES)),
        (told.techniques, codes(TECHNIQUES)),
        ([told.participation], codes(PARTICIPATION)),
        ([told.kind], Contact.Kind.values),
        (told.others, Contact.Other.values),
    )
    if any(set(said) - set(known) for said, known in lists):
        raise refusals.UnknownContactWord
    refuse_future(told.on)
