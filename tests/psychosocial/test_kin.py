"""People and relations of a genogram."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from berdaya.access.actions import NotAllowed
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.psychosocial import refusals
from berdaya.psychosocial.actions import (
    change_couple,
    edit_kin,
    relate_kin,
    seed_kin,
    take_off_kin,
    take_off_relation,
)
from berdaya.psychosocial.actions.kin import parents_of
from berdaya.psychosocial.kinship import kinship_of, readings
from berdaya.psychosocial.models import Couple, Kin, KinTie, ParentLink
from berdaya.rules.casework.genogram import draw
from tests.casework.world import a_case
from tests.life.world import rinas
from tests.psychosocial.world import KEPT, TODAY, added, assessed, rows, told


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


@pytest.fixture
def ibu(case, worker):
    return added(case, "index", by=worker, name="Murniati", sex="female", born=1985)


def names(kin):
    return sorted(str(one.name) for one in kin)


def test_the_recorded_family_is_taken_over_with_how_they_are_related(cast, worker, supervisor):
    rina = Person.objects.across_areas(why="test").get(
        memberships__family=rinas(cast.sari), name="Rina"
    )
    case = a_case(cast, worker=worker, supervisor=supervisor, subject=rina)

    seed_kin(case=case, by=worker)

    kin = {str(one.name): one for one in rows(Kin)}
    assert set(kin) == {"Dadan", "Rina", "Agus", "Siti", "Euis"}
    assert [name for name, one in kin.items() if one.is_index] == ["Rina"]
    assert kin["Siti"].born == 2014
    assert names(parents_of(kin["Agus"])) == names(parents_of(kin["Siti"])) == ["Dadan", "Rina"]
    assert {rows(Couple).get().a, rows(Couple).get().b} == {kin["Dadan"], kin["Rina"]}
    assert parents_of(kin["Dadan"]) == []  # who the others are, the register does not say


def test_a_family_as_client_has_its_head_as_index_person(cast, worker, supervisor):
    case = a_case(cast, worker=worker, supervisor=supervisor, subject=rinas(cast.sari))

    seed_kin(case=case, by=worker)

    assert str(rows(Kin).get(is_index=True).name) == "Dadan"


def test_nobody_is_taken_over_twice(case, worker):
    seed_kin(case=case, by=worker)

    with pytest.raises(refusals.GenogramBegun):
        seed_kin(case=case, by=worker)


def test_parents_are_added_one_by_one_and_are_a_couple_if_one_says_so(case, ibu, worker):
    mother = added(case, "parent", ibu, by=worker, name="Sumirah", sex="female")
    father = added(case, "parent", ibu, by=worker, name="Karto", couple="married", since=1980)

    assert names(parents_of(ibu)) == ["Karto", "Sumirah"]
    assert {rows(Couple).get().a, rows(Couple).get().b} == {mother, father}
    with pytest.raises(refusals.TwoParentsAlready):
        added(case, "parent", ibu, by=worker, name="Siapa")
    assert rows(Kin).count() == 3


def test_a_second_parent_is_also_that_of_brothers_and_sisters(case, ibu, worker):
    added(case, "parent", ibu, by=worker, name="Sumirah", sex="female")
    brother = added(case, "sibling", ibu, by=worker, name="Budi")

    added(case, "parent", ibu, by=worker, name="Karto")

    assert names(parents_of(brother)) == ["Karto", "Sumirah"]


def test_brothers_and_sisters_need_a_parent(case, ibu, worker):
    with pytest.raises(refusals.ParentMissing):
        added(case, "sibling", ibu, by=worker, name="Budi")

    assert rows(Kin).get() == ibu


def test_a_child_has_the_other_parent_that_is_chosen(case, ibu, worker):
    first = added(case, "partner", ibu, by=worker, name="Wagiman", since=2004)
    added(case, "partner", ibu, by=worker, name="Slamet", couple="cohabiting", since=2015)

    child = added(case, "child", ibu, by=worker, name="Dodi", other=first.pk)
    alone = added(case, "child", ibu, by=worker, name="Eka", descent="foster")

    assert names(parents_of(child)) == ["Murniati", "Wagiman"]
    assert names(parents_of(alone, "foster")) == ["Murniati"]


def test_twins_are_born_in_the_same_year(case, ibu, worker):
    added(case, "parent", ibu, by=worker, name="Sumirah")

    twin = added(case, "twin", ibu, by=worker, name="Murdiati", identical=True)

    assert twin.born == 1985
    (twins,) = kinship_of(case, TODAY.year).family.twins
    assert twins.identical
    assert twins.keys == {str(ibu.pk), str(twin.pk)}


def test_the_second_press_adds_nobody(case, ibu, worker):
    key = new_key()
    for _ in range(2):
        added(case, "partner", ibu, by=worker, key=key, couple="married")

    assert rows(Kin).count() == 2
    assert rows(Couple).count() == 1


def test_only_one_person_begins_the_genogram(case, ibu, worker):
    with pytest.raises(refusals.GenogramBegun):
        added(case, "index", by=worker, name="Lain")
    with pytest.raises(IntegrityError), transaction.atomic():
        Kin.objects.create(case=case, sex="male", is_index=True, by=worker)


def test_years_that_cannot_be_are_refused(case, ibu, worker):
    with pytest.raises(refusals.YearsWrong):
        edit_kin(kin=ibu, told=told(born=1985, died=1980), by=worker)

    assert rows(Kin).get().died is None


def test_whoever_died_stays_with_the_year(case, ibu, worker):
    edit_kin(kin=ibu, told=told("Murniati", "female", born=1985, died=2020), by=worker)

    one = rows(Kin).get()
    assert (one.is_dead, one.died) == (True, 2020)


def test_a_tie_that_changes_takes_the_place_of_the_old_one_which_is_kept(case, ibu, worker):
    partner = added(case, "partner", ibu, by=worker)
    both = {"case": case, "one": partner.pk, "other": ibu.pk, "what": "tie", "by": worker}

    relate_kin(**both, kind="conflict")
    relate_kin(**both, kind="conflict")
    relate_kin(**both, kind="close")

    assert rows(KinTie).get().kind == "close"
    assert KinTie.objects.across_areas(why="test").count() == 2


@pytest.mark.parametrize(
    ("what", "kind", "refusal"),
    [
        ("parent", "birth", refusals.OwnAncestor),
        ("couple", "married", None),
    ],
)
def test_nobody_becomes_their_own_ancestor(case, ibu, worker, what, kind, refusal):
    mother = added(case, "parent", ibu, by=worker)
    both = {"case": case, "one": ibu.pk, "other": mother.pk, "what": what, "by": worker}

    if refusal is None:
        assert relate_kin(**both, kind=kind)
    else:
        with pytest.raises(refusal):
            relate_kin(**both, kind=kind)


def test_nobody_is_related_to_themselves_or_to_somebody_of_another_case(
    cast, case, ibu, worker, supervisor
):
    other = a_case(cast, worker=worker, supervisor=supervisor, name="Sumiyati")
    stranger = added(other, "index", by=worker)
    told = {"case": case, "one": ibu.pk, "what": "tie", "kind": "close", "by": worker}

    with pytest.raises(refusals.OneOfTwo):
        relate_kin(**told, other=ibu.pk)
    with pytest.raises(refusals.NotAmongKin):
        relate_kin(**told, other=stranger.pk)
    with pytest.raises(refusals.NotAmongKin):
        added(case, "child", stranger, by=worker)


def test_a_couple_is_noted_once(case, ibu, worker):
    partner = added(case, "partner", ibu, by=worker)

    with pytest.raises(refusals.RelatedAlready):
        relate_kin(
            case=case, one=ibu.pk, other=partner.pk, what="couple", kind="married", by=worker
        )


def test_a_divorce_is_a_new_row_and_the_marriage_is_kept(case, ibu, worker):
    added(case, "partner", ibu, by=worker, since=2004)
    told = {"kind": "married", "since": 2004, "end": "divorced", "until": 2020, "by": worker}

    change_couple(couple=rows(Couple).get(), key=new_key(), **told)

    assert (rows(Couple).get().end, rows(Couple).get().until) == ("divorced", 2020)
    assert Couple.objects.across_areas(why="test").count() == 2


def test_a_couple_that_ends_before_it_began_is_refused(case, ibu, worker):
    added(case, "partner", ibu, by=worker, since=2004)
    told = {"kind": "married", "since": 2004, "end": "divorced", "until": 1999, "by": worker}

    with pytest.raises(refusals.YearsWrong):
        change_couple(couple=rows(Couple).get(), key=new_key(), **told)

    assert rows(Couple).get().end == ""


def test_whoever_is_taken_off_leaves_with_all_relations_and_no_row_is_lost(case, ibu, worker):
    partner = added(case, "partner", ibu, by=worker)
    added(case, "child", ibu, by=worker, other=partner.pk)
    relate_kin(case=case, one=ibu.pk, other=partner.pk, what="tie", kind="close", by=worker)
    before = {model: model.objects.across_areas(why="test").count() for model in KEPT}

    take_off_kin(kin=partner, by=worker)

    assert rows(Kin).count() == 2
    assert not rows(Couple).exists()
    assert not rows(KinTie).exists()
    assert rows(ParentLink).get().parent == ibu
    assert before == {model: model.objects.across_areas(why="test").count() for model in KEPT}
    with pytest.raises(refusals.NotAmongKin):
        take_off_kin(kin=partner, by=worker)


def test_the_index_person_stays(case, ibu, worker):
    with pytest.raises(refusals.IndexStays):
        take_off_kin(kin=ibu, by=worker)


def test_a_relation_is_taken_off_and_both_stay(case, ibu, worker):
    added(case, "partner", ibu, by=worker)

    take_off_relation(relation=rows(Couple).get(), by=worker)

    assert rows(Kin).count() == 2
    assert not rows(Couple).exists()


@pytest.mark.parametrize("model", KEPT)
def test_no_row_is_deleted(cast, case, worker, model):
    assessed(cast, case, by=worker)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows(model).first().delete()


def test_a_supervisor_reads_the_genogram_and_adds_nobody(case, ibu, worker, supervisor):
    partner = added(case, "partner", ibu, by=worker)
    changing = {
        "kind": "married",
        "since": None,
        "end": "",
        "until": None,
        "key": new_key(),
    }
    tie = {"case": case, "one": ibu.pk, "other": partner.pk, "what": "tie", "kind": "close"}
    for deed in (
        lambda by: added(case, "partner", ibu, by=by),
        lambda by: seed_kin(case=case, by=by),
        lambda by: edit_kin(kin=ibu, told=told(), by=by),
        lambda by: take_off_kin(kin=partner, by=by),
        lambda by: relate_kin(**tie, by=by),
        lambda by: change_couple(couple=rows(Couple).get(), by=by, **changing),
        lambda by: take_off_relation(relation=rows(Couple).get(), by=by),
    ):
        with pytest.raises(NotAllowed):
            deed(supervisor)
    assert rows(Kin).count() == 2
    assert rows(Couple).get().end == ""


def test_everybody_is_told_in_words_and_drawn(cast, case, worker):
    assessed(cast, case, by=worker)
    kinship = kinship_of(case, 2026)

    said = {str(one.kin.name): one for one in readings(kinship)}

    assert next(iter(said)) == "Murniati"
    assert [words for _row, words in said["Murniati"].ties] == ["Berkonflik dengan Wagiman"]
    assert [words for _row, words in said["Murniati"].couples] == [
        "Menikah dengan Wagiman (sejak 2004)"
    ]
    assert [words for _row, words in said["Dodi"].links] == [
        "Anak dari Murniati",
        "Anak dari Wagiman",
    ]
    assert "41 tahun" in said["Murniati"].about
    assert len(draw(kinship.family).symbols) == len(said)
