"""Files of offices as they may come: nothing in them breaks the checker, and what passes works."""

import os
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from berdaya.rules.instruments.checker import examine
from berdaya.rules.instruments.codebook import as_csv, as_markdown
from berdaya.rules.instruments.definition import parse
from berdaya.rules.instruments.form import write_xlsform
from berdaya.rules.instruments.scoring import score_one
from tests.repository.tree import ROOT
from tests.rules.instruments.test_checker import OWN

SAMPLE = (ROOT / "samples" / "own-contoh-dukungan.yaml").read_text()
FILE = Path("x.yaml")
many = settings(
    max_examples=int(os.environ.get("EXAMPLES", "60")),
    deadline=None,
    derandomize="EXAMPLES" not in os.environ,
)
# what people and machines write in place of a value
ODD = [
    "", "~", "yes", "1", "1.0", "-9", ".nan", ".inf", "1e400", "9" * 5000, "0x_", "190:20:30",
    "2026-13-45", "2026-11-27", "!!binary aGFp", "!!python/none", "!!int abc", "!!timestamp x",
    "[]", "{}", "[a, a]", "{a: {b: {c: d}}}", "*nowhere", "&a [*a]", "&a {b: *a}", "<<: 3",
    '"\\0"', '"\\ud800"', '"a\\nb"', "a: b: c", "{? [a, b] : c}", "{1: x}", "{null: x}", "incomplete",
    "own-", "own-x", "⚠ é", "'", '"', "\t", "1/0", "2/3", "0/5", "99999999999/3", "[" * 200,
    "same", "P99Y", "%YAML 9.9", "---", "...", "\x85", "\ufeff", "id", "stage", "a1", "d1", "s1",
]  # fmt: skip


def told(content):
    """The data and faults of a file; every fault has its line and a sentence."""
    data, faults = examine(content, FILE, "id")
    lines = content.count(b"\n") + content.count(b"\r") + 2
    assert all(1 <= one.line <= lines and one.message for one in faults), faults
    assert data is not None or faults
    return data, faults


def works(data):
    """It is read, scored, explained in both code books and written as a form."""
    instrument = parse(data)
    for answer in (None, 0, 1):
        answers = {
            item.code: answer if item.accepts(answer) else None
            for item in instrument.items
            if item.scored
        }
        assert set(score_one(instrument, answers).outputs) == {
            one.name for one in instrument.outputs
        }
    for language in {"id", "en"} & set(instrument.languages):
        assert as_markdown(instrument, language)
        assert as_csv(instrument, language)
    with tempfile.TemporaryDirectory() as folder:
        write_xlsform(instrument, Path(folder) / "form.xlsx")


def hold(content):
    data, faults = told(content)
    if not faults:
        works(data)


@many
@given(st.binary(max_size=300))
@example(b"\xff\xfeid")
@example(b"a: \x00")
@example(b"")
@example(b"- " * 5000)
def test_any_bytes_are_answered_with_faults(content):
    _data, faults = told(content)

    assert faults


@many
@given(st.sampled_from([OWN, SAMPLE]), st.data())
def test_a_file_with_lines_lost_doubled_or_swapped_is_never_a_crash(text, data):
    lines = text.splitlines()
    for _time in range(data.draw(st.integers(1, 3))):
        here = data.draw(st.integers(0, len(lines) - 1))
        there = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.sampled_from(["lose", "double", "swap", "indent"]))
        if how == "lose" and len(lines) > 1:
            lines.pop(here)
        elif how == "double":
            lines.insert(there, lines[here])
        elif how == "swap":
            lines[here], lines[there] = lines[there], lines[here]
        else:
            lines[here] = "  " + lines[here]

    hold("\n".join(lines).encode())


@many
@given(st.sampled_from([OWN, SAMPLE]), st.sampled_from(ODD), st.data())
def test_an_odd_value_anywhere_is_never_a_crash(text, odd, data):
    places = [place for place, sign in enumerate(text) if sign in ":,[{"]
    here = data.draw(st.sampled_from(places)) + 1
    ends = [at for sign in ",]}\n" if (at := text.find(sign, here)) >= 0]

    hold(f"{text[:here]} {odd}{text[min(ends) :]}".encode("utf-8", "surrogatepass"))


def parts_of(node, way=()):
    yield way
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in inner:
        if isinstance(value, dict | list):
            yield from parts_of(value, (*way, key))
        else:
            yield (*way, key)


@many
@given(st.sampled_from([OWN, SAMPLE]), st.data())
def test_a_part_in_the_wrong_place_is_never_a_crash(text, data):
    whole = yaml.safe_load(text)
    ways = [way for way in parts_of(whole) if way]
    *above, last = data.draw(st.sampled_from(ways))
    node, taken = whole, whole
    for key in above:
        node = node[key]
    for key in data.draw(st.sampled_from(ways)):
        taken = taken[key]
    node[last] = yaml.safe_load(yaml.safe_dump(taken))

    hold(yaml.safe_dump(whole).encode())


@pytest.mark.parametrize("text", [OWN, SAMPLE], ids=["small", "sample"])
def test_a_good_file_works_whatever_its_line_ends_and_mark(text):
    for content in (
        text.encode(),
        text.replace("\n", "\r\n").encode(),
        text.encode("utf-8-sig"),
    ):
        data, faults = told(content)
        assert faults == []
        works(data)
