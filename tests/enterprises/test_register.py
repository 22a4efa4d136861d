"""Entering a business, correcting it, its end; and who may."""

from datetime import date, timedelta

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.enterprises import actions, refusals
from berdaya.groups.actions import end_group
from berdaya.groups.refusals import GroupHasEnded
from berdaya.keys import new_key
from tests.enterprises.world import BEGUN, a_business, enterprises, rinas
from tests.groups.world import TODAY, a_group, a_woman, accompanied, again, joins, melati

TOMORROW = TODAY + timedelta(days=1)


def test_a_business_is_of_a_member_and_of_her_family(cast):
    group, members = melati(cast)

    made = a_business(group, members[0], by=cast.wati, ownership="family", kbli="10794")

    assert (made.owner, made.group) == (members[0], group)
    assert made.family.memberships.get().person == members[0].person
    assert made.line_of_business.title.startswith("Industri Kerupuk")


def test_a_joint_business_has_no_owner(cast):
    group, members = melati(cast)

    made = a_business(group, None, by=cast.wati, ownership="joint")

    assert made.is_joint
    with pytest.raises(refusals.OwnerNotNeeded):
        a_business(group, members[0], by=cast.wati, ownership="joint")
    with pytest.raises(refusals.OwnerMissing):
        a_business(group, None, by=cast.wati)
    assert enterprises().count() == 1


def test_a_second_press_notes_one_business(cast):
    group, members = melati(cast)
    key = new_key()

    first = a_business(group, members[0], by=cast.wati, key=key)
    second = a_business(group, members[0], by=cast.wati, key=key)

    assert first == second
    with pytest.raises(refusals.EnterpriseKeyInUse):
        a_business(group, members[0], by=cast.wati, key=key, name="Salon")
    assert enterprises().count() == 1


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"begun_on": TOMORROW}, refusals.EnterpriseDayNotCome),
        ({"kbli": "1079"}, refusals.NoSuchKbli),
        ({"kbli": "1079x"}, refusals.NoSuchKbli),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_noted(cast, told, refusal):
    group, members = melati(cast)

    with pytest.raises(refusal):
        a_business(group, members[0], by=cast.wati, **told)

    assert not enterprises().exists()


def test_an_owner_belongs_to_the_group(cast):
    group, _members = melati(cast)
    other = a_group(cast.dedi, "Mawar")
    stranger = joins(other, a_woman(cast.sari, "Imas"), by=cast.dedi)

    with pytest.raises(refusals.NotOfThisGroup):
        a_business(group, stranger, by=cast.wati)

    assert not enterprises().exists()


def test_a_group_that_ended_begins_no_business(cast):
    group, members = melati(cast)
    end_group(group=group, on=TODAY, reason="bubar", by=cast.dedi)

    with pytest.raises(GroupHasEnded):
        a_business(again(group), members[0], by=cast.dedi)


@pytest.mark.parametrize("who", ["sari", "budi", "rahma", "joko", "ani", "lestari"])
def test_only_officers_and_offices_note_a_business(cast, who):
    group, members = melati(cast)
    accompanied(group, cast.budi, by=cast.dedi)

    with pytest.raises(NotAllowed):
        a_business(group, members[0], by=getattr(cast, who))

    assert not enterprises().exists()


def test_a_treasurer_notes_nothing_for_another_group(cast):
    melati(cast)
    other = a_group(cast.dedi, "Mawar")
    member = joins(other, a_woman(cast.sari, "Imas"), by=cast.dedi)

    with pytest.raises(NotAllowed):
        a_business(other, member, by=cast.wati)


def test_what_is_said_of_a_business_can_be_corrected(cast):
    _group, _members, enterprise, _product = rinas(cast)

    actions.edit_enterprise(
        enterprise=enterprise,
        name="Keripik Rina Jaya",
        kind="pelaju",
        begun_on=date(2024, 6, 1),
        by=cast.wati,
    )
    actions.choose_kbli(enterprise=enterprise, code="10794", by=cast.wati)

    stands = again(enterprise)
    assert (stands.name, stands.kind, stands.kbli) == ("Keripik Rina Jaya", "pelaju", "10794")
    with pytest.raises(refusals.NoSuchKbli):
        actions.choose_kbli(enterprise=enterprise, code="123456", by=cast.wati)
    with pytest.raises(NotAllowed):
        actions.choose_kbli(enterprise=enterprise, code="", by=cast.joko)
    assert again(enterprise).kbli == "10794"


def test_a_code_that_is_not_on_our_list_can_be_noted_and_stands_for_nothing(cast):
    _group, _members, enterprise, _product = rinas(cast)

    actions.choose_kbli(enterprise=enterprise, code="10391", by=cast.wati)  # of KBLI 2020

    assert again(enterprise).kbli == "10391"
    assert again(enterprise).line_of_business is None


def test_a_business_ends_once_for_a_reason(cast):
    _group, _members, enterprise, _product = rinas(cast)
    told = {"enterprise": enterprise, "because": "no-buyers", "by": cast.wati}

    with pytest.raises(refusals.BeforeBeginning):
        actions.end_enterprise(on=BEGUN - timedelta(days=1), **told)
    actions.end_enterprise(on=TODAY, **told)

    assert again(enterprise).ended_because == "no-buyers"
    with pytest.raises(refusals.EnterpriseEnded):
        actions.end_enterprise(on=TODAY, **told)


def test_the_latest_word_on_what_was_before_counts_and_the_first_stays(cast):
    _group, _members, enterprise, _product = rinas(cast)
    key = new_key()
    told = {"enterprise": enterprise, "said_on": TODAY, "by": cast.wati}

    first = actions.note_baseline(key=key, amount=200_000, **told)
    assert actions.note_baseline(key=key, amount=200_000, **told) == first
    actions.note_baseline(key=new_key(), amount=250_000, **told)

    assert list(enterprise.baselines.order_by("pk").values_list("amount", flat=True)) == [
        200_000,
        250_000,
    ]
    with pytest.raises(refusals.EnterpriseKeyInUse):
        actions.note_baseline(key=key, amount=1, **told)
    with pytest.raises(NotAllowed):
        actions.note_baseline(key=new_key(), amount=1, **(told | {"by": cast.sari}))


def test_costs_of_every_month_begin_on_a_day(cast):
    _group, _members, enterprise, _product = rinas(cast)
    told = {"enterprise": enterprise, "amount": 300_000, "by": cast.wati}
    key = new_key()

    first = actions.note_fixed_costs(key=key, since=TODAY, **told)

    assert actions.note_fixed_costs(key=key, since=TODAY, **told) == first
    with pytest.raises(refusals.BeforeBeginning):
        actions.note_fixed_costs(key=new_key(), since=date(2020, 1, 1), **told)
    with pytest.raises(NotAllowed):
        actions.note_fixed_costs(key=new_key(), since=TODAY, **(told | {"by": cast.joko}))
    assert enterprise.fixed_costs.count() == 1
