"""A link that lets one person in, once; and only where its maker may let in."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from berdaya.access.actions import (
    InvitationSpent,
    NotAllowed,
    OwnAccount,
    RoleDoesNotFit,
    WiderThanYours,
    invite,
    invite_back,
    withdraw_invitation,
)
from berdaya.access.joining import join
from berdaya.access.kinds import Kind
from berdaya.access.links import token_of
from berdaya.access.models import Invitation, Role, Trace, User
from berdaya.areas.models import Area
from berdaya.demo.people import PASSWORD

CHOSEN = "kelapa-hujan-sore-7"


@pytest.fixture(autouse=True)
def forget_attempts(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def invitation(cast):
    return invite(name="Bu Nur", kind=Kind.VOLUNTEER, area=cast.village, by=cast.dedi)


def address(invitation):
    return f"/undangan/{token_of(invitation)}/"


def answers(**more):
    return {"name": "Bu Nur Aini", "username": "Nur", "password": CHOSEN} | more


def test_an_officer_invites_and_the_invited_is_in_within_two_pages(client, cast):
    client.force_login(cast.dedi)
    made = client.post(
        "/pengguna/undang/",
        {"name": "Bu Nur", "kind": "volunteer", "area": cast.village.code},
        follow=True,
    )
    page = made.content.decode()
    link = urlsplit(re.search(r'class="key">([^<]+)<', page)[1]).path
    message = parse_qs(urlsplit(re.search(r'href="(https://wa\.me/[^"]+)"', page)[1]).query)
    client.logout()

    client.get(link)
    inside = client.post(link, answers(), follow=True)

    assert link in message["text"][0]
    assert "data:image/svg+xml;base64," in page
    assert inside.redirect_chain[-1][0] == "/"
    nur = User.objects.get(username="nur")
    assert nur.check_password(CHOSEN)
    assert str(nur) == "Bu Nur Aini"
    [role] = nur.roles.all()
    assert (role.kind, role.area_id) == ("volunteer", cast.village.code)
    assert Trace.objects.filter(verb="access.invite", by=cast.dedi).count() == 1
    assert Trace.objects.filter(verb="access.join", by=nur).count() == 1


def test_a_link_works_once(client, cast, invitation):
    client.post(address(invitation), answers())
    client.logout()

    again = client.get(address(invitation))
    second = client.post(address(invitation), answers(username="lain"))

    assert (again.status_code, second.status_code) == (410, 410)
    assert not User.objects.filter(username="lain").exists()


def test_of_two_who_send_the_form_one_comes_in(cast, invitation):
    first = Invitation.objects.get(pk=invitation.pk)
    second = Invitation.objects.get(pk=invitation.pk)
    join(invitation=first, name="A", username="a", password=CHOSEN)

    with pytest.raises(InvitationSpent):
        join(invitation=second, name="B", username="b", password=CHOSEN)

    assert not User.objects.filter(username="b").exists()


@pytest.mark.parametrize("field", ["expires_at", "withdrawn_at"])
def test_a_link_runs_out_and_can_be_taken_back(client, cast, invitation, field):
    Invitation.objects.filter(pk=invitation.pk).update(
        **{field: timezone.now() - timedelta(seconds=1)}
    )

    answer = client.post(address(invitation), answers())

    assert answer.status_code == 410
    assert "tidak berlaku lagi" in answer.content.decode()
    assert not User.objects.filter(username="nur").exists()


def test_a_link_dies_with_the_role_of_whoever_made_it(client, cast, invitation):
    back = invite_back(user=cast.sari, by=cast.dedi)
    cast.dedi.roles.update(until=timezone.now())

    joined = client.post(address(invitation), answers())
    changed = client.post(address(back), {"password": CHOSEN})

    assert (joined.status_code, changed.status_code) == (422, 422)
    assert not User.objects.filter(username="nur").exists()
    assert User.objects.get(pk=cast.sari.pk).check_password(PASSWORD)


def test_a_link_back_in_dies_when_its_user_gains_a_wider_role(client, cast):
    back = invite_back(user=cast.sari, by=cast.dedi)
    Role.objects.create(user=cast.sari, area_id="32.04", kind=Kind.AUDITOR)

    client.post(address(back), {"password": CHOSEN})

    assert User.objects.get(pk=cast.sari.pk).check_password(PASSWORD)


@pytest.mark.parametrize("change", ["x{}", "{}x", "{}.x"])
def test_nobody_makes_up_a_link(client, cast, invitation, change):
    token = change.format(token_of(invitation))

    assert client.get(f"/undangan/{token}/").status_code == 404


def test_a_weak_password_or_a_taken_name_leaves_the_link_unused(client, cast, invitation):
    weak = client.post(address(invitation), answers(password="12345678"))
    taken = client.post(address(invitation), answers(username="sari"))

    assert (weak.status_code, taken.status_code) == (422, 422)
    assert Invitation.objects.get(pk=invitation.pk).used_at is None
    assert client.post(address(invitation), answers()).status_code == 302


def test_who_is_signed_in_is_asked_to_leave_first(client, cast, invitation):
    client.force_login(cast.dedi)

    page = client.get(address(invitation)).content.decode()
    client.post(address(invitation), answers())

    assert "Pak Dedi" in page
    assert not User.objects.filter(username="nur").exists()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.VOLUNTEER, "33.01.01.2998"),
        (Kind.VILLAGE_OFFICE, "32.04.32.2998"),
        (Kind.FIELD_OFFICER, "32.04.32"),
        (Kind.ADMINISTRATOR, "32.04.32"),
    ],
)
def test_an_officer_invites_volunteers_of_her_areas_only(cast, kind, code):
    with pytest.raises(NotAllowed):
        invite(name="X", kind=kind, area=Area.objects.get(code=code), by=cast.dedi)

    assert not Invitation.objects.exists()


def test_a_role_must_fit_its_area(cast):
    regency = Area.objects.get(code="32.04")

    with pytest.raises(RoleDoesNotFit):
        invite(name="X", kind=Kind.VOLUNTEER, area=regency, by=cast.admin)


@pytest.mark.parametrize("who", ["sari", "tuti", "rahma", "nasional", "joko"])
def test_nobody_else_invites(cast, who):
    with pytest.raises(NotAllowed):
        invite(name="X", kind=Kind.VOLUNTEER, area=cast.village, by=getattr(cast, who))


def test_an_officer_sees_and_takes_back_what_a_colleague_sent(client, cast):
    colleague = User.objects.create_user("lina", first_name="Bu Lina")
    Role.objects.create(user=colleague, area_id="32.04.32", kind=Kind.FIELD_OFFICER)
    sent = invite(name="Bu Nur", kind=Kind.VOLUNTEER, area=cast.village, by=colleague)
    client.force_login(cast.dedi)

    assert "Bu Nur" in client.get("/pengguna/").content.decode()
    client.post(f"/pengguna/undang/{sent.pk}/tarik/")

    assert Invitation.objects.get(pk=sent.pk).withdrawn_at
    with pytest.raises(InvitationSpent):
        withdraw_invitation(invitation=sent, by=cast.dedi)


def test_an_officer_does_not_see_invitations_to_other_roles(client, cast):
    sent = invite(name="Bu Ani", kind=Kind.VILLAGE_OFFICE, area=cast.village, by=cast.admin)
    client.force_login(cast.dedi)

    assert client.get(f"/pengguna/undang/{sent.pk}/").status_code == 404


def test_a_forgotten_password_is_mended_by_a_link(client, cast):
    client.force_login(cast.dedi)
    page = client.post(f"/pengguna/{cast.sari.pk}/tautan/", follow=True).content.decode()
    link = urlsplit(re.search(r'class="key">([^<]+)<', page)[1]).path
    client.logout()
    assert User.objects.get(pk=cast.sari.pk).check_password(PASSWORD)

    client.post(link, {"password": CHOSEN})

    assert client.get("/").status_code == 200
    assert User.objects.get(pk=cast.sari.pk).check_password(CHOSEN)
    client.logout()
    assert client.post(link, {"password": "lain-lagi-sekali"}).status_code == 410


def test_a_newer_link_back_in_replaces_the_older(client, cast):
    older = invite_back(user=cast.sari, by=cast.dedi)
    invite_back(user=cast.sari, by=cast.dedi)

    assert client.get(address(older)).status_code == 410


def test_a_link_back_in_still_asks_for_the_second_step(client, cast):
    TOTP.activate(cast.rahma, generate_totp_secret())
    link = address(invite_back(user=cast.rahma, by=cast.admin))

    answer = client.post(link, {"password": CHOSEN})

    assert answer.headers["Location"] == "/akun/kode/"
    assert client.get("/").status_code == 302


def test_an_officer_cannot_borrow_a_wider_account(cast):
    Role.objects.create(user=cast.sari, area_id="32.04", kind=Kind.AUDITOR)

    with pytest.raises(WiderThanYours):
        invite_back(user=cast.sari, by=cast.dedi)
    for other in (cast.tuti, cast.rahma, cast.joko):
        with pytest.raises(NotAllowed):
            invite_back(user=other, by=cast.dedi)
    with pytest.raises(OwnAccount):
        invite_back(user=cast.admin, by=cast.admin)


def test_the_database_keeps_an_invitation_whole(cast, invitation):
    rows = Invitation.objects.filter(pk=invitation.pk)

    for wrong in ({"kind": ""}, {"back": cast.sari}, {"used_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_the_officer_sees_her_volunteers_and_changes_no_roles(client, cast):
    client.force_login(cast.dedi)

    page = client.get("/pengguna/").content.decode()
    one = client.get(f"/pengguna/{cast.sari.pk}/").content.decode()

    assert "Bu Sari" in page
    assert "Bu Tuti" not in page
    assert "/serah-terima/" in one
    assert "/kata-sandi/" not in one.replace("/akun/kata-sandi/", "")
    assert client.post(f"/pengguna/{cast.sari.pk}/", {"kind": "volunteer"}).status_code == 404
