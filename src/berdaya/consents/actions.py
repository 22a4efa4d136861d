"""Note what people answer when they are asked about their data."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.consents.models import Consent
from berdaya.consents.questions import state_of
from berdaya.once import made_before, once
from berdaya.people.models import Family, Person
from berdaya.refusal import Refusal
from berdaya.rules.purposes.definition import UnknownPurpose, is_adult, is_child, purpose

MEMBERSHIP = "membership"
FOR_CHILDREN = {Consent.Relation.PARENT, Consent.Relation.GUARDIAN, Consent.Relation.CARER}
FOR_AN_ADULT = {Consent.Relation.SELF, Consent.Relation.GUARDIAN}


class NoSuchPurpose(Refusal):
    code = "consent-no-such-purpose"
    message = _("“%(purpose)s” is nothing that is asked of them here. Choose from the list.")


class ChildNeedsGuardian(Refusal):
    code = "consent-child-needs-guardian"
    message = _(
        "For children under 18 the father, the mother, the guardian, or a relative who cares "
        "for them answers. Choose who that was."
    )


class AnswersForOthers(Refusal):
    code = "consent-answers-for-others"
    message = _(
        "Only the person themselves can answer for themselves. Choose the one it is about, or "
        "say how they are related."
    )


class AdultAnswers(Refusal):
    code = "consent-adult-answers"
    message = _(
        "%(name)s is an adult and answers in person; only where a court named a guardian does "
        "the guardian answer."
    )


class ChildAnswers(Refusal):
    code = "consent-child-answers"
    message = _("%(name)s is under 18. Ask an adult of the family.")


class SaidInFuture(Refusal):
    code = "consent-said-in-future"
    message = _("This day has not come yet. Choose today or an earlier day.")


class NothingToWithdraw(Refusal):
    code = "consent-nothing-to-withdraw"
    message = _("There is no consent that could be withdrawn. Note a refusal instead.")


class ConsentKeyInUse(Refusal):
    code = "consent-key-in-use"
    message = _("This form was already used for another answer. Open the page again.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said. `answered_by` is a registered person, or else `answered_name` is set."""

    key: UUID
    subject: Family | Person
    purpose: str
    act: str
    text_version: str
    relation: str
    how: str
    said_on: date
    answered_by: Person | None = None
    answered_name: str = ""


@transaction.atomic
@once
def record_answer(*, answer: Answer, by: User) -> Consent:
    """Note that a family or person agreed, refused, or withdrew; repeating the key adds nothing.

    Raises:
        NotAllowed, NoSuchPurpose, ConsentKeyInUse, SaidInFuture, ChildNeedsGuardian,
        ChildAnswers, AdultAnswers, AnswersForOthers.
        NothingToWithdraw: they had not agreed, or had withdrawn already.
    """
    allow(by, "consents.record_answer", area=answer.subject.area_id)
    if earlier := _earlier(answer):
        return earlier
    consent = _record(answer, by)
    trace(by, "consents.record_answer", consent, **_detail(consent))
    return consent


@transaction.atomic
@once
def record_membership(*, answer: Answer, by: User) -> Consent:
    """Note that somebody agreed to be recorded as a member of a group: for those who keep it.

    They may note this one purpose, of whoever stands before them, and read no other answer.
    Raises what `record_answer` does, and NoSuchPurpose for any other purpose.
    """
    allow(by, "consents.record_membership", area=answer.subject.area_id)
    if answer.purpose != MEMBERSHIP:
        raise NoSuchPurpose(purpose=answer.purpose)
    if earlier := _earlier(answer):
        return earlier
    consent = _record(answer, by)
    trace(by, "consents.record_membership", consent, **_detail(consent))
    return consent


def _earlier(answer: Answer) -> Consent | None:
    """The answer that this key stands for already, if it says the same."""
    _refuse_unknown(answer)
    same = {name: getattr(answer, name) for name in ("purpose", "act", "said_on")}
    about = "family_id" if isinstance(answer.subject, Family) else "person_id"
    same[about] = answer.subject.pk
    return made_before(Consent, answer.key, ConsentKeyInUse, **same)


def _record(answer: Answer, by: User) -> Consent:
    subject = answer.subject
    if answer.said_on > timezone.localdate():
        raise SaidInFuture
    covers_child = _covers_child(answer)
    _refuse_wrong_voice(answer, covers_child=covers_child)
    last = state_of(subject, answer.purpose, answer.said_on)
    if answer.act == Consent.Act.WITHDRAWN and not last.is_given:
        raise NothingToWithdraw
    return Consent.objects.create(
        pk=answer.key,
        family=subject if isinstance(subject, Family) else None,
        person=subject if isinstance(subject, Person) else None,
        area_id=subject.area_id,
        purpose=answer.purpose,
        act=answer.act,
        text_version=answer.text_version,
        answered_by=answer.answered_by,
        answered_name="" if answer.answered_by else answer.answered_name.strip(),
        relation=answer.relation,
        covers_child=covers_child,
        how=answer.how,
        said_on=answer.said_on,
        recorded_by=by,
    )


def _detail(consent: Consent) -> dict[str, str]:
    """What the trace keeps of an answer besides its row."""
    about = "family" if consent.family_id else "person"
    return {
        "purpose": consent.purpose,
        "act": str(consent.act),
        about: str(consent.person_id or consent.family_id),
    }


def _refuse_unknown(answer: Answer) -> None:
    kind = "person" if isinstance(answer.subject, Person) else "family"
    try:
        asked = purpose(answer.purpose)
        asked.wording(answer.text_version)
    except UnknownPurpose:
        raise NoSuchPurpose(purpose=answer.purpose) from None
    if kind not in asked.subjects:
        raise NoSuchPurpose(purpose=answer.purpose)


def _covers_child(answer: Answer) -> bool:
    """Whether anybody the answer speaks for was under 18 that day."""
    if isinstance(answer.subject, Person):
        return is_child(answer.subject.birth_date, answer.said_on)
    members = answer.subject.memberships.present().values_list("person__birth_date", flat=True)
    return any(is_child(born, answer.said_on) for born in members)


def _refuse_wrong_voice(answer: Answer, *, covers_child: bool) -> None:
    who = answer.answered_by
    if who is None and not answer.answered_name.strip():
        raise AnswersForOthers
    if who and is_child(who.birth_date, answer.said_on):
        raise ChildAnswers(name=who.name)
    if covers_child and answer.relation not in FOR_CHILDREN:
        raise ChildNeedsGuardian
    about = answer.subject if isinstance(answer.subject, Person) else None
    is_grown = about is not None and is_adult(about.birth_date, answer.said_on)
    if about and is_grown and answer.relation not in FOR_AN_ADULT:
        raise AdultAnswers(name=about.name)
    if answer.relation == Consent.Relation.SELF and who != answer.subject:
        raise AnswersForOthers
