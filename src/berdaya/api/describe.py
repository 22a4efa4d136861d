"""What django-ninja leaves out of the OpenAPI document: problems, repetition, languages, scopes."""

from typing import Any

from berdaya.api.problems import MEDIA_TYPE, Problem
from berdaya.api.scopes import scope_of

ABOUT = (
    "Families, surveys and figures as the pages show them, for programs. A token acts for the "
    "person who made it, in one of their areas, for the purposes it names. Identity numbers "
    "are taken in and shown masked."
)
COMMON = {
    400: "Not readable",
    401: "No token, or one that has ended",
    403: "The token is not for this",
}
REFUSALS = {
    "get": {404: "Nothing that this token may see", 422: "What is asked does not fit"},
    "post": {
        404: "Nothing that this token may see",
        422: "Refused; `code` and `detail` say why, `errors` say where",
    },
}
IDEMPOTENCY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "maxLength": 100, "pattern": "^[!-~]+$"},
    "description": "Any text of your own. The same call under the same key is carried out once "
    "and answered alike for two days.",
}
LANGUAGE = {
    "in": "header",
    "name": "Accept-Language",
    "required": False,
    "schema": {"enum": ["id", "en"]},
    "description": "The language of `detail` and of labels; Indonesian unless asked otherwise.",
}


def completed(document: Any) -> Any:
    """The document with the parts that every operation shares."""
    reference = "#/components/schemas/{model}"
    problem = Problem.model_json_schema(ref_template=reference)
    schemas = document["components"].setdefault("schemas", {})
    schemas.update(problem.pop("$defs", {}), Problem=problem)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    return document


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    refused = {"$ref": "#/components/schemas/Problem"}
    described = COMMON | REFUSALS["get" if method == "get" else "post"]
    for status, words in described.items():
        content = {MEDIA_TYPE: {"schema": refused}}
        operation["responses"][status] = {"description": words, "content": content}
    headers = [LANGUAGE] if method != "post" else [LANGUAGE, IDEMPOTENCY]
    operation["parameters"] = [*operation["parameters"], *headers]
    operation["description"] = "\n\n".join(
        filter(
            None,
            [operation.get("description"), f"Scope: `{scope_of(path, method.upper())}`."],
        )
    )
