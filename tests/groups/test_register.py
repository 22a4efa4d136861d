"""A group enters the register, joins others, rests, splits and ends; nothing is forgotten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.groups import actions, refusals
from berdaya.groups.actions.founding import NewGroup
from berdaya.groups.actions.register import NewPaper
from berdaya.groups.models import Group, Turn
from berdaya.keys import new_key
from berdaya.people.models import Door
from tests.groups.world import (
    FOUNDED,
    JOINED,
    TODAY,
    VILLAGE,
    a_group,
    a_woman,
    again,
    groups,
    holds,
    joins,
    melati,
)

DAY = date(2026, 6, 6)


def names_in(group):
    return {it.person.name for it in group.members.present().select_related("person")}


def kinds_of(group):
    return [it.kind for it in group.turns.order_by("recorded_at")]


def test_a_group_enters_the_register_with_its_founding(cast):
    group = a_group(cast.dedi, number="3204-0017", meets="Sabtu pertama")

    assert group.state == Group.State.ACTIVE
    assert kinds_of(group) == ["founded"]
    assert Trace.objects.filter(verb="groups.register_group", by=cast.dedi).count() == 1


def test_a_second_press_registers_once(cast):
    new = NewGroup(new_key(), VILLAGE, "Melati", FOUNDED)

    first = actions.register_group(group=new, door=Door.WEB, by=cast.dedi)
    second = actions.register_group(group=new, door=Door.WEB, by=cast.dedi)

    assert first == second
    assert groups().count() == 1
    assert Turn.objects.across_areas(why="test").count() == 1


@pytest.mark.parametrize("who", ["joko", "sari", "rahma", "wati"])
def test_only_an_office_of_the_area_registers_a_group(cast, who):
    with pytest.raises(NotAllowed):
        a_group(getattr(cast, who))

    assert not groups().exists()


def test_a_register_number_belongs_to_one_group(cast):
    a_group(cast.dedi, number="17")

    with pytest.raises(refusals.GroupNumberTaken):
        a_group(cast.tuti, "Mawar", number="17")
    with pytest.raises(refusals.NotYetCome):
        a_group(cast.tuti, "Mawar", founded_on=TODAY + timedelta(days=1))

    assert groups().count() == 1


def test_what_is_said_of_a_group_can_be_corrected(cast):
    group = a_group(cast.dedi)

    actions.edit_group(
        group=group, name="Melati Dua", number="9", address="RT 1", meets="", by=cast.tuti
    )

    assert again(group).search_name == "melati dua"
    detail = Trace.objects.get(verb="groups.edit_group").detail
    assert detail["changed"] == ["address", "name", "number"]


def test_a_paper_is_noted_and_withdrawn_but_stays(cast):
    group = a_group(cast.dedi)
    told = NewPaper(new_key(), group, "decree", "400/17", DAY, "Kepala Desa")

    paper = actions.add_paper(paper=told, by=cast.tuti)
    actions.add_paper(paper=told, by=cast.tuti)
    actions.withdraw_paper(paper=paper, on=TODAY, by=cast.tuti)

    assert group.papers.get().withdrawn_on == TODAY
    with pytest.raises(refusals.PaperWithdrawn):
        actions.withdraw_paper(paper=paper, on=TODAY, by=cast.tuti)
    late = NewPaper(new_key(), group, "tax", "1", DAY, valid_until=DAY - timedelta(days=1))
    with pytest.raises(refusals.PaperEndsTooEarly):
        actions.add_paper(paper=late, by=cast.tuti)


def test_a_group_rests_and_is_revived(cast):
    group = a_group(cast.dedi)

    actions.put_to_rest(group=group, on=DAY, reason="panen", by=cast.dedi)
    assert again(group).state == "dormant"
    actions.revive(group=group, on=TODAY, reason="panen selesai", by=cast.dedi)

    assert again(group).state == "active"
    assert kinds_of(group) == ["founded", "rested", "revived"]
    with pytest.raises(refusals.SameState):
        actions.revive(group=group, on=TODAY, reason="lagi", by=cast.dedi)
    with pytest.raises(refusals.BeforeFounding):
        actions.put_to_rest(group=group, on=DAY, reason="lebih awal", by=cast.dedi)


def test_a_merged_group_goes_up_in_the_other_with_its_members(cast):
    group, _members = melati(cast)
    mawar = a_group(cast.dedi, "Mawar")
    shared = joins(mawar, a_woman(cast.sari, "Imas"), by=cast.dedi)
    joins(group, shared.person, by=cast.dedi, consent=False)

    stands = actions.merge_groups(
        group=group, into=mawar, on=DAY, reason="satu RT", by=cast.dedi
    )

    gone = again(group)
    assert (stands, gone.state, gone.merged_into) == (mawar, "ended", mawar)
    assert names_in(mawar) == {"Rina", "Wati", "Yani", "Imas"}
    assert not group.members.present().exists()
    assert not group.terms.present().exists()
    assert kinds_of(mawar) == ["founded", "took-in"]
    with pytest.raises(refusals.SameGroup):
        actions.merge_groups(group=mawar, into=gone, on=DAY, reason="balik", by=cast.dedi)


def test_some_members_found_a_group_of_their_own(cast):
    group, members = melati(cast)
    new = NewGroup(new_key(), VILLAGE, "Anggrek", DAY)

    def split(*going, new=new):
        return actions.split_group(
            group=group, new=new, going=going, reason="jauh", door=Door.WEB, by=cast.dedi
        )

    with pytest.raises(refusals.HoldsOffice):
        split(members[0], members[1])
    assert groups().count() == 1
    made = split(members[0])
    assert split(members[0]) == made
    with pytest.raises(refusals.GroupKeyInUse):
        split(members[0], new=replace(new, name="Dahlia"))

    assert names_in(made) == {"Rina"}
    assert names_in(group) == {"Wati", "Yani"}
    assert kinds_of(group) == ["founded", "split"]
    assert again(members[0]).left == "other-group"


def test_an_ended_group_takes_nobody_in(cast):
    group, _members = melati(cast)

    actions.end_group(group=group, on=DAY, reason="anggota pindah", by=cast.dedi)

    assert not group.members.present().exists()
    with pytest.raises(refusals.GroupHasEnded):
        joins(group, a_woman(cast.sari, "Imas"), by=cast.dedi)


def test_a_group_does_not_end_before_somebody_came(cast):
    group, members = melati(cast)
    member = joins(group, a_woman(cast.sari, "Imas"), by=cast.dedi, since=DAY)

    with pytest.raises(refusals.LeavesBeforeJoining):
        actions.end_group(group=group, on=JOINED, reason="salah", by=cast.dedi)

    assert again(group).state == "active"
    assert again(member).until is None
    assert again(members[0]).until is None


def test_what_happened_to_a_group_is_never_edited(cast):
    turn = a_group(cast.dedi).turns.get()

    with pytest.raises(DatabaseError), transaction.atomic():
        Turn.objects.across_areas(why="test").filter(pk=turn.pk).update(on=DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        turn.delete()


def test_offices_hand_over_from_one_to_the_next(cast):
    group, members = melati(cast)

    holds(members[2], "treasurer", by=cast.dedi, since=DAY)

    terms = group.terms.order_by("since").values_list("member__person__name", "until")
    assert list(terms) == [("Wati", DAY), ("Yani", None)]
