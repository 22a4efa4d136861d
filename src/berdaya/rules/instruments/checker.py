"""Says what is wrong with a definition: file, line, and a sentence that tells what to do."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from berdaya.rules.instruments import checks
from berdaya.rules.instruments.checks_asked import Found, Way
from berdaya.rules.instruments.faults import Fault, sentence

SCHEMA = Path(__file__).parent / "schema.json"
DUPLICATE = "duplicate-key"


def check(path: Path, language: str = "en") -> list[Fault]:
    """All faults of the definition in `path`, by line; none means that it can be used.

    What does not fit the schema is reported alone: the other checks need the shape to be right.
    """
    text = path.read_text("utf-8")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data: Any = yaml.load(text, Loader=_PlainLoader) if root else None  # noqa: S506  # a safe one
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        words = sentence("not-yaml", language, problem=error.problem)
        return [Fault(path, line, "not-yaml", words)]
    found = list(_shape(data, root)) or [fault for one in checks.ALL for fault in one(data)]
    faults = {
        Fault(path, _line(root, way), code, sentence(code, language, **words))
        for way, code, words in found
    }
    return sorted(faults, key=lambda fault: (fault.line, fault.code, fault.message))


class _PlainLoader(yaml.SafeLoader):
    """Leaves dates as they are written: the schema knows text and numbers only."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The JSON Schema of a definition."""
    return dict(json.loads(SCHEMA.read_text("utf-8")))


def _shape(data: Any, root: yaml.Node | None) -> Iterator[Found]:
    yield from _twice(root, ())
    for error in Draft202012Validator(schema()).iter_errors(data):
        yield from _explained(error)


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


def _explained(error: ValidationError) -> Iterator[Found]:
    """A schema error in words of ours."""
    way = tuple(error.absolute_path)
    key = next((str(part) for part in reversed(way) if isinstance(part, str)), "file")
    rule, wanted, here = (
        str(error.validator),
        cast(Any, error.validator_value),
        cast(Any, error.instance),
    )
    if rule == "required":
        yield from ((way, "missing-key", {"key": one}) for one in wanted if one not in here)
    elif rule == "additionalProperties":
        known = cast(Any, error.schema).get("properties", {})
        extra = [one for one in here if one not in known]
        yield from (((*way, one), "unknown-key", {"key": one}) for one in extra)
    elif rule in ("enum", "const"):
        allowed = ", ".join(map(str, wanted if rule == "enum" else [wanted]))
        yield way, "not-allowed", {"key": key, "value": here, "allowed": allowed}
    else:
        yield way, "schema", {"key": key, "problem": error.message}


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
