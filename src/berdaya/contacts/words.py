"""Codes of contacts in the reader's language."""

from berdaya.contacts.models import Contact
from berdaya.rules.casework.vocabulary import Term, terms
from berdaya.ui.languages import said

ROLES, TECHNIQUES, PARTICIPATION = "roles", "techniques", "participation"


def others(contact: Contact) -> str:
    """Who took part besides the client."""
    return ", ".join(str(Contact.Other(code).label) for code in contact.others)


def explained(of: str) -> list[tuple[str, str]]:
    """Each term of a list with what it means."""
    return [(said(one.words), said(one.about)) for one in terms(of)]


def with_meaning(of: str) -> list[tuple[str, str]]:
    """For a field whose choices a new worker must be able to tell apart."""
    return [(one.code, _both(one)) for one in terms(of)]


def _both(one: Term) -> str:
    return f"{said(one.words)}: {said(one.about)}"
