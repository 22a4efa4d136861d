"""Counts stay right whatever is noted, folded and read, in whatever order."""

import threading
from collections import Counter

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from berdaya.areas.codes import at_level
from berdaya.tallies import counting
from berdaya.tallies.counting import append, fold, fold_all, totals
from berdaya.tallies.models import Change, Tally

DEEP = (
    "32.04.32.2998.001.001",
    "32.04.32.2998.001.002",
    "32.04.32.2998.002",
    "32.04.32.2999",
    "32.04.33.2001",
    "33.01.01.2998.001",
)
LEVELS = (1, 2, 3, 4, 5, 6)
noted = st.tuples(
    st.just("note"),
    st.sampled_from(["families", "stage"]),
    st.sampled_from([0, 2026]),
    st.dictionaries(
        st.tuples(st.sampled_from(DEEP), st.sampled_from(["all", "KPS"])), st.integers(-3, 3)
    ),
)


class AnySequence(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.one_of(noted, st.just(("fold",))), max_size=12))
    def test_totals_are_what_a_plain_count_says(self, steps):
        plain: Counter[tuple[str, int, str, str]] = Counter()
        for step in steps:
            if step[0] == "fold":
                fold()
                continue
            _, series, year, changes = step
            append(series, year, changes)
            for (area, key), count in changes.items():
                plain[series, year, area, key] += count

        for level in (0, *LEVELS):
            areas = sorted({at_level(code, level) if level else "" for code in DEEP})
            areas = [code for code in areas if code.count(".") == max(level - 1, 0)]
            for series, year in (("families", 0), ("stage", 2026)):
                expected: dict[str, Counter[str]] = {area: Counter() for area in areas}
                for (one, when, area, key), count in plain.items():
                    above = at_level(area, level) if level else ""
                    if (one, when) == (series, year) and above in expected:
                        expected[above][key] += count
                assert totals(series, year, areas) == expected


@pytest.mark.django_db
def test_reading_takes_one_query_however_much_waits(django_assert_num_queries):
    append("families", 0, {(area, "all"): 1 for area in DEEP})
    fold()
    append("families", 0, {(area, "all"): 1 for area in DEEP})

    with django_assert_num_queries(1):
        found = totals("families", 0, ["32.04.32.2998", "32.04.32.2999"])

    assert found == {"32.04.32.2998": {"all": 6}, "32.04.32.2999": {"all": 2}}


@pytest.mark.django_db
def test_a_village_whose_code_begins_alike_is_another_village():
    append("families", 0, {("32.04.32.2998", "all"): 1, ("32.04.32.2999", "all"): 5})

    assert totals("families", 0, ["32.04.32.2998"]) == {"32.04.32.2998": {"all": 1}}


@pytest.mark.django_db
def test_many_areas_are_read_at_once():
    codes = [f"32.04.{d:02}.{v}" for d in range(1, 31) for v in range(2001, 2041)]
    append("families", 0, {(f"{code}.001", "all"): 1 for code in codes})
    fold_all()
    append("families", 0, {(codes[0], "all"): 1})

    found = totals("families", 0, codes)

    assert found[codes[0]] == {"all": 2}
    assert sum(counts["all"] for counts in found.values()) == len(codes) + 1


@pytest.mark.django_db
def test_no_areas_have_no_counts(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert totals("families", 0, []) == {}


@pytest.mark.django_db
def test_folding_goes_on_until_nothing_waits(monkeypatch):
    monkeypatch.setattr(counting, "FOLD_AT_ONCE", 2)
    append("families", 0, {(area, "all"): 1 for area in DEEP})

    assert fold_all() == len(DEEP)

    assert not Change.objects.exists()
    assert Tally.objects.get(area_code="", key="all").count == len(DEEP)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_while_many_write_and_a_fold_runs():
    writers, each = 6, 25
    done = threading.Event()
    seen: list[int] = []

    def write(area: str) -> None:
        for _ in range(each):
            append("families", 0, {(area, "all"): 1})
        connection.close()

    def keep_folding() -> None:
        while not done.is_set():
            fold()
            seen.append(totals("families", 0, [""])[""]["all"])
        connection.close()

    threads = [threading.Thread(target=write, args=(area,)) for area in DEEP[:writers]]
    folder = threading.Thread(target=keep_folding)
    for thread in (folder, *threads):
        thread.start()
    for thread in threads:
        thread.join(60)
    done.set()
    folder.join(60)
    fold_all()

    assert totals("families", 0, [""])[""]["all"] == writers * each
    assert totals("families", 0, ["32.04.32.2998"])["32.04.32.2998"]["all"] == 3 * each
    assert seen == sorted(seen), "a reader saw a count go back"
