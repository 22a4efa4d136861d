"""Who belonged to a family on a day."""

from datetime import date, timedelta

from berdaya.demo.cast import rina_family
from berdaya.people.actions import end_membership
from berdaya.people.rosters import roster_of, rosters_of

TODAY = date(2026, 11, 23)


def test_a_roster_reads_from_the_head_to_the_youngest(cast):
    family = rina_family(cast)

    roster = roster_of(family, TODAY)

    assert [(it.relation, it.sex, it.in_school) for it in roster] == [
        ("head", "male", None),
        ("spouse", "female", None),
        ("child", "male", True),
        ("child", "female", True),
        ("child", "female", False),
    ]
    assert roster[1].marital == "married"


def test_a_day_of_leaving_is_a_day_outside(cast):
    family = rina_family(cast)
    eldest = family.memberships.get(person__name="Agus Hidayat")
    end_membership(membership=eldest, until=TODAY, reason="moved", by=cast.sari)

    assert len(roster_of(family, TODAY - timedelta(days=1))) == 5
    assert len(roster_of(family, TODAY)) == 4
    assert roster_of(family, date(2024, 12, 31)) == ()


def test_many_rosters_are_one_query(cast, django_assert_num_queries):
    keys = [rina_family(cast).pk]
    with django_assert_num_queries(1):
        assert len(rosters_of(keys, TODAY)[keys[0]]) == 5
