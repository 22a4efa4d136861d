"""What practice knowledge says about a contact, case by case."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.casework.vocabulary import codes
from berdaya.rules.casework.warnings import Contact, warnings, warnings_of

DAY = date(2026, 11, 2)


def a_contact(techniques=(), roles=(), participation="together", **more):
    return Contact(DAY, more.pop("stage", 4), participation, frozenset(techniques),
                   frozenset(roles), **more)  # fmt: skip


def told(contact, *earlier):
    return [one.code for one in warnings_of(contact, earlier)]


KIND = a_contact(["support"])


@pytest.mark.parametrize("one", warnings(), ids=lambda it: it.code)
def test_every_warning_has_words_in_both_languages_and_a_source(one):
    assert set(one.title) == set(one.about) == {"id", "en"}
    assert one.source
    assert not one.to_check or set(one.to_check) == {"id", "en"}


def test_warnings_speak_of_words_of_the_vocabulary_only():
    for one in warnings():
        kinds = [one.when, *([one.before.when] if one.before else [])]
        for when in kinds:
            assert when.techniques | when.lacks_techniques <= set(codes("techniques"))
        if one.in_a_row:
            assert one.in_a_row.participation <= set(codes("participation"))
            assert one.in_a_row.only_roles <= set(codes("roles"))


def test_an_ordinary_contact_gives_no_warning():
    assert told(a_contact(["small-talk", "support"], ["facilitator"]), KIND, KIND) == []


def test_small_talk_is_a_warning_in_a_crisis_only():
    soon = DAY + timedelta(days=1)

    assert told(a_contact(["small-talk", "support"])) == []
    assert told(a_contact(["small-talk", "support"], in_crisis=True, next_on=soon)) == [
        "small-talk-in-crisis"
    ]


def test_confrontation_waits_for_two_contacts_that_built_trust():
    hard = a_contact(["confrontation"])

    assert told(hard) == told(hard, KIND) == ["confrontation-before-trust"]
    assert told(hard, KIND, KIND) == []


def test_contacts_without_the_client_or_without_kindness_build_no_trust():
    absent = a_contact(["support"], participation="absent")
    bare = a_contact()

    assert told(a_contact(["confrontation"]), absent, KIND, bare) == [
        "confrontation-before-trust"
    ]


def test_a_crisis_asks_for_room_and_for_a_near_next_contact():
    assert told(a_contact(in_crisis=True)) == [
        "no-room-for-feelings",
        "crisis-without-next-contact",
    ]
    assert (
        told(a_contact(["ventilation"], in_crisis=True, next_on=DAY + timedelta(days=3))) == []
    )
    assert told(
        a_contact(["ventilation"], in_crisis=True, next_on=DAY + timedelta(days=4))
    ) == ["crisis-without-next-contact"]


def test_work_without_the_client_in_a_crisis_is_not_asked_for_the_clients_feelings():
    soon = DAY + timedelta(days=1)

    assert told(a_contact(participation="absent", in_crisis=True, next_on=soon)) == []


@pytest.mark.parametrize("technique", ["confrontation", "conflict"])
def test_strain_in_a_crisis(technique):
    contact = a_contact([technique, "support"], in_crisis=True, next_on=DAY)

    assert told(contact, KIND, KIND) == ["confrontation-in-crisis"]


def test_confrontation_while_getting_acquainted():
    assert told(a_contact(["confrontation"], stage=1), KIND, KIND) == [
        "confrontation-at-the-start"
    ]


def test_third_contact_in_a_row_at_which_the_client_stood_aside():
    aside, away = a_contact(participation="informed"), a_contact(participation="absent")

    assert told(aside, away) == []
    assert told(aside, away, aside) == ["client-stands-aside"]
    assert told(aside, away, KIND, aside) == []


def test_third_contact_in_a_row_at_which_the_worker_only_told():
    expert, mixed = a_contact(roles=["expert"]), a_contact(roles=["expert", "facilitator"])

    assert told(expert, expert) == []
    assert told(a_contact(roles=["planner", "educator"]), expert, expert) == [
        "worker-knows-best"
    ]
    assert told(expert, mixed, expert) == []
    assert told(expert, a_contact(), expert) == []  # no role noted is no role taken


CONTACTS = st.builds(
    Contact,
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    stage=st.integers(1, 6),
    participation=st.sampled_from(codes("participation")),
    techniques=st.frozensets(st.sampled_from(codes("techniques"))),
    roles=st.frozensets(st.sampled_from(codes("roles"))),
    in_crisis=st.booleans(),
    next_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 31)),
)


@given(CONTACTS, st.lists(CONTACTS, max_size=6))
def test_without_crisis_confrontation_or_a_row_nothing_is_told(contact, earlier):
    calm = not contact.in_crisis and "confrontation" not in contact.techniques

    if calm and len(earlier) < 2:
        assert warnings_of(contact, earlier) == ()
    else:
        assert {one.code for one in warnings_of(contact, earlier)} <= {
            it.code for it in warnings()
        }
