"""A gallery of faulty definitions: each fault is found on its line, with what to do about it."""

import re
from itertools import pairwise

import pytest
import yaml

from berdaya.rules.instruments.checker import check, schema
from berdaya.rules.instruments.definition import CATALOGUE, catalogue, read
from berdaya.rules.instruments.faults import SENTENCES, sentence
from berdaya.rules.instruments.helpers import helpers
from tests.rules.instruments.drawn import BOTH, instrument, item, level

GOOD = """\
id: small
version: "1"
status: needs-piloting
subject: family
languages: [id, en]
title: {id: Kecil, en: Small}
purpose: {id: Contoh, en: Example}
not_for: {id: Apa pun, en: Anything}
source: drawn
groups:
  - code: one
    title: {id: Satu, en: One}
    items:
      - {code: a1, kind: yes_no, source: x, text: {id: A, en: A}}
      - {code: a2, kind: yes_no, source: x, text: {id: B, en: B}}
      - {code: s1, kind: likert, min: 1, max: 5, met_from: 4, source: x, text: {id: C, en: C}}
      - {code: s2, kind: likert, min: 1, max: 5, source: x, text: {id: D, en: D}}
      - {code: d1, kind: date, source: x, text: {id: E, en: E}}
outputs:
  - name: stage
    kind: ladder
    title: {id: Tahap, en: Stage}
    source: x
    levels:
      - {code: low, label: {id: R, en: L}}
      - {code: mid, label: {id: S, en: M}}
      - {code: top, label: {id: T, en: T}}
    rungs:
      - {level: low, items: [a1]}
      - {level: mid, items: [a2]}
  - name: share
    kind: levels
    title: {id: Bagian, en: Share}
    source: x
    levels:
      - {code: none, label: {id: N, en: N}}
      - {code: some, label: {id: S, en: S}}
    steps:
      - {level: some, items: [a1, a2], share: 1/2}
  - name: mean
    kind: index
    title: {id: Rata, en: Mean}
    source: x
    levels:
      - {code: weak, from: 0, to: 40, label: {id: L, en: W}}
      - {code: strong, from: 40, to: 100, label: {id: K, en: S}}
    dimensions:
      - {code: all, title: {id: S, en: A}, items: [s1, s2]}
examples:
  - title: {id: Contoh, en: Example}
    answers: {a1: 1, a2: 0, s1: 5, s2: 1}
    expect: {stage: mid, mean: strong}
    blocked_by: {stage: [a2]}
"""

POINT = "{{value: {}, text: {{id: A, en: A}}}}"


def goals_with(rho="0.30", level="s1", weight="s2"):
    """An output of goals, put before the examples."""
    levels = ", ".join(f"{{code: {code}, label: {{id: X, en: X}}}}" for code in "abc")
    return (
        f"  - {{name: aims, kind: goals, source: x, title: {{id: T, en: G}}, rho: {rho}, "
        f"levels: [{levels}], goals: [{{level: {level}, weight: {weight}}}]}}\nexamples:"
    )


def exactness(*outputs, coefficient="0.8", people="{id: Beberapa, en: Some}"):
    """A reliability of each output, put after the source."""
    rest = f"coefficient: {coefficient}, deviation: 7.5, people: {people}, source: x"
    entries = "".join(f"\n  - {{output: {output}, {rest}}}" for output in outputs)
    return f"source: drawn\nreliability:{entries}"


LAUGHS = "source: drawn\nnotes: &a {id: x, en: x}\n" + "\n".join(
    f"l{n}: &{after} [{', '.join(['*' + one] * 9)}]"
    for n, (one, after) in enumerate(pairwise("abcdef"))
)
MANY = "".join(
    f"      - {{code: m{n}{'_' * 30}, kind: yes_no, source: x, text: {{id: A, en: A}}}}\n"
    for n in range(100)
)
FAULTS = [
    # code, what is written in place of what, the line on which it stands
    ("not-yaml", "title: {id: Kecil, en: Small}", "title: {id: Kecil", 7),
    ("missing-key", "subject: family\n", "", 1),
    ("missing-key", "min: 1, max: 5, met_from: 4, ", "", 16),
    ("unknown-key", "source: drawn", "source: drawn\ncolour: red", 10),
    ("not-allowed", "subject: family", "subject: village", 4),
    ("not-allowed", "kind: date", "kind: picture", 18),
    ("wrong-type", 'version: "1"', "version: 1", 2),
    ("too-few", "items: [a1]}", "items: []}", 29),
    ("duplicate-key", "source: drawn", "source: drawn\nsource: drawn", 10),
    ("duplicate-code", "code: a2, kind", "code: a1, kind", 15),
    ("duplicate-code", "name: share", "name: stage", 31),
    ("duplicate-code", "{code: mid, label", "{code: low, label", 26),
    ("unknown-item", "items: [a2]", "items: [a3]", 30),
    ("unknown-item", "answers: {a1: 1", "answers: {a9: 1", 51),
    ("unknown-output", "expect: {stage: mid", "expect: {stadium: mid", 52),
    ("unknown-output", "source: drawn", exactness("stage"), 11),  # a ladder has no score
    ("unknown-output", "source: drawn", exactness("share"), 11),
    ("duplicate-code", "source: drawn", exactness("mean", "mean"), 12),
    ("missing-translation", "source: drawn", exactness("mean", people="{id: Satu}"), 11),
    ("out-of-bounds", "source: drawn", exactness("mean", coefficient="1"), 11),
    ("unknown-level", "level: mid, items", "level: middle, items", 30),
    ("unknown-condition", "a1, kind: yes_no", "a1, kind: yes_no, applies_when: rainy", 14),
    ("repeated-item", "items: [a1]", "items: [a1, a1]", 29),
    ("unscored-item", "items: [s1, s2]", "items: [s1, d1]", 48),
    ("no-threshold", "items: [a2]", "items: [s2]", 30),
    ("bad-range", "min: 1, max: 5, source", "min: 5, max: 1, source", 17),
    ("bad-range", "met_from: 4", "met_from: 6", 16),
    ("wrong-shape", "a1, kind: yes_no", "a1, keeps: P, kind: yes_no", 14),
    ("wrong-shape", "a1, kind: yes_no", "a1, keeps: 18 months, kind: yes_no", 14),
    ("keeps-how-long", "a1, kind: yes_no", "a1, keeps: P6Y, kind: yes_no", 14),
    ("keeps-how-long", "a1, kind: yes_no", "a1, keeps: P0M, kind: yes_no", 14),
    ("keeps-no-choice", "d1, kind: date", "d1, keeps: P1Y, kind: date", 18),
    ("keeps-nothing", "a1, kind", "a1, keeps_with_members: true, kind", 14),
    ("unreachable-rung", "items: [a2]}\n", "items: [a1]}\n", 30),
    ("unreachable-level", "      - {level: mid, items: [a2]}\n", "", 26),
    ("unreachable-level", "from: 40, to: 100", "from: 140, to: 200", 46),
    ("wrong-order", "level: some", "level: none", 39),
    ("bad-share", "share: 1/2", "share: 3/2", 39),
    ("overlapping-cuts", "from: 0, to: 40", "from: 0, to: 50", 46),
    ("gapped-cuts", "from: 0, to: 40", "from: 0, to: 30", 46),
    ("gapped-cuts", "from: 0, to: 40", "from: 10, to: 40", 45),
    ("gapped-cuts", "to: 100", "to: 90", 46),
    ("missing-translation", "{id: Kecil, en: Small}", "{id: Kecil}", 6),
    ("missing-translation", "text: {id: B, en: B}", "text: {id: B, en: ''}", 15),
    (
        "circular-applicability",
        "a1, kind: yes_no",
        "a1, not_applicable_reason: {id: a, en: a}, applies_when: {item: a1, is: 1}, kind: yes_no",
        14,
    ),
    (
        "asked-later",
        "a1, kind: yes_no",
        "a1, not_applicable_reason: {id: a, en: a}, applies_when: {item: a2, is: 1}, kind: yes_no",
        14,
    ),
    ("no-reason", "a1, kind: yes_no", "a1, kind: yes_no, may_not_apply: true", 14),
    ("wrong-answer", "s2: 1}", "s2: 7}", 51),
    ("wrong-example", "stage: mid, mean", "stage: low, mean", 52),
    ("wrong-example", "{stage: [a2]}", "{stage: [a1]}", 53),
    ("unknown-scale", "s2, kind: likert, min: 1, max: 5", "s2, kind: likert, scale: often", 17),
    (
        "bad-points",
        "source: drawn",
        f"source: drawn\nanswer_scales: {{often: [{POINT.format(1)}, {POINT.format(3)}]}}",
        10,
    ),
    ("scale-and-range", "s2, kind: likert", "s2, kind: likert, scale: often", 17),
    ("bad-ages", "a1, kind: yes_no", "a1, ages: {from: 9, to: 3}, kind: yes_no", 14),
    ("no-reason", "a1, kind: yes_no", "a1, ages: {from: 9}, kind: yes_no", 14),
    ("ages-of-nobody", "subject: family", "subject: family\nages: {from: 3}", 5),
    ("ages-of-nobody", "subject: family", "subject: group\nages: {from: 3}", 5),
    ("bad-rho", "examples:", goals_with(rho=2), 49),
    ("bad-goal-level", "examples:", goals_with(level="s1"), 49),
    ("bad-goal-weight", "examples:", goals_with(weight="s2"), 49),
    ("unknown-item", "examples:", goals_with(level="s9"), 49),
    ("repeated-item", "examples:", goals_with(level="s1", weight="s1"), 49),
    ("schema", "{code: low, label", "{code: incomplete, label", 25),
    ("not-utf8", "{id: Kecil, en: Small}", "{id: K\udce9cil, en: Small}", 6),
    ("too-big-file", "source: drawn", "source: drawn # " + "x" * 300_000, 1),
    ("too-deep", "source: drawn", "source: " + "[" * 30 + "]" * 30, 9),
    ("too-many-parts", "source: drawn", LAUGHS, 10),
    ("key-not-text", "source: drawn", "source: drawn\nyes: drawn", 10),
    ("bad-tag", "source: drawn", "source: !!binary aGFp", 9),
    ("bad-character", "source: drawn", 'source: "dra\\0wn"', 9),
    ("bad-character", "id: small", 'id: "small\\n"', 1),
    ("bad-number", "min: 1, max: 5, met_from: 4", "min: 1, max: 99999999999, met_from: 4", 16),
    ("wrong-type", "min: 1, max: 5, met_from: 4", "min: 1.0, max: 5, met_from: 4", 16),
    ("wrong-shape", "id: small", "id: Small One", 1),
    ("wrong-key", "{id: Kecil, en: Small}", "{id: Kecil, en: Small, and neat}", 6),
    ("twice-in-list", "languages: [id, en]", "languages: [id, id]", 5),
    ("too-long", "id: small", "id: " + "s" * 61, 1),
    ("too-long", 'version: "1"', 'version: "2026.1-of-november-27"', 2),
    ("too-long", "name: mean", "name: " + "m" * 41, 40),
    ("too-long", "code: strong", "code: " + "s" * 21, 46),
    ("codes-too-long", "      - {code: a1", MANY + "      - {code: a1", 10),
    ("bad-day", "subject: family", "subject: family\nvalid_from: 2026-13-01", 5),
]
OWN = GOOD.replace("id: small", "id: own-small")
OF_AN_OFFICE = [
    ("own-subject", "subject: family", "subject: group", 4),
    ("own-together", "subject: family", "subject: family\nasked: together", 5),
    ("own-languages", "languages: [id, en]", "languages: [en]", 5),
    ("own-evidence", "needs-piloting", "stable", 3),
    ("own-example", OWN[OWN.index("examples:") :], "", 1),
    (
        "too-many-items",
        "      - {code: a1",
        MANY.replace("_" * 30, "") + "      - {code: a1",
        10,
    ),
    ("long-scale", "min: 1, max: 5, source", "min: 1, max: 12, source", 17),
    ("too-long", "id: Kecil, en", f"id: {'K' * 81}, en", 6),
]


def written(folder, text):
    file = folder / "small.yaml"
    file.write_text(text, "utf-8", "surrogateescape")
    return file


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(("code", "old", "new", "line"), FAULTS)
def test_each_fault_is_found_on_its_line(tmp_path, code, old, new, line, language):
    assert old in GOOD
    file = written(tmp_path, GOOD.replace(old, new, 1))

    found = {(fault.code, fault.line) for fault in check(file, language)}

    assert (code, line) in found, "\n".join(map(str, check(file, language)))


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(("code", "old", "new", "line"), OF_AN_OFFICE)
def test_what_an_office_makes_is_held_to_more(tmp_path, code, old, new, line, language):
    assert old in OWN
    file = written(tmp_path, OWN.replace(old, new, 1))
    ours = written(tmp_path / "..", OWN.replace(old, new, 1).replace("own-small", "small"))

    assert (code, line) in {(one.code, one.line) for one in check(file, language)}
    assert code not in {one.code for one in check(ours, language)}


def test_what_an_office_makes_well_passes_and_says_whose_it_is(tmp_path):
    file = written(tmp_path, OWN)

    assert check(file) == []
    assert read(file).title["id"] == "Kecil (milik kantor, perlu diuji coba)"
    assert read(file).is_own
    assert not any(one.is_own for one in catalogue())


def test_a_definition_without_fault_passes(tmp_path):
    assert check(written(tmp_path, GOOD)) == []


def test_numbers_too_large_to_be_exact_are_refused(tmp_path):
    primes = [999_983, 999_979, 999_961]  # a mean of these needs all their digits
    wide = [item(f"n{p}", "number", min=0, max=p, weight=100) for p in primes]
    dimension = {"code": "all", "title": BOTH, "items": [one["code"] for one in wide]}
    mean = {"name": "mean", "kind": "index", "title": BOTH, "dimensions": [dimension]}

    found = check(written(tmp_path, yaml.safe_dump(instrument(wide, [mean]))))

    assert [fault.code for fault in found] == ["too-large"]


def test_what_is_still_to_be_checked_cannot_be_stable(tmp_path):
    text = GOOD.replace("a1, kind", "a1, to_check: {id: Cocokkan, en: Check}, kind")
    assert check(written(tmp_path, text)) == []

    found = check(written(tmp_path, text.replace("needs-piloting", "stable")))

    assert [(fault.code, fault.line) for fault in found] == [("unsettled", 14)]


def test_goals_too_heavy_to_be_exact_are_refused(tmp_path):
    wide = [
        item("x", "likert", min=-2, max=2, met_from=0),
        item("w", "number", min=1, max=1_000_000),
    ]
    levels = [level(code) for code in ("below", "as_expected", "above")]
    goals = {"name": "aims", "kind": "goals", "title": BOTH, "rho": 0.3, "levels": levels}
    goals["goals"] = [{"level": "x", "weight": "w"}]

    found = check(written(tmp_path, yaml.safe_dump(instrument(wide, [goals]))))

    assert [fault.code for fault in found] == ["too-large"]


def test_a_longer_circle_is_found_too(tmp_path):
    reason = "not_applicable_reason: {id: a, en: a}, "
    text = GOOD.replace("a1, kind", f"a1, {reason}applies_when: {{item: a2, is: 1}}, kind")
    text = text.replace("a2, kind", f"a2, {reason}applies_when: {{item: a1, is: 1}}, kind")

    found = check(written(tmp_path, text))
    messages = [str(fault) for fault in found if fault.code == "circular-applicability"]

    assert "a1 → a2 → a1" in messages[0]


@pytest.mark.parametrize("path", sorted(CATALOGUE.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_catalogue_has_no_fault(path):
    assert check(path) == []
    assert path.stem.split("@")[0] == yaml.safe_load(path.read_text())["id"]


def test_every_fault_is_in_the_gallery():
    assert {code for code, *_ in FAULTS + OF_AN_OFFICE} | {"too-large", "unsettled"} == set(
        SENTENCES
    )


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_says_the_same_things_in_both_languages(code):
    english, indonesian = (set(re.findall(r"{(\w+)}", words)) for words in SENTENCES[code])
    twins = {"end", "kind", "shape"}  # said in the language of the sentence: end, end_id
    assert english - twins == indonesian - twins - {f"{one}_id" for one in twins}
    words = dict.fromkeys(english | indonesian, "x")
    assert sentence(code, "en", **words) != sentence(code, "id", **words)


def test_the_schema_describes_every_part():
    assert schema()["title"] == "Berdaya instrument"


STEP = "next_steps: [{kind: task, who: [%s], levels: [%s], text: {id: L%s}}]"


@pytest.mark.parametrize(
    ("who", "level", "english", "code", "part"),
    [
        ("neighbours", "mid", ", en: S", None, ""),
        ("nobody", "mid", ", en: S", "not-allowed", "nobody"),
        ("neighbours", "high", ", en: S", "unknown-level", "high"),
        ("neighbours", "mid", "", "missing-translation", "en"),
    ],
)
def test_a_proposal_names_helpers_and_levels_that_exist_in_both_languages(
    tmp_path, who, level, english, code, part
):
    path = tmp_path / "small.yaml"
    step = STEP % (who, level, english)
    path.write_text(GOOD.replace("text: {id: A, en: A}}", f"text: {{id: A, en: A}}, {step}}}"))

    faults = check(path)

    line = (
        path.read_text()
        .splitlines()
        .index(next(one for one in path.read_text().splitlines() if "next_steps" in one))
        + 1
    )
    assert [(one.line, one.code) for one in faults] == ([(line, code)] if code else [])
    assert all(part in one.message for one in faults)


def test_every_helper_that_the_schema_knows_has_words_in_both_languages():
    steps = schema()["$defs"]["item"]["properties"]["next_steps"]
    codes = steps["items"]["properties"]["who"]["items"]["enum"]

    assert set(codes) == set(helpers())
    assert all(words["id"] and words["en"] for words in helpers().values())
