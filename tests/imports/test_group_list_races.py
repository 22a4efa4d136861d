"""Two lists with the same groups taken in at once: each group and each member stands once."""

from datetime import date

import pytest

from berdaya.groups.actions import register_group
from berdaya.groups.actions.founding import NewGroup
from berdaya.groups.models import Member
from berdaya.groups.refusals import GroupNumberTaken
from berdaya.imports.actions import NothingToTake, carry_out, check_file
from berdaya.imports.models import Upload
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.refusal import Refusal
from tests.groups.lists import GROUP, imas, known_women, row, written
from tests.groups.world import VILLAGE, groups
from tests.people.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MAWAR = ("Mawar", "", GROUP[2], date(2025, 5, 1))
UNNUMBERED = (GROUP[0], "", *GROUP[2:])


def checked(cast, content, by):
    return check_file(
        area=cast.village,
        kind="groups",
        filename="kelompok.xlsx",
        content=content,
        surveyed_on=date(2026, 11, 1),
        key=new_key(),
        by=by,
    )


def taking(upload, by):
    return lambda: carry_out(upload=upload, only_good=False, by=by)


def members():
    return Member.objects.across_areas(why="test")


@pytest.mark.parametrize("group", [GROUP, UNNUMBERED], ids=["by number", "by name"])
def test_two_lists_of_one_group_at_once_make_it_once(transactional_db, cast, group):
    known_women(cast)
    office, field = (
        checked(cast, written(row(group=group, office="Ketua"), imas(group=group)), by)
        for by in (cast.tuti, cast.dedi)
    )

    outcomes = at_once(taking(office, cast.tuti), taking(field, cast.dedi))

    assert [type(it) for it in outcomes if isinstance(it, Refusal)] == [NothingToTake]
    assert groups().count() == 1
    assert members().count() == 2


def test_lists_that_bring_more_than_the_other_bring_the_rest(transactional_db, cast):
    known_women(cast)
    office = checked(cast, written(row(), imas()), cast.tuti)
    field = checked(cast, written(imas(), row(group=MAWAR, since="2-6-2025")), cast.dedi)

    done = at_once(taking(office, cast.tuti), taking(field, cast.dedi))

    assert {it.state for it in done} == {Upload.State.DONE}
    assert groups().count() == 2
    assert members().count() == 3
    assert sum(it.report["members"] for it in done) == 3
    assert sum(it.report["known"] for it in done) == 1


def test_one_number_for_groups_of_two_villages_at_once_goes_to_the_first(
    transactional_db, cast
):
    groups_of = [
        NewGroup(new_key(), code, "Melati", date(2024, 3, 2), "17/2024")
        for code in (VILLAGE, f"{VILLAGE}.001")
    ]

    outcomes = at_once(
        *(
            lambda it=it: register_group(group=it, door=Door.WEB, by=cast.dedi)
            for it in groups_of
        )
    )

    assert [type(it) for it in outcomes if isinstance(it, Refusal)] == [GroupNumberTaken]
    assert groups().count() == 1


def test_one_list_pressed_four_times_at_once_is_taken_in_once(transactional_db, cast):
    known_women(cast)
    upload = checked(cast, written(row(), imas()), cast.tuti)

    outcomes = at_once(*[taking(upload, cast.tuti)] * 4)

    assert {it.state for it in outcomes} == {Upload.State.DONE}
    assert groups().count() == 1
    assert members().count() == 2
