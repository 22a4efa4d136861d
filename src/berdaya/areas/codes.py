"""Area codes as text: Kemendagri's dotted codes, and RW and RT below them.

32 · 32.04 · 32.04.32 · 32.04.32.1001 · 32.04.32.1001.003 · 32.04.32.1001.003.012
"""

import re
from collections.abc import Iterable
from itertools import takewhile

DIGITS_OF_NUMBER = 3  # of an RW or RT in its code
VILLAGE_LENGTH = len("32.04.32.1001")
_NUMBER = re.compile(r"(?:r[wt][\s.:/-]*)?0*(\d{0,3})|[-–.]*", re.IGNORECASE)
LENGTH_BY_LEVEL = {1: 2, 2: 5, 3: 8, 4: VILLAGE_LENGTH, 5: 17, 6: 21}


def level_of(code: str) -> int:
    """1 province, 2 regency, 3 district, 4 village, 5 RW or hamlet, 6 RT; 0 the nation."""
    return code.count(".") + 1 if code else 0


def ancestors(code: str) -> list[str]:
    """The codes above `code`, nearest last, without the code itself.

    >>> ancestors("32.04.32")
    ['32', '32.04']
    """
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def covers(above: str, code: str) -> bool:
    """Whether `code` is the area `above` or lies within it; the nation ("") covers all."""
    return not above or f"{code}.".startswith(f"{above}.")


def common_ancestor(codes: Iterable[str]) -> str:
    """The code of the narrowest area that lies above all of `codes` or is all of them.

    >>> common_ancestor(["32.04.05", "32.04.32"])
    '32.04'
    """
    levels = zip(*(code.split(".") for code in codes), strict=False)
    return ".".join(parts[0] for parts in takewhile(lambda parts: len({*parts}) == 1, levels))


def at_level(code: str, level: int) -> str:
    """The code of the area at `level` in which `code` lies."""
    return ".".join(code.split(".")[:level])


def neighbourhood_number(text: str) -> str:
    """An RW's or RT's number as three digits, "" where there is none ("-", "0", "000").

    Raises:
        ValueError: the text is no number of up to three digits.

    >>> neighbourhood_number("RT. 03")
    '003'
    """
    if not (match := _NUMBER.fullmatch(text.strip())):
        raise ValueError(f"not the number of an RW or RT: {text!r}")
    return match[1].zfill(DIGITS_OF_NUMBER) if match[1] else ""
