"""The views of supervision, in the order in which they stand above its pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User

VIEWS = (
    (_("Workers"), "caseload_board", "caseload.read"),
    (_("Ageing"), "case_ageing", "caseload.read"),
    (_("Cases drawn by lot"), "sample_list", "peer-sample.read"),
    (_("Review among colleagues"), "review_list", "peer-review.read"),
    (_("My principles"), "practice_profile", "contact-review.add"),
)


def tabs_for(user: User, current: str) -> list[dict[str, Any]]:
    """For <c-tabs>: what `user` may open; `current` is the address one is at."""
    return [
        {"label": label, "url": reverse(name), "is_current": name == current}
        for label, name, cell in VIEWS
        if user.may_anywhere(cell)
    ]
