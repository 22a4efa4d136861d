"""The views of one enterprise, in the order in which they stand above its pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.enterprises.models import Enterprise
from berdaya.groups.sight import may

VIEWS = (
    (_("The business"), "enterprise_detail", "enterprise.read"),
    (_("Sales and income"), "book_list", "sales.read"),
    (_("Guidance"), "guidance", "guidance.read"),
)


def tabs_of(enterprise: Enterprise, user: User, current: str) -> list[dict[str, Any]]:
    """For <c-tabs>: what `user` may open of a business; `current` is the address one is at."""
    return [
        {
            "label": label,
            "url": reverse(name, args=[enterprise.pk]),
            "is_current": name == current,
        }
        for label, name, cell in VIEWS
        if may(user, cell, enterprise.group)
    ]
