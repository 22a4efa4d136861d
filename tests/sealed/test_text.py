"""Free words keep no number, whichever way they are written; migrations see plain columns."""

from datetime import date

import pytest
from django.db import connection, models

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.models import Door, Family
from berdaya.rows import insert_rows
from berdaya.sealed.text import AnswersField, WordsField
from berdaya.surveys.models import Draft

NIK = "3204325507809001"
MASKED = "3204••••••••9001"


@pytest.fixture
def family(cast):
    return rina_family(cast)


def address_of(key):
    return Family.objects.across_areas(why="test").get(pk=key).address


def test_a_row_that_is_saved_updated_or_changed_in_bulk_keeps_no_number(family):
    rows = Family.objects.across_areas(why="test")
    family.address = f"a {NIK}"
    family.save(update_fields=["address"])
    assert address_of(family.pk) == f"a {MASKED}"
    rows.filter(pk=family.pk).update(address=f"b {NIK}")
    assert address_of(family.pk) == f"b {MASKED}"
    family.address = f"c {NIK}"
    rows.bulk_update([family], ["address"])
    assert address_of(family.pk) == f"c {MASKED}"


def test_rows_written_by_one_statement_keep_no_number(cast):
    row = Family(
        pk=new_key(),
        area=cast.rt,
        address=f"KK {NIK}",
        kk_missing="lost",
        head_name="Rina",
        search_name="rina",
        door=Door.FILE,
        registered_by=cast.sari,
    )
    insert_rows(Family, [row])

    assert address_of(row.pk) == f"KK {MASKED}"


def test_answers_keep_no_number_however_deep_it_lies(cast, family):
    draft = Draft.objects.create(
        family=family,
        instrument="x",
        version="1",
        conducted_on=date(2026, 1, 1),
        answers={"a": NIK, "b": [1, {"c": f"- {NIK}", NIK: None}], "d": 16},
        by=cast.sari,
    )
    draft.refresh_from_db()

    assert draft.answers == {
        "a": MASKED,
        "b": [1, {"c": f"- {MASKED}", MASKED: None}],
        "d": 16,
    }


@pytest.mark.parametrize(
    ("ours", "plain"),
    [(WordsField(max_length=9), models.CharField), (AnswersField(), models.JSONField)],
)
def test_migrations_see_plain_columns(ours, plain):
    _name, path, _args, _kwargs = ours.deconstruct()

    assert path == f"django.db.models.{plain.__name__}"
    assert ours.db_type(connection) == plain(max_length=9).db_type(connection)
