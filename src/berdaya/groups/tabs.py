"""The views of one group, in the order in which they stand above its pages."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.groups.models import Group

# label, address, and the cell that opens it; rooms above put their own pages here by address
VIEWS = (
    (_("Group"), "group_detail", "group.read"),
    (_("Members"), "member_list", "group.read"),
    (_("Meetings"), "meeting_list", "meeting.read"),
    (_("KIE"), "session_list", "kie.read"),
    (_("Visits"), "visit_list", "visit.read"),
    (_("Businesses"), "enterprise_list", "enterprise.read"),
    (_("Reports"), "group_forms", "group-form.read"),
    (_("Partnerships"), "partnership_list", "partnership.read"),
    (_("Capital"), "application_list", "capital-application.read"),
    (_("Standing"), "group_standing", "readiness.read"),
    (_("Objectives"), "group_objectives", "objective.read"),
    (_("Papers and history"), "group_papers", "group.read"),
)


def tabs_of(group: Group, user: User, current: str) -> list[dict[str, Any]]:
    """For <c-tabs>: what `user` may open of a group; `current` is the address one is at."""
    found = []
    for label, name, cell in VIEWS:
        if not user.may(cell, area=group.area_id):
            continue
        try:
            url = reverse(name, args=[group.pk])
        except NoReverseMatch:
            continue
        found.append({"label": label, "url": url, "is_current": name == current})
    return found
