"""Whatever is recorded and corrected in whatever order: what counts, and the counts, are right."""

import threading
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from berdaya.demo.cast import make_cast, rina_family
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.models import Assessment, Standing
from berdaya.tallies.counting import fold_all, totals

KS = "keluarga-sejahtera"
ITEMS = [f"ks{n:02}" for n in range(1, 22)]


def answers(rng):
    unmet = rng.sample(ITEMS, rng.choice((0, 1, 1, 3)))
    blank = rng.sample(ITEMS, rng.choice((0, 0, 0, 1)))
    return {item: None if item in blank else int(item not in unmet) for item in ITEMS}


def record(cast, family, given, day, **more):
    entry = NewAssessment(new_key(), family, given, day)
    return record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari, **more)


def latest_by_hand(year):
    """The standing of a year, read from all assessments as a person would."""
    rows = Assessment.objects.across_areas(why="test").filter(conducted_on__year=year)
    replaced = set(
        Assessment.objects.across_areas(why="test").values_list("replaces_id", flat=True)
    )
    left = [row for row in rows if row.pk not in replaced]
    return max(left, key=lambda row: (row.conducted_on, row.recorded_at, row.pk), default=None)


@pytest.mark.parametrize("seed", range(8))
def test_any_order_of_recording_and_correcting_keeps_standings_and_counts_true(cast, seed):
    rng, family = Random(seed), rina_family(cast)
    today = timezone.localdate()
    recorded = []
    for _step in range(9):
        day = today - timedelta(days=rng.choice((0, 1, 40, 400)))
        open_to_correction = [
            row
            for row in recorded
            if not Assessment.objects.across_areas(why="test").filter(replaces=row).exists()
        ]
        old = (
            rng.choice(open_to_correction)
            if open_to_correction and rng.random() < 0.5
            else None
        )
        more = {"replaces": old, "reason": "diperbaiki"} if old else {}
        recorded.append(record(cast, family, answers(rng), day, **more))
        if rng.random() < 0.3:
            fold_all()

    for year in {row.conducted_on.year for row in recorded}:
        expected = latest_by_hand(year)
        standing = Standing.objects.across_areas(why="test").filter(year=year).first()
        assert (standing and standing.assessment) == expected
        counted = totals(f"{KS}.stage", year, [cast.village.code])[cast.village.code]
        held = totals(f"{KS}.stage.blocked", year, [cast.village.code])[cast.village.code]
        assert +counted == Counter([standing.level] if standing else [])
        blocked = standing.blocked_by.split(",") if standing and standing.blocked_by else []
        assert +held == Counter(blocked)


@pytest.mark.django_db(transaction=True)
def test_two_phones_that_send_at_once_leave_one_standing_and_one_count(transactional_db):
    cast = make_cast()
    family = rina_family(cast)
    day = timezone.localdate()
    failures = []

    def send(level):
        try:
            record(cast, family, dict.fromkeys(ITEMS, 1) | {"ks01": level}, day)
        except Exception as error:  # shown below, in the thread that can fail the test
            failures.append(error)
        finally:
            connection.close()

    phones = [threading.Thread(target=send, args=(number % 2,)) for number in range(6)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()

    assert not failures
    assert Assessment.objects.across_areas(why="test").count() == 6
    standing = Standing.objects.across_areas(why="test").get()
    counted = totals(f"{KS}.stage", day.year, [cast.village.code])[cast.village.code]
    assert +counted == {standing.level: 1}


def test_a_survey_of_last_year_does_not_move_this_years_figures(cast):
    family = rina_family(cast)
    today = timezone.localdate()
    record(cast, family, dict.fromkeys(ITEMS, 1), today)

    record(cast, family, dict.fromkeys(ITEMS, 0), date(today.year - 1, 6, 1))

    levels = dict(Standing.objects.across_areas(why="test").values_list("year", "level"))
    assert levels == {today.year: "KS3PLUS", today.year - 1: "KPS"}
