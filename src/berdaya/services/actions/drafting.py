"""Writing down that a family, a person or a group is to be sent to a service."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.consents.questions import may_process
from berdaya.followups.models import Decision
from berdaya.groups.models import Group
from berdaya.once import made_before, once
from berdaya.people.models import Family, Person
from berdaya.services import refusals
from berdaya.services.actions.counting import MADE, note_need
from berdaya.services.models import Referral, Service, Step
from berdaya.services.models.referrals import TELLS, sealed_words

OPEN, SECRET = "survey", "casework"  # the purpose that must allow it


@dataclass(frozen=True, slots=True)
class NewReferral:
    """Whom to refer where, and to what they agreed. `tells` is of TELLS."""

    key: UUID
    service: Service
    family: Family | None
    need: str
    tells: frozenset[str]
    agreed_by: str
    agreed_how: str
    agreed_on: date
    due_on: date
    person: Person | None = None
    group: Group | None = None  # in place of both; in secret, by a room that knows it agreed
    decision: Decision | None = None
    is_secret: bool = False  # for a case: hidden from those who hold the area
    is_signed: bool = (
        False  # in secret: the contract of the case says yes in place of a consent
    )


@transaction.atomic
@once
def draft_referral(*, referral: NewReferral, by: User) -> Referral:
    """Write a referral down; nothing leaves the house yet. Repeating the key adds nothing.

    Raises:
        NotAllowed, ServiceKeyInUse, ServiceEnded, NothingToTell, DayNotCome, DueTooEarly,
        NotTaken, NotOfTheFamily, ReferralNotAgreed.
    """
    new = referral
    subject = new.group or new.person or new.family
    if subject is None:
        raise refusals.NothingToTell
    allow(by, "services.draft_referral", area=subject.area_id)
    same = {"service_id": new.service.pk, "by_id": by.pk}
    if earlier := made_before(Referral, new.key, refusals.ServiceKeyInUse, **same):
        return earlier
    _refuse_wrong(new, subject)
    made = Referral.objects.create(
        pk=new.key,
        service=new.service,
        family=new.family,
        person=new.person,
        group=new.group,
        area_id=subject.area_id,
        is_secret=new.is_secret,
        decision=None if new.is_secret else new.decision,
        need=sealed_words(new.need),
        agreed_by=new.agreed_by.strip(),
        agreed_how=new.agreed_how,
        agreed_on=new.agreed_on,
        due_on=new.due_on,
        by=by,
        **{f"tells_{it}": it in new.tells for it in TELLS},
    )
    Step.objects.create(
        referral=made, number=1, kind=made.state, on=timezone.localdate(), by=by
    )
    note_need(made, MADE)
    trace(by, "services.draft_referral", made)
    return made


def _refuse_wrong(new: NewReferral, subject: Family | Person | Group) -> None:
    today = timezone.localdate()
    if new.service.ended_on:
        raise refusals.ServiceEnded(name=new.service.name)
    kinds = Service.Takes
    if not new.service.does_take(kinds.GROUPS if new.group else kinds.PEOPLE):
        raise refusals.NotTaken(name=new.service.name)
    if not new.agreed_by.strip():
        raise refusals.NothingToTell
    refusals.refuse_future(new.agreed_on)
    if new.due_on < today:
        raise refusals.DueTooEarly
    if new.family and new.person and not new.family.roster().filter(person=new.person).exists():
        raise refusals.NotOfTheFamily(name=new.person.name)
    _refuse_unasked(new, subject)


def _refuse_unasked(new: NewReferral, subject: Family | Person | Group) -> None:
    """Nobody is sent who did not agree. Of a group its case alone knows whether it did."""
    if new.is_secret and (new.is_signed or isinstance(subject, Group)):
        return
    if isinstance(subject, Group):
        raise refusals.ReferralNotAgreed(name=subject.name)
    purpose = SECRET if new.is_secret else OPEN
    if subject.pk not in may_process([subject.pk], purpose, timezone.localdate()):
        name = subject.name if isinstance(subject, Person) else subject.head_name
        raise refusals.ReferralNotAgreed(name=name)
