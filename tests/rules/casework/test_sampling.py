"""Drawing by lot: as many of each worker, and the same again from the same seed."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.casework.peer_review import definition
from berdaya.rules.casework.sampling import drawn

FRAMES = st.dictionaries(
    st.integers(0, 60).map(str), st.sampled_from("abcde"), max_size=25
).map(lambda found: list(found.items()))
SEEDS = st.integers(0, 99).map(str)


@given(frame=FRAMES, size=st.integers(0, 30), seed=SEEDS, mixed=st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order_of_the_frame(frame, size, seed, mixed):
    first = drawn(frame, size, seed)
    mixed.shuffle(frame)

    assert drawn(frame, size, seed) == first
    assert len(set(first)) == len(first) == min(size, len(frame))
    assert set(first) <= set(dict(frame))


@given(frame=FRAMES, size=st.integers(0, 30), seed=SEEDS)
def test_of_no_worker_more_is_drawn_than_one_above_any_other_who_has_more(frame, size, seed):
    worker_of = dict(frame)
    found = Counter(worker_of[case] for case in drawn(frame, size, seed))
    had = Counter(worker_of.values())

    left = [found[worker] for worker in had if found[worker] < had[worker]]
    assert not left or max(found.values(), default=0) <= min(left) + 1


def test_another_seed_draws_otherwise():
    frame = [(str(case), "a") for case in range(40)]

    assert len({tuple(drawn(frame, 5, str(seed))) for seed in range(20)}) > 15


def test_each_question_has_both_languages_its_source_and_a_stage():
    known = definition()

    assert all(it.ask["id"] and it.ask["en"] and it.source for it in known.items.values())
    assert {it.stage for it in known.items.values()} <= set(range(1, 7))
    assert len(known.asked_at(1)) < len(known.asked_at(4)) < len(known.asked_at(6))


def test_answers_are_whole_when_each_question_of_the_stage_has_one():
    known = definition()
    whole = {item.code: "shown" for item in known.asked_at(4)}

    assert known.is_whole(whole, 4)
    assert not known.is_whole(whole, 6)
    assert not known.is_whole(whole, 1)
    assert not known.is_whole(whole | {"goals": "splendid"}, 4)
