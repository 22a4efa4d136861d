"""Show a NIK or KK number in full to somebody who needs it, and keep that they saw it."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import Trace, User
from berdaya.people.models import Family, Person
from berdaya.refusal import Refusal
from berdaya.sealed.fields import Number

AN_HOUR = timedelta(hours=1)
MOST = 60  # in an hour: a day at the counter needs fewer, a copy of the village's list more


class WhyReveal(models.TextChoices):
    """What a number is shown for."""

    COMPARE = "compare", _("To compare it with the card")
    ANOTHER_OFFICE = "another-office", _("For a form of another office")
    OWNER_ASKS = "owner-asks", _("The family asks for it")


class NothingToReveal(Refusal):
    code = "number-not-there"
    message = _("No number is recorded here.")


class ReasonToReveal(Refusal):
    code = "number-without-reason"
    message = _("Choose what the number is for.")


class ManyRevealed(Refusal):
    code = "many-numbers-revealed"
    message = _(
        "You have opened %(most)s numbers within an hour. So that nobody copies a whole list "
        "unseen, the next one opens in an hour."
    )


@transaction.atomic
def reveal_number(*, of: Person | Family, why: str, by: User) -> str:
    """The NIK of a person or the KK number of a family, in clear, for this once.

    The trace is kept for ever and written before the number leaves: what cannot be noted is
    not shown. A later merge or change of the number takes nothing from the trace.

    Raises:
        NotAllowed, NothingToReveal, ReasonToReveal, ManyRevealed, CannotOpen.
    """
    allow(by, "people.reveal_number", area=of.area_id)
    number: Number | None = of.nik if isinstance(of, Person) else of.kk_number
    if number is None:
        raise NothingToReveal
    if why not in WhyReveal:
        raise ReasonToReveal
    lately = Trace.objects.filter(
        by=by, verb="people.reveal_number", at__gt=timezone.now() - AN_HOUR
    )
    if lately.count() >= MOST:
        raise ManyRevealed(most=MOST)
    digits = number.digits
    trace(by, "people.reveal_number", of, why=why)
    return digits
