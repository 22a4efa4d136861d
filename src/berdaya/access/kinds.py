"""The roles themselves: where each makes sense, and how carefully it must sign in."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody is in an area."""

    VOLUNTEER = "volunteer", _("Volunteer")
    VILLAGE_OFFICE = "village-office", _("Village office")
    FIELD_OFFICER = "field-officer", _("Field officer")
    GROUP_OFFICER = "group-officer", _("Group officer")
    MENTOR = "mentor", _("Mentor")
    SOCIAL_WORKER = "social-worker", _("Social worker")
    SUPERVISOR = "supervisor", _("Supervisor")
    DISTRICT_STAFF = "district-staff", _("District staff")
    NATIONAL_STAFF = "national-staff", _("National staff")
    RESEARCHER = "researcher", _("Researcher")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


VOLUNTEER, VILLAGE_OFFICE, FIELD_OFFICER, GROUP_OFFICER = (
    Kind.VOLUNTEER,
    Kind.VILLAGE_OFFICE,
    Kind.FIELD_OFFICER,
    Kind.GROUP_OFFICER,
)
MENTOR, SOCIAL_WORKER, SUPERVISOR, DISTRICT_STAFF = (
    Kind.MENTOR,
    Kind.SOCIAL_WORKER,
    Kind.SUPERVISOR,
    Kind.DISTRICT_STAFF,
)
NATIONAL_STAFF, RESEARCHER, AUDITOR, ADMINISTRATOR = (
    Kind.NATIONAL_STAFF,
    Kind.RESEARCHER,
    Kind.AUDITOR,
    Kind.ADMINISTRATOR,
)
HOURS = 60


@dataclass(frozen=True, slots=True)
class Profile:
    """What a role asks of its holder, whatever it may do."""

    levels: frozenset[int]  # of the tree: 0 the nation … 4 the village, 5 and 6 RW and RT
    second_factor: bool  # must be set up before anything is shown
    idle_minutes: int  # without a press of a button, until one must sign in again
    looks_after: frozenset[Kind] = frozenset()  # whom one invites, helps in again, sees leave


PROFILES: dict[Kind, Profile] = {
    VOLUNTEER: Profile(frozenset({4, 5, 6}), False, 12 * HOURS),
    VILLAGE_OFFICE: Profile(frozenset({4}), False, 2 * HOURS),
    FIELD_OFFICER: Profile(frozenset({3, 4}), False, 8 * HOURS, frozenset({VOLUNTEER})),
    GROUP_OFFICER: Profile(frozenset({4, 5, 6}), False, 12 * HOURS),
    MENTOR: Profile(frozenset({2, 3, 4}), False, 8 * HOURS),
    SOCIAL_WORKER: Profile(frozenset({2, 3, 4}), False, 2 * HOURS),
    SUPERVISOR: Profile(frozenset({1, 2, 3}), True, 1 * HOURS),
    DISTRICT_STAFF: Profile(frozenset({1, 2, 3}), True, 2 * HOURS),
    NATIONAL_STAFF: Profile(frozenset({0}), True, 2 * HOURS),
    RESEARCHER: Profile(frozenset({0, 1, 2}), True, 1 * HOURS),
    AUDITOR: Profile(frozenset({0, 1, 2}), True, 1 * HOURS),
    ADMINISTRATOR: Profile(frozenset({0, 1, 2, 3, 4}), True, 1 * HOURS, frozenset(Kind)),
}
