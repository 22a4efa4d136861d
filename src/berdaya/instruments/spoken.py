"""The language in which the faults of a definition are told."""

from django.conf import settings
from django.utils.translation import get_language

from berdaya.rules.instruments.faults import LANGUAGES


def spoken() -> str:
    """The reader's own, where the sentences are in it."""
    asked = get_language() or ""
    return asked if asked in LANGUAGES else settings.LANGUAGE_CODE
