"""Confirm a criterion by hand; keep what the rules make of all evidence."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups.models import Group
from berdaya.groups.sight import allow
from berdaya.once import made_before
from berdaya.readiness.evidence import Known, fact_of, may_be_answered
from berdaya.readiness.models import Attestation, Judgement
from berdaya.readiness.standing import Standing, standing_of
from berdaya.refusal import Refusal
from berdaya.rules.instruments.definition import load


class NoSuchCriterion(Refusal):
    code = "readiness-no-such-criterion"
    message = _("There is no such criterion to confirm. Open the page again.")


class KnownByItself(Refusal):
    code = "readiness-known-by-itself"
    message = _("The system sees this by itself. Mend it where the page leads.")


class ProofNeeded(Refusal):
    code = "readiness-proof-needed"
    message = _("Say what you have seen, and where it lies.")


class NotThisDay(Refusal):
    code = "readiness-in-future"
    message = _("This day has not come yet. Choose today or an earlier day.")


class AttestationKeyInUse(Refusal):
    code = "readiness-key-in-use"
    message = _("This form was already used for something else. Open the page again.")


@transaction.atomic
def attest(
    *,
    key: UUID,
    group: Group,
    instrument: str,
    item: str,
    answer: int,
    proof: str,
    on: date,
    by: User,
) -> Attestation:
    """Note that somebody looked at a criterion; repeating the key adds nothing.

    Raises:
        NotAllowed, NoSuchCriterion, KnownByItself, ProofNeeded, NotThisDay, AttestationKeyInUse.
    """
    allow(by, "readiness.attest", group=group)
    same = {"group_id": group.pk, "item": item, "answer": answer}
    if earlier := made_before(Attestation, key, AttestationKeyInUse, **same):
        return earlier
    asked = next((it for it in load(instrument).items if it.code == item), None)
    if asked is None or not may_be_answered(asked, answer):
        raise NoSuchCriterion
    if Known(group, timezone.localdate()).of(fact_of(asked)):
        raise KnownByItself
    if answer == Attestation.Answer.YES and not proof.strip():
        raise ProofNeeded
    if on > timezone.localdate():
        raise NotThisDay
    made = Attestation.objects.create(
        pk=key,
        group=group,
        instrument=instrument,
        item=item,
        answer=answer,
        proof=proof.strip(),
        on=on,
        by=by,
    )
    _keep(standing_of(group, instrument, timezone.localdate()), by)
    trace(by, "readiness.attest", made, item=item, answer=answer)
    return made


@transaction.atomic
def judge(*, group: Group, instrument: str, by: User) -> Judgement:
    """Keep where the group stands today, if it differs from what was kept last.

    Raises:
        NotAllowed.
    """
    allow(by, "readiness.judge", group=group)
    kept = _keep(standing_of(group, instrument, timezone.localdate()), by)
    trace(by, "readiness.judge", kept, level=kept.level)
    return kept


def _keep(standing: Standing, by: User) -> Judgement:
    last = standing.group.judgements.filter(instrument=standing.definition.id)
    latest = last.order_by("-on", "-recorded_at", "-pk").first()
    same = (standing.definition.version, standing.answers)
    if latest and (latest.version, latest.answers) == same:
        return latest
    return Judgement.objects.create(
        group=standing.group,
        instrument=standing.definition.id,
        version=standing.definition.version,
        on=standing.on,
        answers=standing.answers,
        level=standing.level.code,
        blocked_by=",".join(item.code for item in standing.blocked_by),
        by=by,
    )
