"""Drawing cases by lot."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from berdaya.access.actions import allow
from berdaya.access.models import NATION, User
from berdaya.casework.models import Case
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.rules.casework.peer_review import definition
from berdaya.rules.casework.sampling import drawn
from berdaya.supervision import refusals
from berdaya.supervision.models import Pick, Sample


@transaction.atomic
@once
def draw_sample(*, key: UUID, size: int, by: User) -> Sample:
    """Draw by lot from the cases that `by` supervises, in turn from each worker's.

    The seed is made here, so that nobody chooses it. Repeating the key returns the first.

    Raises:
        NotAllowed, SupervisionKeyInUse, SampleSize, NothingToDraw.
    """
    area = min(by.areas_for("supervision.draw_sample"), default=NATION)
    allow(by, "supervision.draw_sample", area=area)
    if earlier := made_before(Sample, key, refusals.SupervisionKeyInUse, by_id=by.pk):
        return earlier
    if not 0 < size <= definition().most:
        raise refusals.SampleSize(most=definition().most)
    frame = _frame(by)
    if not frame:
        raise refusals.NothingToDraw
    seed = secrets.token_hex(16)
    made = Sample.objects.create(pk=key, seed=seed, size=size, frame=frame, by=by)
    worker_of = dict(frame)
    Pick.objects.bulk_create(
        Pick(sample=made, number=number, case_id=UUID(case), worker_id=UUID(worker_of[case]))
        for number, case in enumerate(drawn(frame, size, seed), start=1)
    )
    trace(by, "supervision.draw_sample", made)
    return made


def _frame(by: User) -> list[tuple[str, str]]:
    """Cases that run or were closed lately, each with its worker."""
    since = timezone.localdate() - timedelta(days=definition().closed_within_days)
    rows = Case.objects.visible_to(by, "supervision.draw_sample").exclude(worker=None)
    rows = rows.filter(Q(state=Case.State.OPEN) | Q(closed_on__gte=since))
    return [
        (str(case), str(worker))
        for case, worker in rows.order_by("pk").values_list("pk", "worker")
    ]
