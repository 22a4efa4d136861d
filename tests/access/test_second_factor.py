"""The second step of signing in: who must have it, and that it really guards."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from berdaya.access.actions import NotAllowed, OwnAccount, remove_second_factor
from berdaya.access.kinds import PROFILES, Kind
from berdaya.access.models import Trace, User
from berdaya.demo.people import PASSWORD
from tests.access.probes import make_user

SET_UP = "/akun/dua-langkah/pasang/"


@pytest.fixture(autouse=True)
def as_in_production(settings, db):
    """The example world only offers the second step."""
    settings.DEMO = False
    cache.clear()  # codes used before, attempts counted
    yield
    cache.clear()


def code_for(secret, steps=0):
    """What the app on the phone shows, `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(client, user, password=PASSWORD):
    return client.post("/akun/masuk/", {"login": user.username, "password": password})


def set_up(client, user):
    """Sign in, set the second step up as the page says; returns the secret and spare codes."""
    sign_in(client, user)
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'class="key">([A-Z2-7]+)<', page)[1]
    answer = client.post(SET_UP, {"code": code_for(secret)}, follow=True)
    spare = re.findall(r"<code>(\d{8})</code>", answer.content.decode())
    return secret, spare


@pytest.mark.parametrize("kind", [kind for kind in Kind if PROFILES[kind].second_factor])
def test_who_sees_much_sees_nothing_before_it_is_set_up(client, cast, kind):
    client.force_login(make_user(kind, around=cast.village))

    assert client.get("/").headers["Location"] == SET_UP
    assert client.get("/papan/").headers["Location"] == SET_UP
    assert client.post("/pengguna/baru/").headers["Location"] == SET_UP
    assert client.get("/akun/saya/").status_code == 200


@pytest.mark.parametrize("kind", [kind for kind in Kind if not PROFILES[kind].second_factor])
def test_others_work_without_it(client, cast, kind):
    client.force_login(make_user(kind, around=cast.village))

    assert client.get("/").status_code == 200


def test_it_is_demanded_of_those_who_can_change_roles_or_see_beyond_a_district():
    demanded = {kind for kind in Kind if PROFILES[kind].second_factor}

    assert demanded == {
        Kind.SUPERVISOR,
        Kind.DISTRICT_STAFF,
        Kind.NATIONAL_STAFF,
        Kind.RESEARCHER,
        Kind.AUDITOR,
        Kind.ADMINISTRATOR,
    }


def test_set_up_with_a_real_code_and_from_then_on_asked_for(client, cast):
    secret, spare = set_up(client, cast.rahma)
    assert client.get("/").status_code == 200
    assert len(spare) == 10

    client.logout()
    asked = sign_in(client, cast.rahma)
    assert asked.headers["Location"] == "/akun/kode/"
    assert client.get("/").status_code == 302  # the password alone opens nothing
    wrong = client.post("/akun/kode/", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.get("/").status_code == 302

    client.post("/akun/kode/", {"code": code_for(secret, steps=1)})
    assert client.get("/").status_code == 200


def test_a_wrong_code_sets_nothing_up(client, cast):
    sign_in(client, cast.rahma)
    client.get(SET_UP)

    answer = client.post(SET_UP, {"code": "123"})

    assert answer.status_code == 200
    assert not Authenticator.objects.exists()
    assert client.get("/").headers["Location"] == SET_UP


def test_a_spare_code_works_once(client, cast):
    _secret, spare = set_up(client, cast.rahma)

    statuses = []
    for _ in range(2):
        client.logout()
        sign_in(client, cast.rahma)
        client.post("/akun/kode/", {"code": spare[0]})
        statuses.append(client.get("/").status_code)

    assert statuses == [200, 302]


def test_spare_codes_are_shown_once(client, cast):
    _secret, spare = set_up(client, cast.rahma)

    again = client.get("/akun/dua-langkah/cadangan/").content.decode()

    assert not [code for code in spare if code in again]


def test_the_secret_does_not_stand_readable_in_the_database(client, cast):
    secret, _spare = set_up(client, cast.rahma)

    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)

    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_for(secret, steps=1))


def test_who_must_have_it_cannot_take_it_away_and_a_volunteer_can(client, cast):
    set_up(client, cast.rahma)
    client.post("/akun/dua-langkah/lepas/")
    assert Authenticator.objects.filter(user=cast.rahma, type="totp").exists()

    client.logout()
    set_up(client, cast.sari)
    client.post("/akun/dua-langkah/lepas/")
    assert not Authenticator.objects.filter(user=cast.sari).exists()


def test_a_lost_phone_is_an_administrators_matter(client, cast):
    set_up(client, cast.rahma)
    client.logout()
    for outsider in (cast.dedi, cast.nasional):
        with pytest.raises(NotAllowed):
            remove_second_factor(user=cast.rahma, by=outsider)
    with pytest.raises(OwnAccount):
        remove_second_factor(user=cast.admin, by=cast.admin)

    remove_second_factor(user=cast.rahma, by=User.objects.get(username="admin"))

    assert Trace.objects.filter(verb="access.remove_second_factor", by=cast.admin).exists()
    sign_in(client, cast.rahma)
    assert client.get("/").headers["Location"] == SET_UP


def test_the_example_world_offers_it_and_demands_it_of_nobody(client, cast, settings):
    settings.DEMO = True
    client.force_login(cast.admin)

    assert client.get("/").status_code == 200
    assert "/akun/dua-langkah/" in client.get("/akun/saya/").content.decode()
