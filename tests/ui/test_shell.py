import pytest
from django.test import Client
from django.urls import reverse

from berdaya.access.models import User
from berdaya.ui import navigation


@pytest.fixture
def all_pages_stand(monkeypatch):
    """Addresses for all places, whichever rooms have theirs already."""
    monkeypatch.setattr(
        navigation, "_address", lambda name: "/" if name == "home" else f"/{name}/"
    )


def names(user: User, path: str = "/") -> list[str]:
    return [entry.url for entry in navigation.entries_for(user, path)]


def test_each_role_sees_its_own_places(cast, all_pages_stand):
    assert "/family_new/" in names(cast.sari)
    assert "/import_list/" not in names(cast.sari)
    assert "/import_list/" in names(cast.tuti)
    assert "/family_new/" not in names(cast.rahma)
    assert "/user_list/" in names(cast.admin)
    assert "/family_list/" not in names(cast.admin)


def test_the_bar_of_a_phone_has_five_places_at_most(cast, all_pages_stand):
    for user in (cast.sari, cast.tuti, cast.dedi, cast.rahma, cast.nasional, cast.admin):
        entries = navigation.entries_for(user, "/")
        assert 1 <= sum(entry.in_bar for entry in entries) <= navigation.IN_BAR


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", [("/", "page")]),
        ("/family_list/", [("/family_list/", "page")]),
        ("/family_list/123/", [("/family_list/", "true")]),
        ("/elsewhere/", []),
    ],
)
def test_one_place_at_most_is_where_one_is(cast, all_pages_stand, path, current):
    entries = navigation.entries_for(cast.sari, path)

    assert [(entry.url, entry.is_current) for entry in entries if entry.is_current] == current


def test_a_stranger_sees_no_places(client):
    page = client.get("/gaya/")

    assert page.context["navigation"] == []
    assert reverse("account_login") in page.text


def test_pages_speak_indonesian_until_switched(client):
    assert "Komponen" in client.get("/gaya/", headers={"accept-language": "en"}).text
    client.post(reverse("set_language"), {"language": "en", "next": "/gaya/"})
    assert "Components" in client.get("/gaya/").text


def test_synthetic_data_is_called_so_on_every_page(client, settings):
    settings.DEMO = False
    assert "Data contoh" not in client.get("/gaya/").text
    settings.DEMO = True
    assert "Data contoh" in client.get("/gaya/").text


def test_a_missing_page_helps(client):
    answer = client.get("/tidak-ada/")

    assert answer.status_code == 404
    assert "tidak kami temukan" in answer.text


def test_a_form_without_its_token_helps():
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})

    assert answer.status_code == 403
    assert "terlalu lama terbuka" in answer.text


def test_a_broken_page_helps_without_a_database(client):
    from django.views.defaults import server_error  # noqa: PLC0415

    answer = server_error(client.request().wsgi_request)

    assert answer.status_code == 500
    assert "bukan kesalahan Anda" in answer.content.decode()


def test_nobody_signs_up_alone(client):
    assert "Mintalah akun" in client.get(reverse("account_signup")).text
