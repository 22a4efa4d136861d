"""Who sees what: closed unless opened."""

import pytest

from berdaya.access.actions import NotAllowed, allow, may
from berdaya.access.models import Role, User
from berdaya.access.sight import SightNotStated
from berdaya.areas.models import Area
from berdaya.people.models import Family, NumberMissing


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


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("sari", {"near"}),
        ("tuti", {"near"}),
        ("dedi", {"near", "alike", "next"}),
        ("rahma", {"near", "alike", "next"}),
        ("nasional", set()),
        ("admin", set()),
        ("joko", {"far"}),
    ],
)
def test_each_role_sees_the_rows_of_its_areas_and_no_others(cast, families, who, seen):
    rows = Family.objects.visible_to(getattr(cast, who))

    assert {family.address for family in rows} == seen


def test_who_has_no_role_or_none_any_more_sees_no_rows(cast, families):
    cast.sari.roles.update(until=cast.sari.date_joined)
    nobody = User.objects.create_user("lepas")

    for user in (nobody, User.objects.get(pk=cast.sari.pk)):
        assert not Family.objects.visible_to(user).exists()
        assert not user.sees(cast.village.code)
        assert not user.sees("")


def test_one_verb_is_allowed_only_where_the_role_that_includes_it_holds(cast):
    Role.objects.create(user=cast.joko, area=cast.village, kind=Role.Kind.DISTRICT_STAFF)

    assert may(cast.joko, "insights.export_board", area=cast.rt.code)
    assert not may(cast.joko, "people.register_family", area=cast.rt.code)
    assert not may(cast.joko, "insights.export_board", area=cast.elsewhere.code)


@pytest.fixture
def families(cast):
    """Among them one in an area whose code merely begins like the village's."""
    alike = Area.objects.create(
        code="32.04.32.29981", name="Mirip", level=4, kind="desa", parent_id="32.04.32"
    )
    for address, area in (
        ("near", cast.rt.code),
        ("alike", alike.code),
        ("next", "32.04.32.2999"),
        ("far", cast.elsewhere.code),
    ):
        Family.objects.create(
            area_id=area,
            address=address,
            head_name=address,
            kk_missing=NumberMissing.values[0],
            door="demo",
            registered_by=cast.admin,
        )
