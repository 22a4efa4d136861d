"""From the bytes of a file to plain data, or to what keeps it from being any, line by line.

A file may come from anywhere, so nothing here trusts it: not its size, its letters, its depth,
nor its anchors, which can name one part a million times.
"""

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

MOST_BYTES = 256 * 1024
MOST_PARTS = 20_000
DEEPEST = 20
LARGEST = 10**9
CODES = {"id", "version", "code", "name", "scale", "icon", "item", "kind", "level", "output"}
PLAIN = {f"tag:yaml.org,2002:{one}" for one in ("map", "seq", "str", "bool", "null")}
TEXT, MERGE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"
WHOLE, FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"

Words = Mapping[str, object]
Wrong = tuple[int, str, Words]  # line, code of faults.SENTENCES, its words


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as nodes, which know their lines, and as data; both empty where it is `wrong`."""

    root: yaml.Node | None = None
    data: Any = None
    wrong: list[Wrong] = field(default_factory=list)


class PlainLoader(yaml.SafeLoader):
    """Leaves dates as they are written: the schema knows text and numbers only."""


PlainLoader.yaml_implicit_resolvers = {
    first: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _TooMuch(Exception):
    def __init__(self, line: int, code: str, most: int) -> None:
        super().__init__(code)
        self.wrong: Wrong = (line, code, {"most": most})


def opened(content: bytes) -> Opened:
    """The definition in a file's bytes."""
    if len(content) > MOST_BYTES:
        return Opened(wrong=[(1, "too-big-file", {"most": MOST_BYTES // 1024})])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Opened(wrong=[(line, "not-utf8", {})])
    try:
        root = yaml.compose(text, Loader=PlainLoader)
        wrong = list(_unsound(root))
        data = None if wrong else yaml.load(text, Loader=PlainLoader)  # noqa: S506  # a safe one
    except (yaml.YAMLError, RecursionError, _TooMuch) as error:
        return Opened(wrong=[_said(error, text)])
    return Opened(wrong=wrong) if wrong else Opened(root, data)


def _said(error: Exception, text: str) -> Wrong:
    """Why it could not even be read."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return line, "bad-character", {"key": f"U+{ord(text[error.position]):04X}"}
    if isinstance(error, yaml.MarkedYAMLError):
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return line, "not-yaml", {"problem": error.problem}
    return error.wrong if isinstance(error, _TooMuch) else (1, "too-deep", {"most": DEEPEST})


def _unsound(root: yaml.Node | None) -> Iterator[Wrong]:
    parts = 0
    waiting: list[tuple[yaml.Node, str, int]] = [(root, "file", 0)] if root else []
    while waiting:
        node, key, depth = waiting.pop()
        parts += 1
        if parts > MOST_PARTS:
            raise _TooMuch(_line(node), "too-many-parts", MOST_PARTS)
        if depth > DEEPEST:
            raise _TooMuch(_line(node), "too-deep", DEEPEST)
        if isinstance(node, yaml.MappingNode):
            yield from _keys(node)
            waiting += [(value, _text(name), depth + 1) for name, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(one, key, depth + 1) for one in node.value]
        elif isinstance(node, yaml.ScalarNode) and (found := _misfit(node, key)):
            yield _line(node), *found


def _keys(node: yaml.MappingNode) -> Iterator[Wrong]:
    for name, _value in node.value:
        if not isinstance(name, yaml.ScalarNode) or name.tag not in (TEXT, MERGE):
            yield _line(name), "key-not-text", {"key": _text(name)}
        elif _has_bad_letter(name.value, one_line=True):
            yield _line(name), "bad-character", {"key": _visible(name.value)}


def _misfit(node: yaml.ScalarNode, key: str) -> tuple[str, Words] | None:
    if node.tag in (WHOLE, FLOAT):
        return None if _is_usable(node) else ("bad-number", {"key": key})
    if node.tag not in PLAIN:
        return "bad-tag", {"key": key}
    if _has_bad_letter(node.value, one_line=key in CODES):
        return "bad-character", {"key": key}
    return None


def _is_usable(node: yaml.ScalarNode) -> bool:
    """Whether a number is one that can be counted with."""
    read = SafeConstructor()
    try:
        if node.tag == WHOLE:
            return abs(read.construct_yaml_int(node)) <= LARGEST
        return math.isfinite(read.construct_yaml_float(node))
    except (ValueError, OverflowError, IndexError):
        return False


def _has_bad_letter(text: str, *, one_line: bool) -> bool:
    """Whether it holds what no page or table can: control letters, halves of letters."""
    allowed = "" if one_line else "\n\t"
    return any(unicodedata.category(one) in ("Cc", "Cs") and one not in allowed for one in text)


def _text(node: yaml.Node) -> str:
    return _visible(node.value) if isinstance(node, yaml.ScalarNode) else "…"


def _visible(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode() if not text.isprintable() else text


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
