"""What holds of every genogram, whatever the family."""

from collections import Counter
from itertools import combinations, pairwise

import pytest
from hypothesis import given

from berdaya.rules.casework.genogram import Picture, Symbol, draw
from berdaya.rules.casework.kin import Couple, Family, Kin, NotAFamily, ParentOf, Tie, Twins
from berdaya.rules.casework.layout.measures import NAME, NAME_GAP, PITCH, RADIUS
from tests.rules.casework.families import families, several, tangled

A_COUPLE = (Kin("a", "Agus", "male", 1980), Kin("b", "Sri", "female", 1984))


def places(picture: Picture) -> dict[str, Symbol]:
    return {one.kin.key: one for one in picture.symbols}


@several
@given(tangled())
def test_nobody_stands_on_somebody_else_or_on_a_name(family: Family):
    picture = draw(family)

    assert Counter(it.kin.key for it in picture.symbols) == Counter(
        it.key for it in family.people
    )
    for one, other in combinations(picture.symbols, 2):
        beside = abs(one.x - other.x) >= RADIUS + NAME_GAP + NAME + RADIUS
        below = abs(one.y - other.y) >= 2 * RADIUS + 20
        assert beside or below


@several
@given(tangled())
def test_everything_is_within_the_frame(family: Family):
    picture = draw(family)

    points = [it for line in picture.lines for it in line.points]
    points += [it for tie in picture.ties for stroke in tie.strokes for it in stroke.points]
    points += [(it.x + side, it.y + side) for it in picture.symbols for side in (-23, 23)]
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points)


@several
@given(families())
def test_couples_stand_level_and_children_one_row_below(family: Family):
    at = places(draw(family))

    assert all(at[it.a].row == at[it.b].row for it in family.couples)
    assert all(at[it.child].row == at[it.parent].row + 1 for it in family.parents)
    assert all(
        one.y == other.y for one in at.values() for other in at.values() if one.row == other.row
    )


@several
@given(tangled())
def test_a_child_stands_below_every_parent(family: Family):
    at = places(draw(family))

    assert all(at[it.child].row > at[it.parent].row for it in family.parents)


@several
@given(families())
def test_brothers_and_sisters_stand_from_the_eldest_to_the_youngest(family: Family):
    at = places(draw(family))
    together = {key: it.keys for it in family.twins for key in it.keys}

    for children in family.sibships.values():
        order = sorted(children, key=lambda it: at[it].x)
        for older, younger in pairwise(order):
            both = {older, younger}
            assert (
                family.rank[older] < family.rank[younger]
                or both <= together.get(older, frozenset())
                or both & set(together)  # twins stand together, whoever was noted between
            )


@several
@given(families())
def test_a_partner_from_outside_stands_beside(family: Family):
    picture = draw(family)
    order = [it.kin.key for it in sorted(picture.symbols, key=lambda it: (it.y, it.x))]
    partners = Counter(key for it in family.unions for key in (it.a, it.b))

    for one in family.unions:
        for here, there in ((one.a, one.b), (one.b, one.a)):
            if partners[here] <= 2 and partners[there] == 1 and there not in family.home:
                assert abs(order.index(here) - order.index(there)) == 1


@several
@given(tangled())
def test_every_relation_is_drawn_once(family: Family):
    picture = draw(family)

    drawn = Counter((it.kind, frozenset(it.of)) for it in picture.lines)
    couples = {(it.kind, frozenset((it.a, it.b))): 1 for it in family.unions}
    descents = {(it.kind, frozenset((it.child, *it.parents))): 1 for it in family.descents}
    parts = {"stem", "bar", "identical"}
    assert {key: n for key, n in drawn.items() if key[0] not in parts} == couples | descents
    assert Counter(it.tie for it in picture.ties) == Counter(family.ties)


@several
@given(tangled())
def test_no_line_runs_through_a_foreign_symbol(family: Family):
    picture = draw(family)

    for line in picture.lines:
        foreign = [it for it in picture.symbols if it.kin.key not in line.of]
        for (ax, ay), (bx, by) in zip(line.points, line.points[1:], strict=False):
            for it in foreign:
                past = max(ax, bx) <= it.x - RADIUS or min(ax, bx) >= it.x + RADIUS
                above_or_below = max(ay, by) <= it.y - RADIUS or min(ay, by) >= it.y + RADIUS
                assert past or above_or_below


@several
@given(families())
def test_no_two_level_lines_lie_on_each_other(family: Family):
    picture = draw(family)

    level = [
        (y, min(ax, bx), max(ax, bx), line)
        for line in picture.lines
        for (ax, y), (bx, by) in zip(line.points, line.points[1:], strict=False)
        if y == by
    ]
    for (y, left, right, one), (z, start, end, other) in combinations(level, 2):
        assert one is other or y != z or right < start or end < left


@several
@given(families())
def test_no_two_upright_lines_lie_on_each_other(family: Family):
    picture = draw(family)

    upright = [
        (x, min(ay, by), max(ay, by), line)
        for line in picture.lines
        for (x, ay), (bx, by) in zip(line.points, line.points[1:], strict=False)
        if x == bx
    ]
    for (x, top, bottom, one), (u, start, end, other) in combinations(upright, 2):
        kin = set(one.of) & set(other.of)
        assert kin or abs(x - u) >= 3 or bottom <= start or end <= top


@several
@given(tangled())
def test_the_same_family_gives_the_same_picture(family: Family):
    again = Family(family.people, family.couples, family.parents, family.twins, family.ties)

    assert draw(family) == draw(again)


def test_a_husband_stands_left_of_his_wife():
    picture = draw(Family(A_COUPLE, (Couple("b", "a"),)))

    assert places(picture)["a"].x + PITCH == places(picture)["b"].x


def test_second_wives_stand_on_both_sides_of_a_man():
    people = (*A_COUPLE, Kin("c", "Tuti", "female", 1988))

    picture = draw(Family(people, (Couple("a", "c", since=2015), Couple("a", "b", since=2004))))

    assert [it.kin.key for it in sorted(picture.symbols, key=lambda it: it.x)] == [
        "b",
        "a",
        "c",
    ]


def test_both_lines_of_grandparents_are_kept_apart():
    """The father's parents stand left of the mother's."""
    people = (
        *A_COUPLE,
        *(Kin(it, it, sex) for it, sex in zip("cdefi", ("male", "female") * 3, strict=False)),
    )
    couples = (Couple("a", "b"), Couple("c", "d"), Couple("e", "f"))
    links = [("a", "i"), ("b", "i"), ("c", "a"), ("d", "a"), ("e", "b"), ("f", "b")]

    at = places(draw(Family(people, couples, tuple(ParentOf(*it) for it in links))))

    assert at["c"].x < at["d"].x < at["e"].x < at["f"].x
    assert {at[key].row for key in "cdef"} == {0}
    assert at["i"].x == pytest.approx((at["a"].x + at["b"].x) / 2, abs=1)


def test_twins_hang_from_one_point():
    people = (*A_COUPLE, Kin("t", "Tono", "male", 2010), Kin("u", "Tini", "female", 2010))
    links = tuple(ParentOf(p, c) for p in "ab" for c in "tu")

    picture = draw(Family(people, (Couple("a", "b"),), links, (Twins(frozenset("tu")),)))

    first = [it.points[0] for it in picture.lines if it.kind == "birth"]
    assert len(first) == 2
    assert first[0] == first[1]


def test_a_tie_goes_around_who_stands_between():
    people = (*A_COUPLE, Kin("c", "Tuti", "female", 1988))
    couples = (Couple("a", "b", since=2004), Couple("a", "c", since=2015))

    picture = draw(Family(people, couples, ties=(Tie("b", "c", "conflict"),)))

    middle = places(picture)["a"]
    (drawn,) = picture.ties
    for stroke in drawn.strokes:
        for x, y in stroke.points:
            assert (x - middle.x) ** 2 + (y - middle.y) ** 2 > RADIUS**2


def test_an_uncle_may_marry_his_niece():
    people = (*A_COUPLE, Kin("c", "Tuti", "female", 2000), Kin("g", "Karto", "male", 1950))
    links = (ParentOf("g", "a"), ParentOf("g", "b"), ParentOf("b", "c"))

    at = places(draw(Family(people, (Couple("a", "c"),), links)))

    assert at["g"].row < at["b"].row < at["c"].row


def test_nobody_is_their_own_ancestor():
    links = (ParentOf("a", "b"), ParentOf("b", "a"))

    with pytest.raises(NotAFamily):
        draw(Family(A_COUPLE, parents=links))


def test_nobody_is_named_who_is_not_there():
    with pytest.raises(NotAFamily):
        draw(Family(A_COUPLE, (Couple("a", "x"),)))


def test_a_family_of_nobody_is_an_empty_picture():
    assert draw(Family(())).symbols == ()
