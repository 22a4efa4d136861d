"""The tree keeps the shape that makes it easy to read. Change a budget only with a decision."""

import ast
import re

import pytest

from tests.repository.tree import CODE, SOURCE, TEMPLATES, calls_in, name_of, parsed

LINES_IN_FILE, LINES_IN_FUNCTION, LINES_IN_TEMPLATE = 400, 50, 120
WRITES = {
    "save",
    "delete",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
# besides the verbs: sight.py passes `create` through, nobody stands behind counts, the
# official tree and the first administrator; who joins has no account yet, notes of who
# looked or read are no deeds; the API remembers what a verb answered; who works on which
# file is bookkeeping; a picture is saved to bytes; and the examples make the people who then act
WRITERS = {
    "access/sight.py",
    "access/first.py",
    "access/joining.py",
    "access/looking.py",
    "access/retention.py",
    "access/operator.py",
    "tallies/counting.py",
    "objectives/keeping.py",
    "services/keeping.py",
    "areas/official.py",
    "api/repeats.py",
    "imports/workers.py",
    "ui/photos.py",
    "casework/reads.py",
}
STYLE = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=", re.IGNORECASE)


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_file_fits_on_a_few_screens(path):
    assert len(path.read_text().splitlines()) <= LINES_IN_FILE


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_function_fits_on_one_screen(path):
    long = [
        node.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno - node.lineno >= LINES_IN_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_module_begins_with_what_is_in_it(path):
    # files that Django wants by name and that say nothing of their own are excused
    if path.name not in ("apps.py", "urls.py") and parsed(path).body:
        assert ast.get_docstring(parsed(path))


def may_write(path):
    here = path.relative_to(SOURCE)
    return (
        path.name == "actions.py"
        or "actions" in here.parts
        or here.parts[0] == "demo"
        or str(here) in WRITERS
    )


@pytest.mark.parametrize("path", [path for path in CODE if not may_write(path)], ids=name_of)
def test_only_actions_write(path):
    called = {
        call.func.attr
        for call in calls_in(parsed(path))
        if isinstance(call.func, ast.Attribute)
    }
    assert not called & WRITES


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_fits_on_two_screens(path):
    assert len(path.read_text().splitlines()) <= LINES_IN_TEMPLATE


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_leaves_looks_and_behaviour_to_files(path):
    # what the content security policy would refuse in a browser is refused here
    assert not STYLE.search(path.read_text())
