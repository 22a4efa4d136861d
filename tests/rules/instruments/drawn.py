"""Instruments and answers that Hypothesis draws."""

from hypothesis import strategies as st

from berdaya.rules.instruments.definition import parse

BOTH = {"id": "contoh", "en": "example"}


def instrument(groups, outputs, **more):
    """A small instrument for tests; every text in both languages, none of them said twice."""
    return {
        "id": "drawn",
        "version": "1",
        "status": "needs-piloting",
        "subject": "family",
        "languages": ["id", "en"],
        "title": BOTH,
        "purpose": BOTH,
        "not_for": BOTH,
        "source": "drawn",
        "groups": [{"code": "all", "title": BOTH, "items": groups}],
        "outputs": [{"source": "drawn", **one} for one in outputs],
        **more,
    }


def item(code, kind="yes_no", **more):
    return {"code": code, "kind": kind, "text": BOTH, "source": "drawn", **more}


def level(code, **more):
    return {"code": code, "label": BOTH, **more}


@st.composite
def items(draw, number):
    code = f"i{number:02}"
    kind = draw(st.sampled_from(["yes_no", "yes_no", "likert", "number"]))
    more = {"weight": draw(st.integers(1, 3)), "reversed": draw(st.booleans())}
    more["required"] = draw(st.sampled_from([True, True, False]))
    if kind != "yes_no":
        low = draw(st.integers(-2, 1))
        wide = st.sampled_from([10, 20, 50])
        high = low + draw(st.integers(1, 4) if kind == "likert" else wide)
        more |= {"min": low, "max": high, "met_from": draw(st.integers(low, high))}
    if number and draw(st.booleans()):
        other = draw(st.integers(0, number - 1))
        more["applies_when"] = {"item": f"i{other:02}", "is": draw(st.integers(0, 1))}
    return item(code, kind, **more)


@st.composite
def some(draw, codes):
    return draw(st.lists(st.sampled_from(codes), min_size=1, max_size=5, unique=True))


@st.composite
def ladders(draw, codes):
    order = draw(st.permutations(codes))
    size = draw(st.integers(1, max(1, len(codes) // 2)))
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    levels = [level(f"l{n}") for n in range(len(parts) + 1)]
    rungs = [{"level": f"l{n}", "items": part} for n, part in enumerate(parts)]
    return {"kind": "ladder", "levels": levels, "rungs": rungs}


@st.composite
def shares(draw, codes):
    count = draw(st.integers(1, 4))
    steps = [
        {
            "level": f"l{n}",
            "items": draw(some(codes)),
            "share": draw(st.sampled_from(["1/2", "2/3", "0.8", "1"])),
        }
        for n in range(1, count + 1)
    ]
    levels = [level(f"l{n}") for n in range(count + 1)]
    return {
        "kind": "levels",
        "levels": levels,
        "steps": steps,
        "cumulative": draw(st.booleans()),
    }


@st.composite
def indexes(draw, codes):
    dimensions = [
        {
            "code": f"d{n}",
            "title": BOTH,
            "weight": draw(st.integers(1, 3)),
            "items": draw(some(codes)),
        }
        for n in range(draw(st.integers(1, 3)))
    ]
    out_of = draw(st.sampled_from([1, 100]))
    cuts = sorted(draw(st.sets(st.integers(1, 11), max_size=3)))
    starts = ["0", *(f"{cut * out_of}/12" for cut in cuts)]
    levels = (
        [level(f"l{n}", **{"from": start}) for n, start in enumerate(starts)] if cuts else []
    )
    return {"kind": "index", "dimensions": dimensions, "out_of": out_of, "levels": levels}


@st.composite
def profiles(draw, codes):
    scales = [
        {"code": f"s{n}", "title": BOTH, "items": draw(some(codes))}
        for n in range(draw(st.integers(1, 3)))
    ]
    return {"kind": "profile", "scales": scales}


@st.composite
def checklists(draw, codes):
    return {
        "kind": "checklist",
        "items": draw(some(codes)),
        "levels": [level("not"), level("all")],
    }


@st.composite
def goal_sets(draw):
    """Goals have items of their own, which no other output reads."""
    most = draw(st.sampled_from([2, 2, 2, 1, 3]))
    asked, goals = [], []
    for n in range(draw(st.integers(1, 5))):
        low = draw(st.integers(1, 3))
        asked += [
            item(f"x{n}", "likert", min=-most, max=most, met_from=0, required=False),
            item(f"w{n}", "number", min=low, max=low + draw(st.integers(1, 9)), required=False),
        ]
        goals.append({"level": f"x{n}", "weight": f"w{n}"})
    levels = [level("below"), level("as_expected"), level("above")]
    rho = draw(st.sampled_from(["0.30", "0.30", 0, 1, "1/7"]))
    return asked, {"kind": "goals", "goals": goals, "rho": rho, "levels": levels}


KINDS = [ladders, shares, indexes, profiles, checklists]


@st.composite
def instruments(draw):
    """Any instrument that the checker would let pass."""
    asked = [draw(items(number)) for number in range(draw(st.integers(1, 9)))]
    codes = [one["code"] for one in asked]
    outputs = [
        draw(draw(st.sampled_from(KINDS))(codes)) | {"name": f"o{n}", "title": BOTH}
        for n in range(draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        more, goals = draw(goal_sets())
        asked += more
        outputs.append(goals | {"name": "goals", "title": BOTH})
    return parse(instrument(asked, outputs))


@st.composite
def rows(draw, drawn):
    """Answers, with blanks and `does not apply` among them."""
    one = {
        item.code: st.one_of(
            st.integers(item.minimum, item.maximum),
            st.sampled_from([item.minimum, item.maximum, item.not_applicable]),
            st.none(),
        )
        if not draw(st.booleans())
        else st.integers(item.minimum, item.maximum)
        for item in drawn.items
    }
    return draw(st.lists(st.fixed_dictionaries(one), min_size=1, max_size=12))
