"""Where each role goes from any page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User


@dataclass(frozen=True, slots=True)
class Place:
    label: Promise
    name: str  # of the address
    icon: str
    cell: str  # of the table of roles: who has business there
    is_handy: bool = True  # worth one of the few places at the bottom of a phone


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url: str
    icon: str
    in_bar: bool
    is_current: str  # what aria-current says: page, true or nothing


PLACES = (
    Place(_("Home"), "home", "home", "own-work.read"),
    Place(_("Families"), "family_list", "family", "family.list"),
    Place(pgettext_lazy("navigation", "Add family"), "family_new", "family-add", "family.add"),
    Place(_("Services"), "service_search", "health", "service.read", is_handy=False),
    Place(_("Referrals"), "referral_list", "next", "referral.read", is_handy=False),
    Place(
        _("Coverage of services"),
        "coverage_board",
        "board",
        "service-coverage.count",
        is_handy=False,
    ),
    Place(_("Groups"), "group_list", "community", "group.read"),
    Place(_("Visits"), "visit_plan", "calendar", "visit.add", is_handy=False),
    Place(_("KIE coverage"), "kie_coverage", "check", "kie.count", is_handy=False),
    Place(_("Material"), "material_list", "news", "kie-material.read", is_handy=False),
    Place(_("Reports"), "report_calendar", "calendar", "group-form.read", is_handy=False),
    Place(pgettext_lazy("navigation", "Cases"), "case_list", "file", "case.list"),
    Place(_("Waiting for help"), "intake_list", "clock", "intake.read"),
    Place(_("Supervision"), "caseload_board", "eye", "caseload.read"),
    Place(_("Among colleagues"), "review_list", "swap", "peer-review.change", is_handy=False),
    Place(_("Ask for a social worker"), "intake_new", "help", "intake.add", is_handy=False),
    Place(_("Partners"), "partner_list", "users", "partner.read", is_handy=False),
    Place(_("Capital"), "call_list", "savings", "capital-call.read", is_handy=False),
    Place(_("Board"), "board", "board", "board.read"),
    Place(_("Objectives"), "objective_board", "board", "objective.count", is_handy=False),
    Place(_("Search"), "search", "search", "area.find"),
    Place(_("Permits running out"), "permit_due", "file", "guidance.read", is_handy=False),
    Place(_("Recorded twice?"), "double_list", "users", "duplicate.read", is_handy=False),
    Place(_("Files"), "import_list", "upload", "import.list", is_handy=False),
    Place(_("Instruments"), "instrument_list", "survey", "instrument.read", is_handy=False),
    Place(_("Regulations"), "law_list", "reading", "law.read", is_handy=False),
    Place(pgettext_lazy("navigation", "Research"), "research", "download", "research.export"),
    Place(_("Users"), "user_list", "users", "user.list"),
    Place(_("Trace"), "trace_list", "clock", "trace.read"),
    Place(_("Worker"), "worker_page", "clock", "worker.read", is_handy=False),
)
IN_BAR = 5


def entries_for(user: User, path: str) -> list[Entry]:
    """The places this user's roles have business in; pages that do not stand yet are left out."""
    found = [
        (place, url)
        for place in PLACES
        if user.may_anywhere(place.cell) and (url := _address(place.name))
    ]
    here = _nearest(path, [url for _, url in found])
    handy = [url for place, url in found if place.is_handy][:IN_BAR]
    return [
        Entry(
            label=str(place.label),
            url=url,
            icon=place.icon,
            in_bar=url in handy,
            is_current="" if url != here else "page" if url == path else "true",
        )
        for place, url in found
    ]


def navigation(request: HttpRequest) -> dict[str, object]:
    """What the frame of the page shows about the user; nothing for a stranger."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"navigation": [], "user_roles": ""}
    roles = dict.fromkeys(role.get_kind_display() for role in user.current_roles)
    return {
        "navigation": entries_for(user, request.path),
        "user_roles": ", ".join(roles),
    }


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _nearest(path: str, urls: list[str]) -> str | None:
    """The longest address that begins `path`; the home page only for itself."""
    beginning = [url for url in urls if url == path or (url != "/" and path.startswith(url))]
    return max(beginning, key=len, default=None)
