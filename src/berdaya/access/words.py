"""The table of roles in words for people: each resource and action, once."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.roles import VERBS

RESOURCES: dict[str, Promise] = {
    "own-work": _("Own work"),
    "user": _("Users"),
    "invitation": _("Invitations"),
    "role": _("Roles"),
    "trace": _("Trace"),
    "access-table": _("Who may do what"),
    "area": pgettext_lazy("resource", "Areas"),
    "neighbourhood": _("RT and RW"),
    "family": _("Families"),
    "person": _("Persons"),
    "identity-number": _("NIK and KK numbers"),
    "duplicate": _("Records that may be double"),
    "life-event": _("Events in families"),
    "consent": _("Consents"),
    "instrument": _("Instruments"),
    "assessment": _("Surveys"),
    "draft": _("Drafts"),
    "import": _("Files"),
    "worker": _("Background work"),
    "board": _("Board"),
    "follow-up": _("Follow-up"),
    "quality-note": _("Notes on data quality"),
    "token": _("Tokens for programs"),
    "research": _("Research data"),
}
ACTIONS: dict[str, Promise] = {
    "list": _("see the list"),
    "read": _("read"),
    "find": _("find"),
    "add": _("add"),
    "change": _("change"),
    "end": _("end"),
    "check": _("check"),
    "reveal": _("show in full"),
    "rescore": _("judge anew"),
    "count": _("see the counts"),
    "export": _("take out as a file"),
}
# what a note says more, by the name under which it is kept
DETAILS: dict[str, Promise] = {
    "absorbed": _("The record that was merged into it"),
    "act": _("What was answered"),
    "answers": _("Answers shown"),
    "area": _("Area"),
    "areas": _("Areas"),
    "changes": _("What was changed"),
    "count": _("How many"),
    "done": _("Judged so far"),
    "drafts": _("Drafts handed over"),
    "events": _("Events shown"),
    "families": _("How many families"),
    "family": _("Family"),
    "founded": _("New household"),
    "instrument": _("Instrument"),
    "invitation": _("Invitation"),
    "left": _("Family that was left"),
    "looked_for": _("Looked for, hidden"),
    "merge": _("Merging"),
    "month": _("Month"),
    "notes": _("How many notes"),
    "number": _("Which number"),
    "other": _("The other record"),
    "pairs": _("Pairs shown"),
    "person": _("Person"),
    "persons": _("Persons"),
    "places": _("How many RT and RW"),
    "purpose": _("Purpose"),
    "reached": _("Family that was joined"),
    "result": _("Result"),
    "results": _("Results shown"),
    "role": _("Role"),
    "scopes": _("What the token is for"),
    "steps": _("Steps shown"),
    "successor": _("Successor"),
    "user": _("User"),
    "what": _("What"),
    "why": _("Why"),
    "year": _("Year"),
}


def in_words(deed: str) -> tuple[str, str]:
    """What a cell or a verb is about and what is done, as people say it."""
    resource, _dot, action = VERBS.get(deed, deed).partition(".")
    return str(RESOURCES.get(resource, resource)), str(ACTIONS.get(action, action))
