"""The examples of the manual, run one after another as a reader would."""

import json
import re
from pathlib import Path

import pytest

from tests.api.caller import Caller

PAGE = Path(__file__).parents[2] / "docs" / "panduan" / "memakai-api.md"
EXAMPLE = re.compile(r"```text\n(.*?)\n```", re.DOTALL)


def examples():
    for text in EXAMPLE.findall(PAGE.read_text("utf-8")):
        head, *rest = re.split(r"\n\n", text)
        lines = head.split("\n")
        method, path = lines[0].split(" ")
        if not rest:
            yield method, path, {}, None, int(lines[1])
        else:
            headers = dict(line.split(": ") for line in lines[1:])
            yield method, path, headers, json.loads(rest[0]), int(rest[1])


@pytest.mark.django_db
def test_every_example_of_the_manual_is_answered_as_it_says(cast):
    caller = Caller(cast.tuti)
    done = []

    for method, path, headers, body, status in examples():
        answer = caller.call(method, path.removeprefix("/api"), body, **headers)
        assert answer.status_code == status, (path, answer.content)
        done.append((method, path.split("?")[0]))

    assert len(done) == 17
    assert ("POST", "/api/surveys") in done
