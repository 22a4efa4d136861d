"""What a colleague writes about a case, and what its worker answers."""

from collections.abc import Mapping

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework.tracing import trace
from berdaya.once import once
from berdaya.rules.casework.peer_review import definition
from berdaya.supervision import refusals
from berdaya.supervision.actions.giving import end_review
from berdaya.supervision.models import Finding, PeerReview, Reply
from berdaya.supervision.sight import allow

WHY = "allowed above"


@transaction.atomic
@once
def write_review(
    *, review: PeerReview, answers: Mapping[str, str], well: str, talk: str = "", by: User
) -> Finding:
    """Keep what a colleague found; the case is closed to them from then on. Final.

    The same again adds nothing.

    Raises:
        NotAllowed, ReviewWritten, AnswersMissing.
    """
    allow(by, "supervision.write_review", review=review)
    review = _locked(review)
    if review.is_written:
        if review.finding.answers == dict(answers) and review.finding.well == well.strip():
            return review.finding
        raise refusals.ReviewWritten
    known = definition()
    if not known.is_whole(answers, review.pick.case.stage) or not well.strip():
        raise refusals.AnswersMissing
    made = Finding.objects.create(
        review=review,
        version=known.version,
        answers=dict(answers),
        well=well.strip(),
        talk=talk.strip(),
    )
    trace(by, "supervision.write_review", review.pick.case)
    return made


@transaction.atomic
@once
def answer_review(*, review: PeerReview, words: str, by: User) -> Reply:
    """Answer, as the worker whom it is about. Once; the same again adds nothing.

    Raises:
        NotAllowed, AnsweredAlready, ReplyMissing.
    """
    allow(by, "supervision.answer_review", review=review)
    review = _locked(review)
    if earlier := getattr(review.finding, "reply", None):
        if earlier.words == words.strip():
            return earlier  # type: ignore[no-any-return]  # of getattr
        raise refusals.AnsweredAlready
    if not words.strip():
        raise refusals.ReplyMissing
    made = Reply.objects.create(finding=review.finding, words=words.strip(), by=by)
    trace(by, "supervision.answer_review", review.pick.case)
    return made


@transaction.atomic
@once
def step_back(*, review: PeerReview, reason: str = "", by: User) -> PeerReview:
    """Give a case back, as somebody who knows the client or cannot do it.

    Raises:
        NotAllowed, ReviewWritten.
    """
    allow(by, "supervision.step_back", review=review)
    review = end_review(review, PeerReview.Ending.STEPPED_BACK, reason.strip())
    trace(by, "supervision.step_back", review.pick.case)
    return review


def _locked(review: PeerReview) -> PeerReview:
    rows = PeerReview.objects.across_areas(why=WHY).select_for_update(of=("self",))
    return rows.select_related("pick__case").get(pk=review.pk)
