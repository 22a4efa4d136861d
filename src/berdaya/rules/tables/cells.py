"""Reading one cell: what it holds, as the kind of its column says, or why it cannot be taken."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from functools import partial

from berdaya.rules import indonesia
from berdaya.rules.tables.columns import Column
from berdaya.rules.tables.dates import read_date
from berdaya.rules.tables.words import ANSWERS, CROSSES, TICKS, plain, text_of

Reading = tuple[object, str]  # what the cell means, and the code of its fault
Reader = Callable[[object], Reading]

_NOTHING = frozenset({"", "-", "–", "—", ".", "..", "n/a", "na", "null", "none", "#n/a"})
_DIGITS_OF_A_NEIGHBOURHOOD = 3
_VILLAGE_DIGITS = 10
_NIK_DIGITS = 16
_DIGITS_OF_A_CERTIFICATE = 3
_SIXTEEN = re.compile("[0-9]{16}")
_HIDDEN = re.compile(r"[*•#]|[xX]{3}")
_COUNTED_UP = "1234567890123456"  # what people type where a form insists on sixteen digits


def reader_of(column: Column, today: date) -> Reader:
    """The reader of a column; it remembers what it has read, for words repeat."""
    if column.kind == "nik":
        return partial(_read_number, "nik")  # hardly any repeats
    readers: dict[str, Reader] = {
        "kk": partial(_read_number, "kk"),
        "text": partial(_read_text, column.longest),
        "word": partial(_read_word, column),
        "relation": partial(_read_word, column),
        "certificate": partial(_read_certificate, column),
        "birth": partial(read_date, today=today),
        "survey": partial(read_date, today=today),
        "place": _read_place,
        "rt_rw": _read_rt_and_rw,
        "hamlet": partial(_read_hamlet, column.longest),
        "village": _read_village,
        "phone": _read_phone,
        "family": _read_family,
        "answer": _read_answer,
        "household": _read_household,
    }
    return remembering(readers[column.kind])


def remembering(read: Reader) -> Reader:
    """A reader that reads each distinct cell once."""
    return _Remembering(read).__getitem__


class _Remembering(dict[object, Reading]):
    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, raw: object) -> Reading:
        found = self[raw] = self._read(raw)
        return found


def _read_number(kind: str, raw: object) -> Reading:
    """The digits of a NIK or KK number as far as they can be repaired; nothing for 0 or a dash."""
    if isinstance(raw, str) and _SIXTEEN.fullmatch(raw):
        digits = raw  # nearly all of them
    elif code := indonesia.damaged_number(raw):
        return None, code
    else:
        digits = indonesia.repair_number(raw)
    if not digits.strip("0–—"):
        return None, ""
    if code := _unusable(digits):
        return None, f"{kind}.{code}"
    return digits, ""


def _unusable(digits: str) -> str:
    """Why what stands for a number is none that anybody bears."""
    if not digits.isdecimal() and _HIDDEN.search(digits):
        return "masked"
    if len(digits) != _NIK_DIGITS:
        return ""
    if digits.startswith("0"):
        return "temporary"
    # 1111 1111 1111 1111 would even pass for a number of Aceh, and join strangers
    return "placeholder" if len(set(digits)) == 1 or digits == _COUNTED_UP else ""


def _read_text(longest: int, raw: object) -> Reading:
    text = text_of(raw)
    if text.lower() in _NOTHING:
        return "", ""
    return (text, "") if len(text) <= longest else ("", "cell.too_long")


def _read_word(column: Column, raw: object) -> Reading:
    text = text_of(raw)
    if text.lower() in _NOTHING or column.vocabulary is None:
        return None, ""
    return column.vocabulary.meaning(text.removesuffix(".0"))


def _read_certificate(column: Column, raw: object) -> Reading:
    """A number of a certificate says that there is one."""
    text = text_of(raw)
    if sum(sign.isdecimal() for sign in text) >= _DIGITS_OF_A_CERTIFICATE:
        return True, ""
    return _read_word(column, raw)


def _read_hamlet(longest: int, raw: object) -> Reading:
    text, code = _read_text(longest, raw)
    words = str(text).replace("_", " ").split()
    if words and words[0].casefold().strip(".") in {"dusun", "dsn"}:
        words = words[1:]
    return " ".join(words), code


def _read_place(raw: object) -> Reading:
    """The number of an RT or RW in three digits, as area codes have it; blank for none."""
    text = text_of(raw)
    if text.lower() in _NOTHING:
        return "", ""
    word = plain(text.removesuffix(".0")).removeprefix("rt").removeprefix("rw").strip()
    number = word.lstrip("0") or word[:1]
    if not number.isdecimal() or len(number) > _DIGITS_OF_A_NEIGHBOURHOOD:
        return "", "place.unknown"
    return f"{int(number):03}" if int(number) else "", ""


def _read_rt_and_rw(raw: object) -> Reading:
    """`001/002` or `RW 02 RT 01`, as the pair (RT, RW)."""
    text = text_of(raw)
    if text.lower() in _NOTHING:
        return ("", ""), ""
    words = plain(text)
    numbers = words.replace("rt", " ").replace("rw", " ").split()
    if len(numbers) != 2 or not isinstance(raw, str):
        return ("", ""), "place.unknown"
    if "rw" in words and "rt" in words and words.index("rw") < words.index("rt"):
        numbers.reverse()
    (first, fault), (second, other) = (_read_place(number) for number in numbers)
    return (first, second), fault or other


def _read_village(raw: object) -> Reading:
    text = text_of(raw)
    if text.lower() in _NOTHING:
        return "", ""
    digits = "".join(sign for sign in text if sign.isdecimal())
    if len(digits) != _VILLAGE_DIGITS:
        return "", "village.unknown"
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}", ""


def _read_phone(raw: object) -> Reading:
    text = text_of(raw)
    if text.lower() in _NOTHING or not text.strip("0"):
        return "", ""
    # several numbers stand in one cell: the first will do
    first = text.strip("'").replace(";", "/").replace(",", "/").split("/")[0]
    number = indonesia.phone(first)
    return (number, "") if number else ("", "phone.unknown")


def _read_household(raw: object) -> Reading:
    """The number of a block in a list of the register."""
    text = text_of(raw)
    return (text, "") if text.isdecimal() else (None, "")


def _read_family(raw: object) -> Reading:
    text = text_of(raw)
    if text.lower() in _NOTHING:
        return None, ""
    try:
        return uuid.UUID(text), ""
    except ValueError:
        return None, "family.unknown"


def _read_answer(raw: object) -> Reading:
    """1 yes, 0 no, 2 does not apply; a cross is left to `evidence`, which sees the whole table."""
    text = text_of(raw)
    if text.lower() in TICKS:
        return 1, ""
    if text.lower() in CROSSES:
        return None, "word.unclear"
    if text.lower() in _NOTHING:
        return None, "answer.dash" if text in {"-", "–", "—"} else ""
    answer = None if text.startswith("-") else ANSWERS.get(plain(text.removesuffix(".0")))
    return (answer, "") if answer is not None else (None, "word.unknown")
