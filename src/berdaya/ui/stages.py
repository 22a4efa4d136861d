"""The welfare stages as the screens name them, from the lowest rung to the highest."""

from django.utils.translation import gettext_lazy as _

LADDER = ("KPS", "KS1", "KS2", "KS3", "KS3PLUS")
INCOMPLETE = "incomplete"
NAMES = {
    "KPS": _("Pre-prosperous family"),
    "KS1": _("Prosperous family I"),
    "KS2": _("Prosperous family II"),
    "KS3": _("Prosperous family III"),
    "KS3PLUS": _("Prosperous family III Plus"),
    INCOMPLETE: _("Not complete yet"),
}
SHORT = {
    "KPS": "KPS",
    "KS1": "KS I",
    "KS2": "KS II",
    "KS3": "KS III",
    "KS3PLUS": "KS III+",
    INCOMPLETE: "?",
}


def name(level: str) -> str:
    return str(NAMES.get(level, level))


def short(level: str) -> str:
    return SHORT.get(level, level)


def rank(level: str) -> int:
    """How many rungs lie below; -1 where there is no stage."""
    return LADDER.index(level) if level in LADDER else -1
