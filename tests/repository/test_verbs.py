"""Every verb is one transaction, asks who acts, checks that they may, and leaves a trace."""

import ast

import pytest

from berdaya.access.roles import MAY
from tests.repository.tree import SOURCE, calls_in, parsed

# questions and tools of the verbs themselves, which stand beside them
NOT_VERBS = {"access.may", "access.allow", "access.trace", "access.name_of"}


def verbs():
    """(room.verb, its function) for every public function of an actions module or package."""
    for path in [*SOURCE.glob("*/actions.py"), *SOURCE.glob("*/actions/*.py")]:
        room = path.relative_to(SOURCE).parts[0]
        for node in parsed(path).body:
            name = f"{room}.{getattr(node, 'name', '_')}"
            if isinstance(node, ast.FunctionDef) and name not in NOT_VERBS and "._" not in name:
                yield name, node


VERBS = dict(verbs())


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
    assert set(MAY) == set(VERBS)
