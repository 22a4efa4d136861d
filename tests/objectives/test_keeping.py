"""Figures are kept as the rooms below tell it, and add up from the group to the nation."""

from datetime import timedelta

from berdaya.groups.actions import end_member
from berdaya.objectives.keeping import keep_area, keep_groups, keep_some
from berdaya.objectives.models import AreaFigures, Figures
from berdaya.rules.months import month_of, months_before
from berdaya.rules.objectives.measure import Measure
from tests.enterprises.world import a_business, took_home
from tests.groups.world import TODAY, VILLAGE, a_group, melati
from tests.objectives.world import a_busy_group, figures, surveyed

MONTH = month_of(TODAY)
BEFORE = months_before(MONTH, 1)


def kept():
    rows = Figures.objects.across_areas(why="test").current().order_by("group", "month")
    return [(it.group_id, it.month, it.on, it.measures) for it in rows]


def sums():
    rows = AreaFigures.objects.filter(groups__gt=0).order_by("area_code", "month")
    return [(it.area_code, it.month, it.groups, it.measures) for it in rows]


def test_figures_of_a_group_come_from_what_the_rooms_hold(cast):
    group, _members = a_busy_group(cast)

    found = figures(group, MONTH)

    assert found["owners"] == Measure(2, 6)
    assert found["earning"] == Measure(1, 5, 1)  # of the other business nobody noted anything
    assert found["selling"] == Measure(1, 1, 1)
    assert found["topic"] == Measure(4, 6)
    assert found["attendance"] == Measure(4, 6)
    assert found["low"] == Measure(1, 2, 4)
    assert found["mandiri"] == Measure(0, 0, 1)


def test_sums_of_every_area_above_are_those_of_its_groups(cast):
    group, _members = a_busy_group(cast)
    other = a_group(cast.dedi, "Mawar", area="32.04.32.2999")
    keep_groups([other.pk], TODAY)

    for code, groups in (
        (VILLAGE, 1),
        ("32.04.32.2999", 1),
        ("32.04.32", 2),
        ("32", 2),
        ("", 2),
    ):
        row = AreaFigures.objects.get(area_code=code, month=MONTH)
        assert row.groups == groups
    assert AreaFigures.objects.get(area_code="", month=MONTH).found["owners"] == Measure(2, 6)
    assert figures(group, MONTH)["owners"] == Measure(2, 6)


def test_counting_again_changes_nothing(cast):
    a_busy_group(cast)
    before = kept(), sums()

    assert keep_area("", TODAY) == 1
    assert keep_area("32.04.32", TODAY) == 1

    assert (kept(), sums()) == before
    assert not Figures.objects.across_areas(why="test").exclude(superseded_at=None).exists()


def test_figures_kept_step_by_step_are_those_counted_from_scratch(cast):
    group, members = a_busy_group(cast)
    keep_some(TODAY)
    end_member(member=members[3], until=TODAY, left="moved", by=cast.dedi)
    keep_some(TODAY)
    a_business(group, members[4], by=cast.dedi)
    keep_some(TODAY)
    step_by_step = [(key, month, measures) for key, month, _on, measures in kept()], sums()
    Figures.objects.across_areas(why="test").all().delete()
    AreaFigures.objects.all().delete()

    keep_area("", TODAY)

    from_scratch = [(key, month, measures) for key, month, _on, measures in kept()], sums()
    assert step_by_step == from_scratch


def test_correction_of_a_month_that_is_over_keeps_what_was_shown_before(cast):
    group, members = a_busy_group(cast)
    enterprise = members[1].enterprises.get()

    took_home(enterprise, members[1], by=cast.dedi, month=BEFORE, amount=9_000)
    keep_groups([group.pk], TODAY)

    rows = Figures.objects.across_areas(why="test").filter(group=group, month=BEFORE)
    gone, stands = rows.exclude(superseded_at=None).get(), rows.get(superseded_at=None)
    assert (gone.found["earning"].part, stands.found["earning"].part) == (1, 2)
    assert AreaFigures.objects.get(area_code="32", month=BEFORE).found["earning"].part == 2


def test_month_that_runs_is_written_over_and_goes_into_the_next(cast):
    group, members = a_busy_group(cast)
    a_business(group, members[2], by=cast.dedi, begun_on=TODAY)
    keep_groups([group.pk], TODAY)

    rows = Figures.objects.across_areas(why="test").filter(group=group, month=MONTH)

    assert rows.get().found["owners"] == Measure(3, 6)
    keep_groups([group.pk], TODAY + timedelta(days=40))
    assert rows.get().on > TODAY or rows.get().on == TODAY  # the last day of the month
    assert Figures.objects.across_areas(why="test").filter(month__gt=MONTH).exists()


def test_what_was_noted_shows_at_the_next_round_of_the_worker(cast):
    group, members = a_busy_group(cast)
    keep_some(TODAY)

    a_business(group, members[5], by=cast.dedi)
    surveyed(cast, members[5].person, 1)

    assert keep_some(TODAY) >= 1
    found = figures(group, MONTH)
    assert found["owners"] == Measure(3, 6)
    assert found["low"] == Measure(1, 3, 3)


def test_worker_counts_every_group_once_a_day(cast):
    group, _members = melati(cast)

    assert keep_some(TODAY) == 1
    assert figures(group, MONTH)["owners"] == Measure(0, 3)
    assert keep_some(TODAY + timedelta(days=1)) >= 1


def test_members_who_left_before_a_month_do_not_count_in_it(cast):
    group, members = a_busy_group(cast)
    until = BEFORE
    end_member(member=members[5], until=until, left="moved", by=cast.dedi)

    keep_groups([group.pk], TODAY)

    assert figures(group, months_before(BEFORE, 1))["owners"].whole == 6
    assert figures(group, BEFORE)["owners"].whole == 5
