"""Each event changes the roster from its day on, and leaves every earlier day as it was."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.keys import new_key
from berdaya.life.actions import (
    House,
    change_head,
    move_family,
    move_in,
    move_out,
    record_birth,
    record_death,
    record_divorce,
    record_marriage,
    split_family,
    take_back,
)
from berdaya.life.models import LifeEvent
from berdaya.life.refusals import (
    BeforeItBegan,
    BirthOnThatDay,
    EventKeyInUse,
    LaterEvent,
    LivesHereAlready,
    NobodyChosen,
    NotACouple,
    NotOfThisFamily,
    NotThisReason,
    OneHead,
    ReasonToTakeBack,
    StillToCome,
    TakesOverAlready,
    WhoTakesOver,
)
from berdaya.people.actions import FamilyEnded, add_member
from berdaya.people.intake import MotherNotHere
from berdaya.tallies.counting import totals
from tests.life.world import (
    DAY,
    OTHER_RT,
    RT,
    TODAY,
    a_family,
    again,
    person,
    place,
    rinas,
    roster,
    someone,
    told,
    yesterday_of,
)

BEFORE = {"Dadan": "head", "Rina": "spouse", "Agus": "child", "Siti": "child", "Euis": "other"}


@pytest.fixture
def family(cast):
    """Whatever a test notes: on the day before, the family was as registered."""
    family = rinas(cast.sari)
    yield family
    assert roster(family, yesterday_of(DAY)) == BEFORE


def count(area=RT):
    return totals("families", 0, [area])[area]["all"]


def test_a_child_is_born(cast, family):
    ayu = someone("Ayu", "child", birth_date=DAY)

    event = record_birth(family=family, child=ayu, told=told("birth"), by=cast.sari)

    assert roster(family, DAY) == BEFORE | {"Ayu": "child"}
    assert (event.kind, event.person.name, event.on) == ("birth", "Ayu", DAY)
    assert Trace.objects.filter(verb="life.record_birth").count() == 1


def born_of(mother, on, **more):
    child = someone("Ayu", "child", birth_date=on)
    return {
        "child": replace(child, mother_key=mother.person_id),
        "told": told("birth", on),
    } | more


def test_nobody_is_born_of_a_mother_who_had_died_or_left(cast, family):
    rina, euis = place(family, "Rina"), place(family, "Euis")
    record_death(membership=rina, told=told("death"), by=cast.sari)
    move_out(leavers=[euis], told=told("departure"), by=cast.sari)
    before = roster(family)

    for mother in (rina, euis):
        with pytest.raises(MotherNotHere):
            record_birth(family=family, **born_of(mother, TODAY), by=cast.sari)

    assert roster(family) == before


def test_a_mother_may_die_on_the_day_of_the_birth_or_have_died_since(cast, family):
    rina = place(family, "Rina")
    record_death(membership=rina, told=told("death", TODAY), by=cast.sari)

    for born in (DAY, TODAY):
        record_birth(family=family, **born_of(rina, born), by=cast.sari)

    assert family.memberships.present().filter(person__mother=rina.person_id).count() == 2


def test_a_birth_has_its_own_day_and_an_adoption_another(cast, family):
    ayu = someone("Ayu", "child", birth_date=date(2023, 2, 8))

    with pytest.raises(BirthOnThatDay):
        record_birth(family=family, child=ayu, told=told("birth"), by=cast.sari)

    adopted = told("birth", reason="adopted")
    record_birth(family=family, child=ayu, told=adopted, by=cast.sari)
    assert "Ayu" in roster(family, DAY)


def test_who_lives_here_already_is_not_noted_to_come(cast, family):
    here = someone("Budi", "child", "male", nik="3204320502159001")
    add_member(family=family, member=here, since=DAY, by=cast.sari)
    twin, adopted = replace(here, key=new_key()), told("birth", TODAY, reason="adopted")
    before = roster(family)

    with pytest.raises(LivesHereAlready):
        move_in(family=family, member=twin, told=told("arrival", TODAY), by=cast.sari)
    with pytest.raises(LivesHereAlready):
        record_birth(family=family, child=twin, told=adopted, by=cast.sari)

    assert roster(family) == before
    assert not LifeEvent.objects.across_areas(why="test").exists()


def test_the_head_dies_and_his_wife_takes_over(cast, family):
    heir = place(family, "Rina")

    record_death(membership=place(family, "Dadan"), told=told("death"), heir=heir, by=cast.sari)

    after = {"Rina": "head", "Agus": "child", "Siti": "child", "Euis": "other"}
    assert roster(family) == after
    assert person("Rina").marital == "widowed"
    assert again(family).head_name == "Rina"


def test_a_grown_child_takes_over_and_relations_are_told_anew(cast, family):
    heir = place(family, "Agus")

    record_death(membership=place(family, "Dadan"), told=told("death"), heir=heir, by=cast.sari)

    after = {"Agus": "head", "Rina": "other", "Siti": "other", "Euis": "other"}
    assert roster(family) == after


def test_somebody_must_take_over_where_several_are_left(cast, family):
    for heir in (None, place(family, "Dadan")):
        with pytest.raises(WhoTakesOver), transaction.atomic():
            record_death(
                membership=place(family, "Dadan"), told=told("death"), heir=heir, by=cast.sari
            )

    assert roster(family) == BEFORE


def test_the_last_one_dies_and_the_family_ends(cast):
    alone = a_family(cast.sari, someone("Nining", "head"))
    assert count() == 1

    event = record_death(membership=place(alone, "Nining"), told=told("death"), by=cast.sari)

    assert again(alone).ended_on == DAY
    assert count() == 0
    take_back(event=event, reason="orang lain", by=cast.sari)
    assert again(alone).ended_on is None
    assert roster(alone) == {"Nining": "head"}
    assert count() == 1


def test_another_head(cast, family):
    change_head(heir=place(family, "Rina"), told=told("head"), by=cast.sari)

    assert roster(family) == BEFORE | {"Rina": "head", "Dadan": "spouse"}
    with pytest.raises(TakesOverAlready):
        change_head(heir=place(family, "Rina"), told=told("head"), by=cast.sari)


def test_a_son_marries_and_both_found_a_household(cast, family):
    bride = someone("Neng", "spouse", birth_date=date(2005, 1, 9), marital="never")

    event = record_marriage(
        one=place(family, "Agus"),
        partner=bride,
        house=House(OTHER_RT),
        told=told("marriage"),
        by=cast.sari,
    )

    assert "Agus" not in roster(family)
    assert roster(event.other_family) == {"Agus": "head", "Neng": "spouse"}
    assert (person("Agus").marital, person("Agus").first_married_at) == ("married", 21)
    assert person("Agus").area_id == OTHER_RT
    assert (count(), count(OTHER_RT)) == (1, 1)


def test_a_daughter_in_law_comes_to_live_here(cast, family):
    bride = someone("Neng", "other", birth_date=date(2005, 1, 9))

    record_marriage(
        one=place(family, "Agus"), partner=bride, told=told("marriage"), by=cast.sari
    )

    assert roster(family) == BEFORE | {"Neng": "other"}
    assert person("Neng").marital == "married"


def test_two_of_two_families_marry(cast, family):
    other = a_family(cast.sari, someone("Ujang", "head", "male"), area=OTHER_RT)

    event = record_marriage(
        one=place(family, "Euis"),
        partner=place(other, "Ujang"),
        house=House(RT, head_is_partner=True),
        told=told("marriage"),
        by=cast.sari,
    )

    assert roster(event.other_family) == {"Ujang": "head", "Euis": "spouse"}
    assert again(other).ended_on == DAY
    take_back(event=event, reason="batal", by=cast.sari)
    assert roster(family) == BEFORE
    assert roster(other) == {"Ujang": "head"}
    assert again(event.other_family).ended_on == DAY
    assert person("Euis").marital == "widowed"


def test_a_partner_moves_in_from_a_family_here(cast):
    alone = a_family(cast.sari, someone("Wati", "head"))
    other = a_family(cast.sari, someone("Ujang", "head", "male"), area=OTHER_RT)

    record_marriage(
        one=place(alone, "Wati"),
        partner=place(other, "Ujang"),
        told=told("marriage"),
        by=cast.sari,
    )

    assert roster(alone) == {"Wati": "head", "Ujang": "spouse"}
    assert person("Ujang").area_id == RT


def test_nobody_marries_themselves(cast, family):
    agus = place(family, "Agus")

    with pytest.raises(NotACouple):
        record_marriage(one=agus, partner=agus, told=told("marriage"), by=cast.sari)


def test_a_divorce_and_the_mother_leaves_with_a_child(cast, family):
    rina, siti = place(family, "Rina"), place(family, "Siti")

    event = record_divorce(
        one=place(family, "Dadan"),
        other=rina,
        leavers=[rina, siti],
        area=OTHER_RT,
        told=told("divorce"),
        by=cast.sari,
    )

    assert roster(family) == {"Dadan": "head", "Agus": "child", "Euis": "other"}
    assert roster(event.other_family) == {"Rina": "head", "Siti": "child"}
    assert {person(name).marital for name in ("Dadan", "Rina")} == {"divorced"}


def test_a_divorce_under_one_roof(cast, family):
    record_divorce(
        one=place(family, "Dadan"),
        other=place(family, "Rina"),
        told=told("divorce"),
        by=cast.sari,
    )

    assert roster(family) == BEFORE | {"Rina": "other"}


def test_some_set_up_a_household(cast, family):
    moving = {place(family, "Agus"): "head", place(family, "Euis"): "other"}

    event = split_family(moving=moving, area=RT, told=told("split"), by=cast.sari)

    assert roster(event.other_family) == {"Agus": "head", "Euis": "other"}
    assert set(roster(family)) == {"Dadan", "Rina", "Siti"}
    assert count() == 2
    with pytest.raises(OneHead):
        split_family(
            moving={place(family, "Rina"): "other"}, area=RT, told=told("split"), by=cast.sari
        )
    with pytest.raises(NobodyChosen):
        split_family(moving={}, area=RT, told=told("split"), by=cast.sari)


def test_a_family_moves_within_sight_and_away(cast, family):
    move_family(
        family=family, area=OTHER_RT, address="Jl. Baru 2", told=told("move"), by=cast.sari
    )

    assert (again(family).area_id, again(family).address) == (OTHER_RT, "Jl. Baru 2")
    assert person("Siti").area_id == OTHER_RT
    assert (count(), count(OTHER_RT)) == (0, 1)

    event = move_family(family=again(family), area="", told=told("move", TODAY), by=cast.sari)
    assert again(family).ended_on == TODAY
    assert count(OTHER_RT) == 0
    assert roster(family) == {}
    take_back(event=event, reason="masih di sini", by=cast.sari)
    assert roster(family) == BEFORE
    assert count(OTHER_RT) == 1


def test_nobody_moves_a_family_to_where_they_may_not(cast, family):
    with pytest.raises(NotAllowed):
        move_family(family=family, area="33.01.01.2998", told=told("move"), by=cast.sari)


def test_somebody_moves_in_and_out(cast, family):
    move_in(
        family=family, member=someone("Tatang", sex="male"), told=told("arrival"), by=cast.sari
    )
    assert roster(family)["Tatang"] == "other"

    leavers = [place(family, "Tatang"), place(family, "Agus")]
    move_out(leavers=leavers, told=told("departure", TODAY), by=cast.sari)

    assert set(roster(family)) == {"Dadan", "Rina", "Siti", "Euis"}
    with pytest.raises(NobodyChosen):
        move_out(leavers=[], told=told("departure"), by=cast.sari)


def test_an_event_is_noted_once(cast, family):
    death = told("death")
    euis = place(family, "Euis")

    first = record_death(membership=euis, told=death, by=cast.sari)
    second = record_death(membership=euis, told=death, by=cast.sari)

    assert first == second
    assert LifeEvent.objects.across_areas(why="test").count() == 1
    with pytest.raises(EventKeyInUse):
        change_head(heir=place(family, "Rina"), told=told("head", key=death.key), by=cast.sari)


def test_no_event_before_its_time_or_without_reason(cast, family):
    siti = place(family, "Siti")
    for wrong, refusal in (
        (told("departure", date(2999, 1, 1)), StillToCome),
        (told("departure", date(2019, 1, 1)), BeforeItBegan),
        (told("departure", reason="born"), NotThisReason),
        (told("departure", reason="other"), NotThisReason),
    ):
        with pytest.raises(refusal), transaction.atomic():
            move_out(leavers=[siti], told=wrong, by=cast.sari)

    assert roster(family) == BEFORE


def test_who_left_is_not_of_the_family(cast, family):
    siti = place(family, "Siti")
    move_out(leavers=[siti], told=told("departure"), by=cast.sari)

    with pytest.raises(NotOfThisFamily):
        record_death(membership=siti, told=told("death"), by=cast.sari)


def test_an_ended_family_has_no_events(cast, family):
    siti = place(family, "Siti")
    move_family(family=family, area="", told=told("move"), by=cast.sari)

    with pytest.raises(FamilyEnded):
        record_death(membership=siti, told=told("death", TODAY), by=cast.sari)


def test_taking_back_restores_the_roster(cast, family):
    heir = place(family, "Rina")
    event = record_death(
        membership=place(family, "Dadan"), told=told("death"), heir=heir, by=cast.sari
    )

    with pytest.raises(ReasonToTakeBack):
        take_back(event=event, reason=" ", by=cast.sari)
    undone = take_back(event=event, reason="keliru orang", by=cast.sari)

    assert roster(family) == BEFORE
    assert person("Rina").marital == "married"
    assert again(family).head_name == "Dadan"
    assert (undone.undone_by, undone.undo_reason) == (cast.sari, "keliru orang")
    assert take_back(event=event, reason="lagi", by=cast.sari).undo_reason == "keliru orang"


def test_what_came_later_is_taken_back_first(cast, family):
    first = change_head(heir=place(family, "Rina"), told=told("head"), by=cast.sari)
    later = change_head(heir=place(family, "Dadan"), told=told("head", TODAY), by=cast.sari)

    with pytest.raises(LaterEvent), transaction.atomic():
        take_back(event=first, reason="keliru", by=cast.sari)

    take_back(event=later, reason="keliru", by=cast.sari)
    take_back(event=first, reason="keliru", by=cast.sari)
    assert roster(family) == BEFORE


@pytest.mark.parametrize("who", ["rahma", "ani", "joko", "nasional"])
def test_who_may_not_note_events(cast, family, who):
    euis = place(family, "Euis")

    with pytest.raises(NotAllowed):
        record_death(membership=euis, told=told("death"), by=getattr(cast, who))


def test_the_database_keeps_what_was_noted(cast, family):
    event = change_head(heir=place(family, "Rina"), told=told("head"), by=cast.sari)
    rows = LifeEvent.objects.across_areas(why="test").filter(pk=event.pk)

    for deed in (lambda: rows.update(note="lain"), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_the_database_lets_an_event_be_taken_back_once(cast, family):
    event = change_head(heir=place(family, "Rina"), told=told("head"), by=cast.sari)
    take_back(event=event, reason="keliru", by=cast.sari)
    rows = LifeEvent.objects.across_areas(why="test").filter(pk=event.pk)

    for values in (
        {"undo_reason": "lain"},
        {"undone_at": None, "undone_by": None, "undo_reason": ""},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**values)

    assert rows.get().undo_reason == "keliru"
