"""Who does nothing for long must sign in again; how long depends on the role."""

from datetime import timedelta

import pytest
from django.utils import timezone

from berdaya.access.idle import SEEN
from berdaya.access.kinds import PROFILES, Kind
from berdaya.access.models import Role, User
from tests.access.probes import make_user


def away(client, user, minutes):
    """As if the last page had been opened so many minutes ago."""
    User.objects.filter(pk=user.pk).update(
        last_login=timezone.now() - timedelta(minutes=minutes)
    )
    session = client.session
    session.pop(SEEN, None)
    session.save()


@pytest.mark.parametrize("kind", Kind)
def test_the_pause_of_each_role_is_kept(client, cast, kind):
    user = make_user(kind, around=cast.village)
    client.force_login(user)

    away(client, user, PROFILES[kind].idle_minutes - 1)
    assert client.get("/").status_code == 200
    away(client, user, PROFILES[kind].idle_minutes + 1)
    ended = client.get("/cari/?q=a")

    assert ended.headers["Location"] == "/akun/masuk/?next=/cari/%3Fq%3Da"
    assert "_auth_user_id" not in client.session


def test_after_sending_a_form_too_late_one_comes_back_to_the_home_page(client, cast):
    client.force_login(cast.sari)
    away(client, cast.sari, PROFILES[Kind.VOLUNTEER].idle_minutes + 1)

    late = client.post("/keluarga/periksa-nik/", {"nik": "1"})

    assert late.headers["Location"] == "/akun/masuk/?next=/"


def test_of_several_roles_the_strictest_counts(client, cast):
    Role.objects.create(user=cast.sari, area_id="32.04", kind=Kind.AUDITOR)
    client.force_login(cast.sari)

    away(client, cast.sari, PROFILES[Kind.AUDITOR].idle_minutes + 1)

    assert client.get("/").status_code == 302


def test_a_page_opened_now_and_then_keeps_the_session_alive(client, cast):
    client.force_login(cast.sari)
    away(client, cast.sari, PROFILES[Kind.VOLUNTEER].idle_minutes - 1)

    client.get("/")

    assert client.session[SEEN] > timezone.now().timestamp() - 60
