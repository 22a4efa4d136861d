"""What the repository holds is fit to be read by anybody, on any machine."""

import re

import pytest

from tests.repository.tree import DOCS, ROOT, name_of, tracked

TEXT = {
    *(".py", ".md", ".toml", ".yaml", ".yml", ".html", ".css", ".js", ".po", ".txt", ".csv"),
    *(".lock", ".json", ".svg", ""),
}
FOREIGN = re.compile(
    r"(?<![\w.])/(?:work|root|home/\w+)/"  # folders of one machine
    r"|https?://(?:localhost|(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+)[:/]"
    r"|--(?:extra-)?index-url|file:///"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
HEADINGS = ["Context", "Decision", "Rejected", "Consequences"]
LARGEST = 2 * 2**20


def test_no_file_names_a_machine_a_registry_or_a_secret():
    here = ROOT / "tests" / "repository" / "test_tracked_files.py"
    found = [
        f"{name_of(path)}: {match.group()}"
        for path in tracked()
        if path.suffix in TEXT and path != here
        for match in [FOREIGN.search(path.read_text(errors="replace"))]
        if match
    ]
    assert not found


def test_no_file_is_so_large_that_a_clone_on_a_phone_line_suffers():
    assert not [name_of(path) for path in tracked() if path.stat().st_size > LARGEST]


RECORDS = sorted((DOCS / "decisions").glob("[0-9]*.md"))


def test_every_decision_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in RECORDS]
    assert len(numbers) == len(set(numbers)) > 0


# the list of dependencies is one decision per package, so it alone may be long
SHORT = [path for path in RECORDS if not path.name.startswith("0002")]


@pytest.mark.parametrize("path", SHORT, ids=name_of)
def test_decision_is_short_and_says_what_was_rejected(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 40
    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS
