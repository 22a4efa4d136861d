"""Signing in, one's own account, and the pages on which users are looked after."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from berdaya.access.models import Role, User
from berdaya.areas.models import Area
from berdaya.demo.people import PASSWORD


@pytest.fixture
def regency_admin(cast):
    user = User.objects.create_user("wulan", first_name="Bu Wulan")
    Role.objects.create(user=user, area_id="32.04", kind=Role.Kind.ADMINISTRATOR)
    return user


@pytest.fixture(autouse=True)
def forget_attempts(db):
    cache.clear()
    yield
    cache.clear()


def sign_in(client, username="sari", password=PASSWORD):
    return client.post("/akun/masuk/", {"login": username, "password": password})


def test_a_user_signs_in_with_name_and_password(client, cast):
    assert sign_in(client).status_code == 302
    assert client.get("/akun/saya/").status_code == 200


@pytest.mark.parametrize("typed", ["Sari", "SARI", " sari "])
def test_capitals_and_spaces_of_a_phone_keyboard_do_not_lock_anyone_out(client, cast, typed):
    sign_in(client, typed)

    assert client.get("/akun/saya/").status_code == 200


def test_a_wrong_password_stays_outside(client, cast):
    assert sign_in(client, password="salah").status_code == 200
    assert client.get("/akun/saya/").status_code == 302


def test_guessing_is_stopped_even_when_the_sixth_guess_is_right(client, cast):
    for _ in range(5):
        sign_in(client, password="salah")

    sign_in(client)

    assert client.get("/akun/saya/").status_code == 302


def test_nobody_signs_up(client, cast):
    client.post(
        "/akun/daftar/", {"username": "baru", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert not User.objects.filter(username="baru").exists()


@pytest.mark.parametrize(
    "path", ["email/", "password/reset/", "signup/", "login/code/confirm/"]
)
def test_pages_of_the_library_that_nobody_needs_do_not_exist(client, cast, path):
    assert client.get(f"/akun/{path}").status_code == 404


def test_own_account_names_roles_and_areas(client, cast):
    client.force_login(cast.sari)

    page = client.get("/akun/saya/").content.decode()

    assert "Kader" in page
    assert "Desa Sukamaju (contoh)" in page
    assert "/akun/kata-sandi/" in page


def test_without_a_role_every_page_says_whom_to_ask(client, cast):
    client.force_login(User.objects.create_user("lepas"))

    answer = client.get("/wilayah/cari/")

    assert answer.status_code == 403
    assert "belum mempunyai peran" in answer.content.decode()
    assert client.get("/akun/saya/").status_code == 200


def test_after_the_last_role_ends_nothing_is_left_to_see(client, cast):
    client.force_login(cast.tuti)
    assert client.get("/wilayah/32.04.32.2998/rt-rw/").status_code == 200

    cast.tuti.roles.update(until=cast.tuti.date_joined)

    assert client.get("/wilayah/32.04.32.2998/rt-rw/").status_code == 403


@pytest.mark.parametrize("who", ["sari", "tuti", "rahma", "nasional", "joko"])
def test_users_are_looked_after_by_administrators_only(client, cast, who):
    client.force_login(getattr(cast, who))

    for url in ("/pengguna/", "/pengguna/baru/", f"/pengguna/{cast.sari.pk}/"):
        assert client.get(url).status_code == 404
    assert client.post(f"/pengguna/{cast.sari.pk}/kata-sandi/").status_code == 404
    assert client.post(f"/peran/{cast.sari.roles.get().pk}/akhiri/").status_code == 404
    assert User.objects.get(pk=cast.sari.pk).check_password(PASSWORD)


def test_an_administrator_sees_the_users_of_the_regency(client, cast, regency_admin):
    client.force_login(regency_admin)

    page = client.get("/pengguna/").content.decode()

    assert "Bu Sari" in page
    assert "Pak Joko" not in page
    assert client.get(f"/pengguna/{cast.joko.pk}/").status_code == 404
    assert "Pak Dedi" not in client.get("/pengguna/?q=sari").content.decode()


def test_a_long_list_takes_few_queries(client, cast, django_assert_max_num_queries):
    for number in range(30):
        user = User.objects.create_user(f"kader{number}")
        Role.objects.create(user=user, area=cast.village, kind=Role.Kind.VOLUNTEER)
    client.force_login(cast.admin)

    with django_assert_max_num_queries(10):
        client.get("/pengguna/")


def test_a_new_user_gets_a_password_that_is_shown_once(client, cast, regency_admin):
    client.force_login(regency_admin)

    answer = client.post(
        "/pengguna/baru/",
        {"name": "Bu Nur", "username": "Nur", "kind": "volunteer", "area": "32.04.32.2998"},
    )

    assert "no-store" in answer["Cache-Control"]
    password = re.search(r"[a-z]+-[a-z]+-[a-z]+-\d\d", answer.content.decode())[0]
    nur = User.objects.get(username="nur")
    assert password not in client.get(f"/pengguna/{nur.pk}/").content.decode()
    client.logout()
    assert sign_in(client, "nur", password).status_code == 302


def test_an_area_is_typed_and_comes_back_as_choices(client, cast, regency_admin):
    client.force_login(regency_admin)

    answer = client.post(
        "/pengguna/baru/",
        {"name": "Bu Nur", "username": "nur", "kind": "volunteer", "area_text": "contoh"},
    )

    assert answer.status_code == 422
    choices = re.findall(r'name="area" value="([\d.]+)"', answer.content.decode())
    assert choices == ["32.04.32.2998", "32.04.32.2999"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"area": "33.01.01.2998"},
        {"area": "", "is_national": "on"},
        {"area": ""},
        {"kind": "national-staff"},
        {"username": "nur baru"},
        {"username": "sari"},
        {"name": ""},
    ],
)
def test_what_does_not_fit_is_refused_on_the_form(client, cast, regency_admin, wrong):
    client.force_login(regency_admin)
    right = {
        "name": "Bu Nur",
        "username": "nur",
        "kind": "volunteer",
        "area": "32.04.32.2998",
    }

    answer = client.post("/pengguna/baru/", right | wrong)

    assert answer.status_code == 422
    assert not User.objects.filter(first_name="Bu Nur").exists()
    assert not User.objects.filter(username="nur").exists()


def test_a_role_over_the_whole_country_is_given_by_the_nations_administrator(client, cast):
    client.force_login(cast.admin)

    answer = client.post(
        f"/pengguna/{cast.rahma.pk}/", {"kind": "national-staff", "is_national": "on"}
    )

    assert answer.status_code == 302
    assert User.objects.get(pk=cast.rahma.pk).sees("33.01")


def test_a_role_is_given_and_ended(client, cast, regency_admin):
    client.force_login(regency_admin)
    url = f"/pengguna/{cast.sari.pk}/"

    client.post(url, {"kind": "village-office", "area": "32.04.32.2999"})
    role = cast.sari.roles.get(kind="village-office")
    assert Area.objects.get(code="32.04.32.2999").name in client.get(url).content.decode()
    client.post(f"/peran/{role.pk}/akhiri/")

    assert cast.sari.roles.get(pk=role.pk).until is not None


def test_a_new_password_ends_the_sessions_of_its_owner(client, cast, regency_admin):
    of_sari = Client()
    of_sari.force_login(cast.sari)
    assert of_sari.get("/akun/saya/").status_code == 200
    client.force_login(regency_admin)
    answer = client.post(f"/pengguna/{cast.sari.pk}/kata-sandi/")
    assert re.search(r"[a-z]+-[a-z]+-[a-z]+-\d\d", answer.content.decode())

    assert of_sari.get("/akun/saya/").status_code == 302


def test_the_password_of_a_wider_colleague_is_refused_with_words(client, cast, regency_admin):
    Role.objects.create(user=cast.nasional, area=cast.village, kind=Role.Kind.VILLAGE_OFFICE)
    client.force_login(regency_admin)

    answer = client.post(f"/pengguna/{cast.nasional.pk}/kata-sandi/", follow=True)

    assert "juga bekerja di luar wilayah Anda" in answer.content.decode()
    assert User.objects.get(pk=cast.nasional.pk).check_password(PASSWORD)


def test_a_regencys_administrator_must_name_an_area(client, cast, regency_admin):
    client.force_login(regency_admin)

    page = client.get("/pengguna/baru/").content.decode()

    assert "Seluruh Indonesia" not in page
    assert re.search(r'name="area_text"[^>]* required', page)
