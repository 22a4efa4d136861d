"""Texts that carry both languages, such as those of instruments, in the reader's own."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language


def said(text: Mapping[str, str]) -> str:
    """The words in the reader's language; Indonesian where that is missing."""
    return text.get(get_language() or "") or text.get(settings.LANGUAGE_CODE, "")
