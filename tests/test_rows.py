"""Rows written many at once read back as if each had been saved."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.models import Family, Membership, Person
from berdaya.rows import insert_rows, new_row
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.models import Assessment, Outcome


def everything(model, key):
    row = model._base_manager.get(pk=key)
    return {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}


def copy_of(row, **changes):
    """The same object once more, under another key."""
    fields = [field for field in type(row)._meta.concrete_fields if not field.generated]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    return type(row)(**(values | {"id": new_key()} | changes))


@pytest.fixture
def family(cast):
    return rina_family(cast)


def test_a_family_and_its_people_read_back_as_saved(family):
    head = family.roster()[0]
    again = copy_of(family, kk_number="3204320502079002")
    people = [copy_of(head.person, nik=None, nik_missing="lost")]
    living = [copy_of(head, person_id=people[0].pk, family_id=again.pk)]

    for model, some in ((Family, [again]), (Person, people), (Membership, living)):
        insert_rows(model, some)
        [one] = some
        kept = everything(model, one.pk)
        assert kept == {name: getattr(one, name) for name in kept} | generated(model, kept)
        assert (one._state.adding, one._state.db) == (False, "default")


def generated(model, kept):
    """What only the database knows."""
    names = [field.attname for field in model._meta.concrete_fields if field.generated]
    return {name: kept[name] for name in names}


def test_an_assessment_and_what_it_comes_to_read_back_as_saved(cast, family):
    entry = NewAssessment(new_key(), family, {"ks01": 1, "ks02": None}, timezone.localdate())
    first = record_assessment(
        entry=entry, instrument="keluarga-sejahtera", door="web", by=cast.sari
    )
    again = copy_of(first, provenance={"kata": 'tab\tbaris\nkutip"\\N garis\\'}, reason="\\N")
    insert_rows(Assessment, [again])
    insert_rows(Outcome, [Outcome(assessment=again, output="a", level="", score="12.500")])

    assert everything(Assessment, again.pk)["provenance"] == again.provenance
    assert everything(Assessment, again.pk)["reason"] == "\\N"
    assert everything(Assessment, again.pk)["answers"] == first.answers
    [outcome] = Outcome.objects.filter(assessment=again)
    assert (outcome.level, str(outcome.score).rstrip("0")) == ("", "12.5")


def test_what_may_not_stand_is_refused_as_ever(family):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Family, [copy_of(family, id=family.pk)])


def test_a_new_row_is_what_django_makes_of_the_same_values(cast, family):
    values = {
        "id": new_key(),
        "area_id": family.area_id,
        "kk_missing": "lost",
        "head_name": "Rina",
        "search_name": "rina",
        "door": "web",
        "registered_by_id": cast.sari.pk,
    }

    made, django = new_row(Family, values, registered_by=cast.sari), Family(**values)

    told = {name: it for name, it in vars(django).items() if name != "_state"}
    assert {name: it for name, it in vars(made).items() if name != "_state"} == told
    assert made.registered_by is cast.sari
    insert_rows(Family, [made])
    assert Family._base_manager.get(pk=made.pk).head_name == "Rina"


def test_numbers_sealed_together_open_each_in_its_place(family):
    rows = [
        copy_of(family, kk_number=number, kk_missing="" if number else "lost")
        for number in ("3204320502079002", None, "3204320502079003")
    ]
    insert_rows(Family, rows)

    kept = [Family._base_manager.get(pk=row.pk).kk_number for row in rows]
    assert [number and number.digits for number in kept] == [
        "3204320502079002",
        None,
        "3204320502079003",
    ]
    assert Family._base_manager.get(kk_number="3204320502079003").pk == rows[2].pk


@pytest.mark.parametrize("count", [0, 1, 3])
def test_among_finds_what_in_finds(family, count):
    rows = [copy_of(family, kk_number=None, kk_missing="lost") for _ in range(3)]
    insert_rows(Family, rows)
    keys = [row.pk for row in rows[:count]]
    everywhere = Family._base_manager.order_by("pk")

    assert list(everywhere.filter(pk__among=keys)) == list(everywhere.filter(pk__in=keys))
    of_head = Membership.objects.filter(family__among=[family.pk])
    assert list(of_head) == list(Membership.objects.filter(family__in=[family.pk]))
    assert of_head.exists()


def test_no_rows_are_no_statement(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(Family, [])
