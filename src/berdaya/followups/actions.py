"""Take a proposal up, or decline it with a reason."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.consents.questions import may_process
from berdaya.followups.models import Decision
from berdaya.followups.proposals import step_of
from berdaya.once import made_before, once
from berdaya.refusal import Refusal
from berdaya.surveys.answers import PURPOSE, not_wanted
from berdaya.surveys.models import Assessment


class NoSuchProposal(Refusal):
    code = "follow-up-no-such-proposal"
    message = _("This survey proposes no such step. Open the result again and choose there.")


class ResultReplaced(Refusal):
    code = "follow-up-of-a-replaced-result"
    message = _("This survey was corrected meanwhile. Open the newer one and decide there.")


class ReasonNeeded(Refusal):
    code = "follow-up-reason-needed"
    message = _("Choose why not; for another reason, say it in a few words.")


class DecidedInFuture(Refusal):
    code = "follow-up-in-future"
    message = _("This day has not come yet. Choose today or an earlier day.")


class DecidedBeforeSurvey(Refusal):
    code = "follow-up-before-survey"
    message = _("The survey that proposes this was on %(on)s. Choose that day or a later one.")


class DecisionKeyInUse(Refusal):
    code = "follow-up-key-in-use"
    message = _("This form was already used for another step. Open the page again.")


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What was decided about one proposal of an assessment."""

    key: UUID
    assessment: Assessment
    item: str
    step: int
    act: str
    decided_on: date
    reason: str = ""
    who: str = ""
    note: str = ""


@transaction.atomic
@once
def decide(*, decision: NewDecision, by: User) -> Decision:
    """Note what was decided about a proposal; repeating the key adds nothing.

    Raises:
        NotAllowed, NoSuchProposal, ResultReplaced, ReasonNeeded, DecidedInFuture,
        DecidedBeforeSurvey, DecisionKeyInUse; what stops a survey where its subject wants none
        any more.
    """
    assessment = decision.assessment
    allow(by, "followups.decide", area=assessment.family.area_id)
    same = {name: getattr(decision, name) for name in ("item", "step", "act", "decided_on")}
    same["assessment_id"] = assessment.pk
    if earlier := made_before(Decision, decision.key, DecisionKeyInUse, **same):
        return earlier
    step = step_of(assessment, decision.item, decision.step)
    if step is None:
        raise NoSuchProposal
    _refuse_what_stands_otherwise(assessment, decision.decided_on)
    reason, note = decision.reason, decision.note.strip()
    if decision.act == Decision.Act.TAKEN_UP:
        reason = ""
    elif not reason or (reason == Decision.Reason.OTHER and not note):
        raise ReasonNeeded
    made = Decision.objects.create(
        pk=decision.key,
        assessment=assessment,
        area_id=assessment.area_id,
        item=decision.item,
        step=decision.step,
        kind=step.kind,
        words=dict(step.text),
        act=decision.act,
        reason=reason,
        who=decision.who.strip(),
        note=note,
        decided_on=decision.decided_on,
        by=by,
    )
    trace(by, "followups.decide", made, act=made.act, family=str(assessment.family_id))
    return made


def _refuse_what_stands_otherwise(assessment: Assessment, on: date) -> None:
    """A no stops the use of what was answered before it, too."""
    rows = Assessment.objects.across_areas(why="of an assessment the door chose")
    if rows.filter(replaces=assessment).exists():
        raise ResultReplaced
    if on > timezone.localdate():
        raise DecidedInFuture
    if on < assessment.conducted_on:
        raise DecidedBeforeSurvey(on=f"{assessment.conducted_on:%d-%m-%Y}")
    subject = assessment.person or assessment.family
    if subject.pk not in may_process([subject.pk], PURPOSE, timezone.localdate()):
        raise not_wanted(subject)
