"""Who decides about capital: two different people, neither of them kin of the group."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.capital import actions, refusals
from berdaya.capital.conditions import standing_for
from berdaya.capital.kin import Reason, circle_of, people_of, why_not
from berdaya.capital.models import Stage
from berdaya.people.models import Membership, Person
from tests.capital.world import (
    a_colleague,
    all_applications,
    granted,
    looked,
    nobody,
    proposed,
    submitted,
)
from tests.groups.world import TODAY, a_woman, again, holds, joins, melati
from tests.life.world import a_family, someone

WHY = "usaha berjalan"


@pytest.fixture
def group(cast):
    return melati(cast)[0]


def is_me(user, person):
    return actions.say_who_one_is(person=person, by=user)


def person_named(name):
    return Person.objects.across_areas(why="test").get(name=name)


def propose(it, *, by, amount=2_000_000, reason=WHY):
    return actions.propose_decision(application=it, amount=amount, reason=reason, by=by)


def confirm(it, *, by, reason="setuju"):
    return actions.confirm_decision(application=it, reason=reason, by=by)


def test_two_people_grant_an_application(cast, group):
    it = granted(cast, group)

    assert (it.state, it.granted) == ("granted", 2_000_000)
    assert (it.proposed_by, it.decided_by) == (cast.dedi, cast.rahma)
    assert Trace.objects.filter(verb="capital.confirm_decision", by=cast.rahma).count() == 1


def test_nothing_proposed_is_an_application_declined(cast, group):
    it = proposed(cast, group, amount=0)
    nobody(cast.rahma)

    confirm(it, by=cast.rahma)

    assert (again(it).state, again(it).granted) == ("declined", None)


def test_the_first_person_is_never_the_second_one(cast, group):
    it = proposed(cast, group)

    with pytest.raises(refusals.SamePerson):
        confirm(it, by=cast.dedi)
    with pytest.raises(refusals.SamePerson):
        actions.send_back(application=it, reason="ragu", by=cast.dedi)

    assert again(it).state == "proposed"


def test_the_database_keeps_no_decision_of_one(cast, group):
    it = proposed(cast, group)

    with pytest.raises(IntegrityError), transaction.atomic():
        all_applications().filter(pk=it.pk).update(
            state="granted", granted=1, decided_by=cast.dedi
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        all_applications().filter(pk=it.pk).update(state="granted", granted=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        all_applications().filter(pk=it.pk).update(
            state="granted", granted=99_000_000, decided_by=cast.rahma
        )

    assert again(it).state == "proposed"


def test_who_disagrees_sends_it_back_and_another_may_propose(cast, group):
    it = proposed(cast, group)
    nobody(cast.rahma)

    actions.send_back(application=it, reason="terlalu banyak", by=cast.rahma)
    propose(it, by=cast.rahma, amount=1_500_000)
    confirm(it, by=cast.dedi)

    assert again(it).granted == 1_500_000
    assert [row.kind for row in it.stages.order_by("recorded_at")] == [
        "begun",
        "submitted",
        "proposed",
        "sent-back",
        "proposed",
        "granted",
    ]


def test_more_than_asked_without_reason_or_unmet_is_refused(cast, group):
    it = submitted(cast, group, unmet=("ce03",))
    nobody(cast.dedi)

    with pytest.raises(refusals.MoreThanAsked):
        propose(it, by=cast.dedi, amount=3_000_001)
    with pytest.raises(refusals.ReasonMissing):
        propose(it, by=cast.dedi, reason=" ")
    with pytest.raises(refusals.NotEligible) as refused:
        propose(it, by=cast.dedi)
    propose(it, by=cast.dedi, amount=0)

    assert refused.value.params == {"missing": "Buku kas mutakhir"}
    assert again(it).proposal == 0
    assert it.stages.filter(kind=Stage.Kind.PROPOSED).count() == 1


def test_what_is_lost_between_two_people_stops_the_second(cast, group):
    it = proposed(cast, group)
    nobody(cast.rahma)
    looked(cast, group, "ce03", 0, proof="")

    with pytest.raises(refusals.NotEligible):
        confirm(it, by=cast.rahma)

    assert again(it).state == "proposed"
    assert not it.stages.filter(kind=Stage.Kind.GRANTED).exists()


def test_how_the_conditions_stood_is_kept_whatever_comes_later(cast, group):
    it = granted(cast, group)

    looked(cast, group, "ce03", 0, proof="")

    kept = {
        stage.kind: {row.item: row.answer for row in stage.conditions.all()}
        for stage in it.stages.all()
    }
    assert set(kept["granted"].values()) == {1}
    assert kept["granted"] == kept["proposed"] == kept["submitted"]
    assert kept["begun"] == {}
    assert not standing_for(it, TODAY).is_eligible


@pytest.mark.parametrize("who", ["wati", "sari", "joko", "tuti"])
def test_nobody_else_decides(cast, group, who):
    it = submitted(cast, group)

    with pytest.raises(NotAllowed):
        propose(it, by=getattr(cast, who))

    assert again(it).state == "submitted"


def test_who_has_not_said_who_they_are_does_not_decide(cast, group):
    it = submitted(cast, group)

    with pytest.raises(refusals.MayNotDecide):
        propose(it, by=cast.dedi)

    assert why_not(cast.dedi, it) is Reason.UNKNOWN


def test_a_member_does_not_decide(cast, group):
    it = submitted(cast, group)
    is_me(cast.dedi, person_named("Rina"))

    with pytest.raises(refusals.MayNotDecide):
        propose(it, by=cast.dedi)

    assert why_not(cast.dedi, it) is Reason.MEMBER


def test_who_held_an_office_there_does_not_decide_after_it_either(cast, group):
    member = joins(group, a_woman(cast.sari, "Imas"), by=cast.dedi)
    term = holds(member, "helper", by=cast.dedi)
    type(term).objects.filter(pk=term.pk).update(user=cast.dedi, until=date(2025, 1, 1))

    assert why_not(cast.dedi, submitted(cast, group)) is Reason.OFFICE


def test_the_husband_of_a_member_does_not_decide(cast, group):
    a_family(
        cast.sari,
        someone("Dadan", "head", "male", marital="married", birth_date=date(1980, 3, 11)),
        someone("Nining", "spouse", marital="married", birth_date=date(1984, 7, 15)),
    )
    joins(group, person_named("Nining"), by=cast.dedi)
    it = submitted(cast, group)
    is_me(cast.dedi, person_named("Dadan"))

    assert why_not(cast.dedi, it) is Reason.KIN


def test_who_was_of_a_members_family_in_the_past_does_not_decide(cast, group):
    family = a_family(
        cast.sari,
        someone("Dadan", "head", "male", birth_date=date(1980, 3, 11)),
        someone("Nining", "child", birth_date=date(2000, 7, 15)),
    )
    joins(group, person_named("Nining"), by=cast.dedi)
    rows = Membership.objects.filter(family=family, person__name="Dadan")
    rows.update(until=date(2021, 1, 1), end_reason="divorced")
    is_me(cast.dedi, person_named("Dadan"))

    assert why_not(cast.dedi, submitted(cast, group)) is Reason.KIN


def test_a_mother_recorded_elsewhere_does_not_decide(cast, group):
    mother, daughter = a_woman(cast.sari, "Euis"), person_named("Rina")
    daughter.mother = mother
    daughter.save(update_fields=["mother"])
    is_me(cast.dedi, mother)

    assert why_not(cast.dedi, submitted(cast, group)) is Reason.KIN


def test_a_neighbour_decides(cast, group):
    is_me(cast.dedi, a_woman(cast.sari, "Tetangga"))

    assert why_not(cast.dedi, submitted(cast, group)) is None


def test_saying_that_one_is_nobody_forgets_nobody(cast, group):
    it = submitted(cast, group)
    is_me(cast.dedi, person_named("Rina"))

    nobody(cast.dedi)

    assert why_not(cast.dedi, it) is Reason.MEMBER


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=1, max_size=3))
def test_kin_is_kin_from_both_sides(cast, families):
    """Whatever families people were in, A is in the circle of B exactly if B is in that of A."""
    with transaction.atomic():
        people = [a_woman(cast.sari, f"Ibu {letter}") for letter in "ABCDEF"]
        for members in families:
            family = people[min(members)].memberships.first().family
            for place in members - {min(members)}:
                Membership.objects.create(
                    family=family,
                    person=people[place],
                    relation="other",
                    since=date(2010, 1, 1),
                    until=date(2011, 1, 1),
                    end_reason="moved",
                )
        circles = {it.pk: circle_of({it.pk}) for it in people}
        transaction.set_rollback(True)

    assert all(one in circles[one] for one in circles)
    assert all(
        (other in circles[one]) == (one in circles[other])
        for one in circles
        for other in circles
    )


def test_the_circle_of_a_member_holds_its_own_people(cast, group):
    assert people_of(group) <= circle_of(people_of(group))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_decides(cast):
    group = melati(cast)[0]
    it = proposed(cast, group)
    others = [cast.rahma, a_colleague("lina"), a_colleague("mira")]
    for user in others:
        nobody(user)

    def press(user):
        try:
            confirm(it, by=user)
        except refusals.WrongState:
            return "late"
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(len(others)) as pool:
        told = sorted(pool.map(press, others))

    assert told == ["decided", "late", "late"]
    assert it.stages.filter(kind=Stage.Kind.GRANTED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_at_two_telephones_is_not_two(cast):
    group = melati(cast)[0]
    it = submitted(cast, group)
    nobody(cast.dedi)

    def press(verb):
        try:
            verb(it, by=cast.dedi)
        except (refusals.WrongState, refusals.SamePerson):
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(press, [propose, confirm, confirm, propose]))

    assert told == ["done", "refused", "refused", "refused"]
    assert again(it).state == "proposed"
