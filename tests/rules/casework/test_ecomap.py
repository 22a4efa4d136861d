"""What holds of every ecomap."""

from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.casework.ecomap import FLOWS, STRENGTHS, System, draw
from tests.rules.casework.families import several

systems = st.lists(
    st.builds(
        System,
        key=st.uuids().map(str),
        name=st.text(min_size=1, max_size=60),
        strength=st.sampled_from(STRENGTHS),
        flow=st.sampled_from(FLOWS),
        is_stressful=st.booleans(),
    ),
    max_size=24,
).map(tuple)


@several
@given(systems)
def test_no_circles_touch_and_all_are_within_the_frame(told: tuple[System, ...]):
    drawn = draw("Keluarga Ibu Sri", told)

    circles = [drawn.centre, *(it.circle for it in drawn.bonds)]
    for one, other in combinations(circles, 2):
        assert hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius
    for it in circles:
        assert it.radius <= it.x <= drawn.width - it.radius
        assert it.radius <= it.y <= drawn.height - it.radius


@several
@given(systems)
def test_every_system_has_one_line_that_meets_no_other_circle(told: tuple[System, ...]):
    drawn = draw("Keluarga", told)

    assert [it.system for it in drawn.bonds] == list(told)
    for bond in drawn.bonds:
        others = [it.circle for it in drawn.bonds if it is not bond]
        for x, y in bond.points:
            assert all(hypot(x - it.x, y - it.y) > it.radius for it in others)


@several
@given(systems)
def test_an_arrow_for_each_direction_in_which_help_flows(told: tuple[System, ...]):
    counts = {"none": 0, "to-client": 1, "from-client": 1, "both": 2}

    assert all(len(it.heads) == counts[it.system.flow] for it in draw("K", told).bonds)


def test_an_arrow_to_the_client_points_at_the_client():
    (bond,) = draw("K", (System("a", "Sekolah", flow="to-client"),)).bonds

    tip, *base = bond.heads[0]

    assert all(tip[1] > at[1] for at in base)  # the first system stands on top


def test_stress_is_drawn_as_a_zigzag():
    calm, tense = draw(
        "K", (System("a", "Kerja"), System("b", "Bank", is_stressful=True))
    ).bonds

    assert len(calm.points) == 2
    assert len(tense.points) > 6


def test_long_names_are_broken_and_shortened():
    centre = draw(
        "Keluarga besar almarhum Bapak Sastrowardoyo Kusumaningrat di Sukamaju", ()
    ).centre

    assert len(centre.text) == 3
    assert centre.text[-1].endswith("…")
