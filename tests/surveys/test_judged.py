"""A result keeps the roster it was judged on, whatever is recorded of the family later."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import end_membership
from berdaya.people.models import Door, Membership
from berdaya.people.rosters import roster_of
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.answers import judged_on
from berdaya.surveys.judged import members_judged
from berdaya.surveys.models import Assessment

KS = "keluarga-sejahtera"
ANSWERS = {f"ks{n:02}": 1 for n in range(1, 22)}


@pytest.fixture
def family(cast):
    return rina_family(cast)


@pytest.fixture
def done(cast, family):
    entry = NewAssessment(new_key(), family, ANSWERS, timezone.localdate())
    return record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)


def back_dated(cast, family):
    """A child moved out ten days before the survey, as one learns afterwards."""
    child = family.roster().filter(relation=Membership.Relation.CHILD).first()
    until = timezone.localdate() - timedelta(days=10)
    end_membership(membership=child, until=until, reason="moved", by=cast.sari)


def again(done):
    return Assessment.objects.across_areas(why="test").get(pk=done.pk)


def test_what_is_learnt_afterwards_leaves_the_kept_roster_as_it_was(cast, family, done):
    before = judged_on(again(done))
    assert before == roster_of(family, done.conducted_on)

    back_dated(cast, family)

    assert judged_on(again(done)) == before
    assert len(roster_of(family, done.conducted_on)) == len(before) - 1


def test_the_kept_roster_cannot_be_rewritten(done):
    rows = Assessment.objects.across_areas(why="test").filter(pk=done.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(roster=[])


def test_the_page_says_who_it_was_judged_on_and_names_nobody(client, cast, family, done):
    client.force_login(cast.sari)
    names = [one.person.name for one in family.roster()]
    members = len(names)
    back_dated(cast, family)

    page = client.get(f"/hasil/{done.pk}/").content.decode()
    block = page.partition(f"Dinilai atas daftar {members} anggota ini")[2]
    listed = block.partition("</details>")[0]

    assert listed.count("<li>") == members
    assert "Kepala keluarga · Laki-laki · " in listed
    assert not [name for name in names if name in listed]


def test_age_is_that_of_the_day_of_the_survey_and_stays_open_where_it_is_not_known():
    roster = [
        {"sex": "male", "birth_date": "1980-06-02", "relation": "head"},
        {"sex": "", "birth_date": None, "relation": ""},
    ]
    more = {"marital": "", "in_school": None}
    judged = Assessment(
        roster=[{**one, **more} for one in roster],
        conducted_on=date(2020, 6, 1),
    )

    head, other = members_judged(judged)

    assert head.age == 39
    assert (other.relation, other.sex, other.age) == ("", "", None)


def test_a_result_of_one_person_has_no_list_of_the_family():
    assert members_judged(Assessment(person_id=new_key(), roster=[])) == []
