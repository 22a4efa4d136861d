"""What the schema says against a definition, in words of ours."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from berdaya.rules.instruments.checks_asked import Found
from berdaya.rules.instruments.faults_written import KINDS, SHAPES

Said = tuple[str, Mapping[str, object]]


def _is_whole(_checker: object, value: object) -> bool:
    """JSON takes 1.0 for a whole number; what counts with it here does not."""
    return isinstance(value, int) and not isinstance(value, bool)


Validator = extend(  # type: ignore[no-untyped-call]  # jsonschema leaves it open
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole),
)


def explained(error: ValidationError) -> Iterator[Found]:
    """One error of the schema: where it stands, and what is said of it."""
    way = tuple(error.absolute_path)
    key = next((str(part) for part in reversed(way) if isinstance(part, str)), "file")
    rule, wanted, here = str(error.validator), cast(Any, error.validator_value), error.instance
    if rule == "required":
        missing = [one for one in wanted if one not in cast(Any, here)]
        yield from ((way, "missing-key", {"key": one}) for one in missing)
    elif rule == "additionalProperties":
        known = cast(Any, error.schema).get("properties", {})
        extra = [one for one in cast(Any, here) if one not in known]
        yield from (((*way, one), "unknown-key", {"key": one}) for one in extra)
    elif "propertyNames" in error.absolute_schema_path:
        yield way, "wrong-key", {"key": key, "value": here}
    elif rule in _SAID:
        yield way, *_SAID[rule](key, wanted, here)
    else:
        yield way, "schema", {"key": key, "problem": error.message}


def _not_allowed(key: str, wanted: Any, here: object) -> Said:
    allowed = ", ".join(map(str, wanted if isinstance(wanted, list) else [wanted]))
    return "not-allowed", {"key": key, "value": here, "allowed": allowed}


def _wrong_type(key: str, wanted: Any, _here: object) -> Said:
    english, indonesian = KINDS["number" if isinstance(wanted, list) else wanted]
    return "wrong-type", {"key": key, "kind": english, "kind_id": indonesian}


def _wrong_shape(key: str, _wanted: Any, here: object) -> Said:
    english, indonesian = SHAPES.get(key, SHAPES["code"])
    words = {"key": key, "value": here, "shape": english, "shape_id": indonesian}
    return "wrong-shape", words


def _too_few(key: str, wanted: Any, _here: object) -> Said:
    return "too-few", {"key": key, "least": wanted}


def _too_long(key: str, wanted: Any, _here: object) -> Said:
    return "too-long", {"key": key, "most": wanted}


def _twice(key: str, _wanted: Any, _here: object) -> Said:
    return "twice-in-list", {"key": key}


def _beyond(sign: str) -> Callable[[str, Any, object], Said]:
    def said(key: str, wanted: Any, here: object) -> Said:
        return "out-of-bounds", {"key": key, "value": here, "sign": sign, "bound": wanted}

    return said


_SAID: Mapping[str, Callable[[str, Any, object], Said]] = {
    "enum": _not_allowed,
    "const": _not_allowed,
    "type": _wrong_type,
    "pattern": _wrong_shape,
    "minItems": _too_few,
    "minLength": _too_few,
    "minProperties": _too_few,
    "maxLength": _too_long,
    "uniqueItems": _twice,
    "minimum": _beyond("≥"),
    "exclusiveMinimum": _beyond(">"),
    "maximum": _beyond("≤"),
    "exclusiveMaximum": _beyond("<"),
}
