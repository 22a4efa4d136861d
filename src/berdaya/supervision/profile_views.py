"""How somebody keeps the principles: shown to themself and to whoever supervises their cases."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.models import User
from berdaya.groups.kb import FEWEST
from berdaya.supervision.forms import PeriodForm
from berdaya.supervision.profile import may_see, profile_of
from berdaya.supervision.tabs import tabs_for
from berdaya.ui.answers import answer
from berdaya.ui.requests import Request


@needs("practice-profile.read")
@require_safe
def practice_profile(request: Request, user_id: UUID | None = None) -> HttpResponse:
    """One's own, or that of somebody who works on a case that one supervises."""
    user = request.user
    worker = user if user_id in (None, user.pk) else get_object_or_404(User, pk=user_id)
    if not may_see(user, worker):
        raise Http404
    form = PeriodForm(request.GET or None)
    form.is_valid()
    first, last = form.days()
    is_own = worker == user
    context = {
        "worker": worker,
        "is_own": is_own,
        "first": first,
        "last": last,
        "profile": profile_of(worker, user, first, last),
        "fewest": FEWEST,
        "tabs": tabs_for(user, "practice_profile") if is_own else [],
        "back": "" if is_own else reverse("caseload_board"),
        "back_label": _("Your workers and their cases"),
    }
    return answer(request, "supervision/practice_profile.html", context, form)
