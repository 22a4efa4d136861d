"""An address as the register writes it, in one line: taken apart into what we keep."""

import re
from typing import NamedTuple

_PART = r"(\d{1,3}|-)?"
_BOTH = re.compile(rf"\bRT\s*/\s*RW\b\s*[:.]*\s*{_PART}\s*/\s*{_PART}", re.IGNORECASE)
_RT = re.compile(rf"\bRT\b\s*[:.]*\s*{_PART}(?=\s*(?:[,/]|RW|$))", re.IGNORECASE)
_RW = re.compile(rf"\bRW\b\s*[:.]*\s*{_PART}(?=\s*(?:,|$))", re.IGNORECASE)
_HAMLET = re.compile(r"(?:\bnama\s+)?\b(?:dusun|dsn)\b[\s:.]*([^,]*)", re.IGNORECASE)
# the village is the one of the file; what else stands here we do not keep
_LEFT_OUT = re.compile(
    r"\b(?:kode\s*pos|telp|telepon|desa|kelurahan|nama\s+desa)\b[\s:.]*[^,]*", re.IGNORECASE
)
_TITLE = re.compile(r"\balamat\s*:", re.IGNORECASE)


class Address(NamedTuple):
    """Parts of an address; blank where it does not say."""

    street: str
    hamlet: str
    rt: str
    rw: str


def taken_apart(text: str) -> Address:
    """`JL. MAWAR 3, DUSUN KRAJAN, RT:001, RW:002, Kodepos:83355,-` and the like."""
    rt = rw = hamlet = ""
    if found := _BOTH.search(text):
        rt, rw = found[1] or "", found[2] or ""
        text = _BOTH.sub(",", text)
    if found := _RT.search(text):
        rt, text = found[1] or "", _RT.sub(",", text, count=1)
    if found := _RW.search(text):
        rw, text = found[1] or "", _RW.sub(",", text, count=1)
    if found := _HAMLET.search(text):
        hamlet, text = found[1], _HAMLET.sub(",", text, count=1)
    text = _LEFT_OUT.sub(",", _TITLE.sub("", text))
    street = ", ".join(part for one in text.split(",") if (part := one.strip(" -/")))
    return Address(street, hamlet.strip(" -"), rt.strip("-"), rw.strip("-"))
