"""Two phones at once: one is first, the other is told so."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.db import connection

from berdaya.people.actions import end_membership, register_family
from berdaya.people.models import Door, Membership
from berdaya.people.numbers import KkTaken, NikTaken
from berdaya.refusal import Refusal
from tests.people.test_registering import KK, NIK, every_family, everybody, family, member

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*writers):
    """What each writer returned or was refused with."""
    barrier, outcomes = Barrier(len(writers)), []

    def run(write):
        try:
            barrier.wait(10)
            outcomes.append(write())
        except Refusal as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[write]) for write in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(outcomes) == len(writers)
    return outcomes


def registering(cast, one):
    return lambda: register_family(family=one, door=Door.WEB, by=cast.sari)


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda: family(member("Rina", nik=NIK)), NikTaken),
        (lambda: family(kk_number=KK), KkTaken),
    ],
)
def test_of_many_who_bring_one_number_the_first_gets_it(transactional_db, cast, make, refusal):
    outcomes = at_once(*(registering(cast, make()) for _ in range(4)))

    assert [type(outcome) for outcome in outcomes].count(refusal) == 3
    assert every_family().count() == 1
    assert everybody().count() == 1


def test_one_form_sent_four_times_at_once_is_one_family(transactional_db, cast):
    one = family(member("Rina", nik=NIK), kk_number=KK)

    outcomes = at_once(*[registering(cast, one)] * 4)

    assert {outcome.pk for outcome in outcomes} == {one.key}
    assert every_family().count() == 1


def test_the_last_two_who_leave_at_once_end_the_family_once(transactional_db, cast):
    rina = register_family(
        family=replace(family(member("Rina"), member("Budi", "child"))),
        door=Door.WEB,
        by=cast.sari,
    )
    memberships = list(rina.memberships.order_by("relation"))

    def leaving(membership):
        return lambda: end_membership(
            membership=membership, until=membership.since, reason="moved", by=cast.sari
        )

    at_once(*(leaving(membership) for membership in memberships))

    rina.refresh_from_db()
    present = Membership.objects.present()
    assert (rina.ended_on is None) == present.exists()
    assert all(membership.relation == "head" for membership in present)
