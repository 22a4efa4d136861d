"""Numbers hidden in what people write about the system: log lines and reports of errors."""

import logging
import re
from typing import Any

from django.views.debug import ExceptionReporter

from berdaya.rules.indonesia import mask_nik

# sixteen digits in a row, or in the groups in which people write and read them out; the key of
# a record is let through: one in some hundred has as many decimal digits in a row
_HEX = "[0-9a-fA-F]"
NUMBER = re.compile(
    rf"(?P<key>\b{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}\b|\b(?=\d*[a-fA-F]){_HEX}{{32}}\b)"
    r"|(?<!\d)(?:\d{16}|\d{4}(?:[ .-]\d{4}){3}|\d{6}[ .-]\d{6}[ .-]\d{4}"
    r"|\d{2}(?:[ .-]\d{2}){2}[ .-]\d{6}[ .-]\d{4})(?!\d)"
)
SHORTEST = 16
# what every number has in it; found in a tenth of the time
NEARLY_A_NUMBER = re.compile(rf"\d[\d .-]{{{SHORTEST - 1}}}")


def hide_numbers(text: str) -> str:
    """The text with every NIK and KK number masked.

    >>> hide_numbers("NIK 3204 3215 0780 9001?")
    'NIK 3204••••••••9001?'
    """
    # imports write a million words, and hardly one has a number in it
    if len(text) < SHORTEST or not NEARLY_A_NUMBER.search(text):
        return text
    return NUMBER.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    return found[0] if found["key"] else mask_nik(re.sub(r"\D", "", found[0]))


class HideNumbers(logging.Filter):
    """Masks the message of a record, so that whatever handler comes next sees it masked."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = hide_numbers(record.getMessage()), None
        return True


class MaskingFormatter(logging.Formatter):
    """Masks the whole of what is written, the traceback of an error too."""

    def format(self, record: logging.LogRecord) -> str:
        return hide_numbers(super().format(record))


class Reporter(ExceptionReporter):
    """Django's report of an error, in the browser or by mail, with all numbers masked.

    The whole text is masked rather than named fields: a number stands in bodies, queries,
    local variables and messages alike.
    """

    def get_traceback_html(self) -> Any:
        return type(html := super().get_traceback_html())(hide_numbers(html))

    def get_traceback_text(self) -> Any:
        return type(text := super().get_traceback_text())(hide_numbers(text))
