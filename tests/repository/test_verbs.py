"""Every verb is one transaction, asks who acts, checks that they may, and leaves a trace."""

import ast

import pytest

from berdaya.access.roles import CELLS
from berdaya.access.verbs import VERBS as DECIDED
from tests.repository.tree import SOURCE, calls_in, parsed

# questions and tools of the verbs themselves, which stand beside them
NOT_VERBS = {
    "access.may",
    "access.allow",
    "access.trace",
    "access.name_of",
    "access.leaving_roles",
    "access.area_of",
}


def verbs():
    """(room.verb, its function): what an actions module defines, or its package hands on."""
    for path in SOURCE.glob("*/actions*"):
        room = path.parent.name
        handed_on = exported(path / "__init__.py") if path.is_dir() else None
        for module in path.glob("*.py") if path.is_dir() else [path]:
            for node in parsed(module).body:
                name = getattr(node, "name", "_")
                public = name in handed_on if handed_on else not name.startswith("_")
                if isinstance(node, ast.FunctionDef) and public:
                    yield f"{room}.{name}", node


def exported(package):
    """The names in `__all__`."""
    [names] = [
        ast.literal_eval(node.value)
        for node in parsed(package).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    return set(names)


VERBS = {name: node for name, node in verbs() if name not in NOT_VERBS}


@pytest.mark.parametrize("name", VERBS)
def test_verb_keeps_the_promises_of_all_verbs(name):
    verb = VERBS[name]
    calls = [ast.unparse(call) for call in calls_in(verb)]

    assert ast.get_docstring(verb)
    assert not verb.args.args, "a verb takes keywords only"
    assert "by" in [argument.arg for argument in verb.args.kwonlyargs]
    assert "transaction.atomic" in [ast.unparse(item) for item in verb.decorator_list]
    assert any(call.startswith(f"allow(by, '{name}'") for call in calls)
    assert any(call.startswith(f"trace(by, '{name}'") for call in calls)


def test_roles_speak_of_verbs_that_exist_and_of_all_of_them():
    assert set(DECIDED) == set(VERBS)
    assert set(DECIDED.values()) <= set(CELLS)
