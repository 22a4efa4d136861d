"""Small instruments that show every kind of output. Not in the catalogue: they judge nobody."""

from berdaya.rules.instruments.definition import parse
from tests.rules.instruments.drawn import BOTH, instrument, item, level

SCALES = parse(
    instrument(
        [
            item("a1", "likert", min=1, max=5, met_from=4),
            item("a2", "likert", min=1, max=5, met_from=4, reversed=True),
            item("b1", weight=3),
            item("b2"),
        ],
        [
            {
                "name": "mean",
                "kind": "index",
                "title": BOTH,
                "levels": [
                    level("weak", **{"from": 0, "to": "100/3"}),
                    level("fair", **{"from": "100/3", "to": 70}),
                    level("strong", **{"from": 70, "to": 100}),
                ],
                "dimensions": [
                    {"code": "a", "title": BOTH, "weight": 2, "items": ["a1", "a2"]},
                    {"code": "b", "title": BOTH, "weight": 1, "items": ["b1", "b2"]},
                ],
            },
            {
                "name": "traits",
                "kind": "profile",
                "title": BOTH,
                "out_of": 10,
                "scales": [
                    {"code": "a", "title": BOTH, "items": ["a1", "a2"]},
                    {"code": "b", "title": BOTH, "items": ["b1", "b2"]},
                ],
            },
            {
                "name": "ready",
                "kind": "checklist",
                "title": BOTH,
                "items": ["a1", "b1"],
                "levels": [level("not_yet"), level("ready")],
            },
        ],
    )
)

STEPS = parse(
    instrument(
        [item(code) for code in ("x1", "x2", "x3", "y1", "y2")]
        + [
            item(
                "y3",
                applies_when={"item": "y2", "is": 1},
                not_applicable_reason=BOTH,
            )
        ],
        [
            {
                "name": name,
                "kind": "levels",
                "title": BOTH,
                "cumulative": cumulative,
                "levels": [level("none"), level("first"), level("second")],
                "steps": [
                    {"level": "first", "items": ["x1", "x2", "x3"], "share": "2/3"},
                    {"level": "second", "items": ["y1", "y2", "y3"], "share": 1},
                ],
            }
            for name, cumulative in (("highest", False), ("climbed", True))
        ],
    )
)
