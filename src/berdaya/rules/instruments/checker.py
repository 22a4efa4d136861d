"""Says what is wrong with a definition: file, line, and a sentence that tells what to do."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from berdaya.rules.instruments import checks
from berdaya.rules.instruments.checks_asked import Data, Found, Way
from berdaya.rules.instruments.faults import Fault, sentence
from berdaya.rules.instruments.shape import Validator, explained
from berdaya.rules.instruments.soundness import opened

SCHEMA = Path(__file__).parent / "schema.json"
DUPLICATE = "duplicate-key"


def check(path: Path, language: str = "en") -> list[Fault]:
    """All faults of the definition in `path`, by line; none means that it can be used.

    What does not fit the schema is reported alone: the other checks need the shape to be right.
    """
    return examine(path.read_bytes(), path, language)[1]


def examine(
    content: bytes, file: Path, language: str = "en"
) -> tuple[Data | None, list[Fault]]:
    """What a definition says and all its faults, by line; only the faults where it has no shape.

    `file` is the name under which the faults speak of it.
    """
    it = opened(content)
    shapeless = list(_shape(it.data, it.root)) if not it.wrong else []
    found = shapeless or [fault for one in checks.ALL if not it.wrong for fault in one(it.data)]
    wrong = [*it.wrong, *((_line(it.root, way), code, words) for way, code, words in found)]
    faults = {
        Fault(file, line, code, sentence(code, language, **words))
        for line, code, words in wrong
    }
    ordered = sorted(faults, key=lambda fault: (fault.line, fault.code, fault.message))
    return (None if it.wrong or shapeless else it.data), ordered


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The JSON Schema of a definition."""
    return dict(json.loads(SCHEMA.read_text("utf-8")))


def _shape(data: Any, root: yaml.Node | None) -> Iterator[Found]:
    yield from _twice(root, ())
    for error in Validator(schema()).iter_errors(data):
        yield from explained(error)


def _twice(node: yaml.Node | None, way: Way) -> Iterator[Found]:
    """Keys that stand twice in one mapping: YAML would quietly keep the last."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield (*way, key.value), DUPLICATE, {"key": key.value}
            seen.add(key.value)
            yield from _twice(value, (*way, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _twice(value, (*way, number))


def _line(root: yaml.Node | None, way: Way) -> int:
    """The line on which the thing stands that `way` leads to, or the last part that exists."""
    line, node = 0, root
    for part in way:
        step = _INTO.get(type(node), _nowhere)(node, part)
        if step is None:
            break
        line, node = step
    return line + 1


Step = tuple[int, yaml.Node] | None


def _into_mapping(node: Any, part: object) -> Step:
    found: Step = None
    for key, value in node.value:
        if key.value == str(part):  # the last, where a key stands twice
            found = key.start_mark.line, value
    return found


def _into_sequence(node: Any, part: object) -> Step:
    if not isinstance(part, int) or part >= len(node.value):
        return None
    return node.value[part].start_mark.line, node.value[part]


def _nowhere(_node: Any, _part: object) -> Step:
    return None


_INTO: Mapping[type, Callable[[Any, object], Step]] = {
    yaml.MappingNode: _into_mapping,
    yaml.SequenceNode: _into_sequence,
}
