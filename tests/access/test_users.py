"""Who may make users, and that nobody lifts themselves."""

from datetime import UTC, datetime

import pytest

from berdaya.access.actions import (
    NotAllowed,
    OwnAccount,
    RoleDoesNotFit,
    RoleEnded,
    UsernameTaken,
    WiderThanYours,
    add_user,
    end_role,
    give_role,
    set_password,
)
from berdaya.access.kinds import ADMINISTRATOR, PROFILES, VILLAGE_OFFICE, VOLUNTEER
from berdaya.access.models import Role, Trace, User
from berdaya.access.register import users_under
from berdaya.areas.models import Area

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
PASSWORD = "melati-padi-sungai-27"


@pytest.fixture
def wulan(cast):
    """Administrator of Kabupaten Bandung."""
    regency = Area.objects.get(code="32.04")
    return add_user(**new("wulan", kind=ADMINISTRATOR, area=regency, by=cast.admin))


def new(username, *, kind, area, by):
    return dict(
        username=username, name="Bu Baru", password=PASSWORD, kind=kind, area=area, by=by
    )


def again(user):
    """The user as their next request finds them."""
    return User.objects.get(pk=user.pk)


def test_a_new_user_signs_in_and_sees_the_area_of_the_role(client, cast, wulan):
    made = add_user(**new("Nur.Baru", kind=VOLUNTEER, area=cast.village, by=wulan))

    assert made.username == "nur.baru"
    assert made.check_password(PASSWORD)
    assert again(made).sees(cast.rt.code)
    assert not again(made).sees("32.04.32")
    assert Trace.objects.filter(verb="access.add_user", by=wulan).count() == 1


@pytest.mark.parametrize("code", ["33.01.01.2998", "32", None])
def test_nobody_gives_a_role_outside_the_areas_they_administer(cast, wulan, code):
    area = Area.objects.get(code=code) if code else None
    kind = ADMINISTRATOR

    with pytest.raises(NotAllowed):
        add_user(**new("nur", kind=kind, area=area, by=wulan))
    with pytest.raises(NotAllowed):
        give_role(user=cast.sari, kind=kind, area=area, by=wulan)

    assert not User.objects.filter(username="nur").exists()
    assert Role.objects.filter(user=cast.sari).count() == 1


def test_only_administrators_make_users(cast):
    for someone in (cast.sari, cast.tuti, cast.dedi, cast.rahma, cast.nasional, cast.joko):
        with pytest.raises(NotAllowed):
            add_user(**new("nur", kind=VOLUNTEER, area=cast.village, by=someone))


def test_a_user_name_is_given_once_whatever_its_letters(cast):
    with pytest.raises(UsernameTaken):
        add_user(**new("SARI", kind=VOLUNTEER, area=cast.village, by=cast.admin))


@pytest.mark.parametrize(
    ("kind", "code"),
    [(VOLUNTEER, "32.04"), (VILLAGE_OFFICE, "32.04.32"), (Role.Kind.NATIONAL_STAFF, "32")],
)
def test_a_role_stands_on_a_fitting_level(cast, kind, code):
    with pytest.raises(RoleDoesNotFit):
        give_role(user=cast.sari, kind=kind, area=Area.objects.get(code=code), by=cast.admin)


def test_every_role_has_its_levels():
    assert set(PROFILES) == set(Role.Kind)


def test_nobody_raises_themselves(cast, wulan):
    wulan = again(wulan)

    with pytest.raises(OwnAccount):
        give_role(user=wulan, kind=VOLUNTEER, area=cast.village, by=wulan)
    with pytest.raises(OwnAccount):
        end_role(role=wulan.roles.get(), at=AT, by=wulan)
    with pytest.raises(OwnAccount):
        set_password(user=wulan, password=PASSWORD, by=wulan)


def test_a_role_given_twice_is_one_role(cast):
    once = dict(user=cast.sari, kind=VILLAGE_OFFICE, area=cast.village, by=cast.admin)

    assert give_role(**once) == give_role(**once)

    assert Trace.objects.filter(verb="access.give_role").count() == 1


def test_a_nationwide_role_given_twice_is_one_role(cast):
    once = dict(user=cast.nasional, kind=ADMINISTRATOR, area=None, by=cast.admin)

    assert give_role(**once) == give_role(**once)


def test_an_ended_role_lets_nobody_see_anything(cast, wulan):
    role = cast.sari.roles.get()

    end_role(role=role, at=AT, by=wulan)

    assert not again(cast.sari).sees(cast.village.code)
    assert again(cast.sari).current_roles == []
    with pytest.raises(RoleEnded):
        end_role(role=role, at=AT, by=wulan)
    give_role(user=again(cast.sari), kind=VOLUNTEER, area=cast.village, by=wulan)
    assert again(cast.sari).sees(cast.village.code)


def test_a_role_elsewhere_cannot_be_ended(cast, wulan):
    with pytest.raises(NotAllowed):
        end_role(role=cast.joko.roles.get(), at=AT, by=wulan)


def test_a_new_password_replaces_the_old(cast, wulan):
    set_password(user=cast.sari, password=PASSWORD, by=wulan)

    assert again(cast.sari).check_password(PASSWORD)


def test_the_password_of_a_wider_colleague_cannot_be_taken(cast, wulan):
    give_role(user=cast.nasional, kind=VILLAGE_OFFICE, area=cast.village, by=cast.admin)

    assert cast.nasional in users_under(wulan)
    with pytest.raises(WiderThanYours):
        set_password(user=cast.nasional, password=PASSWORD, by=wulan)
    assert not again(cast.nasional).check_password(PASSWORD)


def test_a_user_without_roles_belongs_to_the_nations_administrators(cast, wulan):
    nobody = User.objects.create_user("lepas")

    with pytest.raises(NotAllowed):
        set_password(user=nobody, password=PASSWORD, by=wulan)
    set_password(user=nobody, password=PASSWORD, by=cast.admin)


def test_a_user_of_another_regency_is_not_drawn_in(cast, wulan):
    with pytest.raises(NotAllowed):
        give_role(user=cast.joko, kind=VOLUNTEER, area=cast.village, by=wulan)


def test_administrators_look_after_the_users_of_their_areas(cast, wulan):
    there = {cast.sari, cast.tuti, cast.dedi, cast.rahma, cast.ani, cast.wati, cast.budi, wulan}
    assert set(users_under(wulan)) == there
    assert cast.joko in users_under(cast.admin)
    assert not users_under(cast.rahma)


def test_sight_as_a_volunteer_does_not_widen_what_one_administers(cast):
    admin = add_user(**new("dua", kind=ADMINISTRATOR, area=cast.village, by=cast.admin))
    give_role(user=admin, kind=VOLUNTEER, area=cast.elsewhere, by=cast.admin)

    assert cast.joko not in users_under(again(admin))
