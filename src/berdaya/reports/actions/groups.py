"""Taking the forms of a group out of the system; with whole numbers on purpose only."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import trace
from berdaya.access.models import Trace, User
from berdaya.groups.models import Group
from berdaya.groups.sight import allow
from berdaya.refusal import Refusal

AN_HOUR = timedelta(hours=1)
MOST = 20  # forms with whole numbers in an hour: enough for the groups of some villages


class ManyForms(Refusal):
    code = "many-forms-with-numbers"
    message = _(
        "You have taken out %(most)s forms with whole numbers within an hour. So that nobody "
        "copies a whole list unseen, the next one opens in an hour."
    )


@transaction.atomic
def export_form(*, group: Group, what: str, by: User) -> None:
    """Note that `by` takes out a form of a group, with masked numbers.

    Raises:
        NotAllowed.
    """
    allow(by, "reports.export_form", group=group)
    trace(by, "reports.export_form", group, what=what)


@transaction.atomic
def export_numbers(*, group: Group, what: str, by: User) -> None:
    """Note that `by` takes out a form of a group on which NIK and KK numbers stand in full.

    The trace is written before the form is made: what cannot be noted is not shown.

    Raises:
        NotAllowed, ManyForms.
    """
    allow(by, "reports.export_numbers", group=group)
    lately = Trace.objects.filter(
        by=by, verb="reports.export_numbers", at__gt=timezone.now() - AN_HOUR
    )
    if lately.count() >= MOST:
        raise ManyForms(most=MOST)
    trace(by, "reports.export_numbers", group, what=what)
