"""Who sees what: closed unless opened."""

import pytest

from berdaya.access.actions import NotAllowed, allow
from berdaya.access.sight import SightNotStated
from berdaya.people.models import Family


def test_a_query_must_say_for_whom(cast):
    with pytest.raises(SightNotStated):
        Family.objects.count()


def test_a_role_reaches_its_area_and_everything_below_it_only(cast):
    assert cast.sari.sees("32.04.32.2998.001")
    assert not cast.sari.sees("32.04.32.29981")
    assert not cast.sari.sees("32.04.32.2999")
    assert cast.nasional.sees("33.01")


def test_a_verb_outside_ones_area_is_refused(cast):
    allow(cast.sari, "people.register_family", area="32.04.32.2998.001.001")
    with pytest.raises(NotAllowed):
        allow(cast.joko, "people.register_family", area="32.04.32.2998")
