"""A key makes one thing: the form that comes again gets it back, another form is refused."""

import pytest

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.once import made_before
from berdaya.people.actions import KeyInUse
from berdaya.people.models import Family


def test_a_key_gives_back_what_it_made(cast):
    family = rina_family(cast)

    assert made_before(Family, family.pk, KeyInUse, area_id=family.area_id) == family
    assert made_before(Family, new_key(), KeyInUse, area_id=family.area_id) is None


def test_a_key_that_made_something_else_is_refused_by_its_name(cast):
    family = rina_family(cast)

    with pytest.raises(KeyInUse) as refused:
        made_before(Family, family.pk, KeyInUse, area_id=family.area_id, head_name="Wati")

    assert refused.value.params["key"] == family.pk
