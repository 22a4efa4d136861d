"""What a token may be used for: the first word of an address, and whether it changes anything."""

from django.utils.translation import gettext_lazy as _

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# the first word of an address after /api/, and what it holds
RESOURCES = {
    "areas": _("Areas"),
    "instruments": _("Questionnaires"),
    "families": _("Families and their members"),
    "persons": _("Persons"),
    "life-events": _("Events in families"),
    "consents": _("What families agreed to"),
    "surveys": _("Surveys and results"),
    "follow-ups": _("Steps that follow from a result"),
    "duplicates": _("Records that may be double"),
    "imports": _("Files of offices"),
    "figures": _("Figures of an area"),
}
READ_ONLY = frozenset({"areas", "instruments", "figures"})
WAYS = {"read": _("read"), "write": _("enter and change")}


def scopes() -> list[tuple[str, str]]:
    """Every scope with its words, as choices of a form."""
    return [
        (f"{resource}:{way}", f"{words}: {said}")
        for resource, words in RESOURCES.items()
        for way, said in WAYS.items()
        if way == "read" or resource not in READ_ONLY
    ]


def scope_of(path: str, method: str) -> str:
    """The scope that a call needs: `POST /api/families` needs `families:write`.

    A question that must not stand in an address is sent by POST to an address that ends in
    /find, and reads.
    """
    resource = path.removeprefix("/api/").partition("/")[0]
    reads = method in SAFE or path.endswith("/find")
    return f"{resource}:{'read' if reads else 'write'}"
