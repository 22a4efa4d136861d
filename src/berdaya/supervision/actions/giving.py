"""Giving a drawn case to a colleague, and ending that."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.models import User
from berdaya.casework.actions.stages import locked
from berdaya.casework.limits import LET_IN_DAYS
from berdaya.casework.refusals import LetInTooLong
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.supervision import refusals
from berdaya.supervision.models import PeerReview, Pick
from berdaya.supervision.reviewers import knows_the_client, reviewers_for

Ending = PeerReview.Ending


@transaction.atomic
@once
def give_review(*, key: UUID, pick: Pick, reviewer: User, until: date, by: User) -> PeerReview:
    """Let a colleague look at a drawn case without names, to the end of a day.

    Repeating the key returns the first.

    Raises:
        NotAllowed, SupervisionKeyInUse, LetInTooLong, NotAReviewer, KnowsTheClient,
        ReviewRunning.
    """
    allow(by, "supervision.give_review", case=pick.case)
    same = {"pick_id": pick.pk, "reviewer_id": reviewer.pk}
    if earlier := made_before(PeerReview, key, refusals.SupervisionKeyInUse, **same):
        return earlier
    case = locked(pick.case)
    today = timezone.localdate()
    if not today < until <= today + timedelta(days=LET_IN_DAYS):
        raise LetInTooLong(days=LET_IN_DAYS)
    if not reviewers_for(case).filter(pk=reviewer.pk).exists():
        raise refusals.NotAReviewer(name=reviewer)
    if reviewer.pk == pick.worker_id or knows_the_client(reviewer, case):
        raise refusals.KnowsTheClient(name=reviewer)
    if pick.reviews.filter(ended_at=None).exists():
        raise refusals.ReviewRunning
    made = PeerReview.objects.create(
        pk=key,
        pick=pick,
        reviewer=reviewer,
        until=timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min)),
        by=by,
    )
    trace(by, "supervision.give_review", case)
    return made


@transaction.atomic
@once
def take_back(*, review: PeerReview, by: User) -> PeerReview:
    """Take a case back from a colleague who has not written yet. Twice: once.

    Raises:
        NotAllowed, ReviewWritten, ReviewEnded.
    """
    allow(by, "supervision.take_back", case=review.pick.case)
    review = end_review(review, Ending.TAKEN_BACK)
    trace(by, "supervision.take_back", review.pick.case)
    return review


def end_review(review: PeerReview, ending: str, reason: str = "") -> PeerReview:
    """Note that a review ended, locked. For verbs that allowed it."""
    rows = PeerReview.objects.across_areas(why="allowed above").select_for_update(of=("self",))
    review = rows.select_related("pick__case").get(pk=review.pk)
    if review.is_written:
        raise refusals.ReviewWritten
    if review.ended_at:
        if review.ending == ending:
            return review
        raise refusals.ReviewEnded
    review.ended_at, review.ending, review.reason = timezone.now(), ending, reason
    review.save(update_fields=["ended_at", "ending", "reason"])
    return review
