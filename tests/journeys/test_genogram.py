"""An assessment on a telephone: the family taken over, kin added, a picture, what is around."""

import pytest

from berdaya.people.models import Person
from tests.casework.world import a_case, supervisor, worker
from tests.journeys.browser import follow
from tests.life.world import rinas
from tests.psychosocial.world import assessed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["supervisor", "worker"]


@pytest.fixture
def case(cast, worker, supervisor):
    persons = Person.objects.across_areas(why="test")
    rina = persons.get(memberships__family=rinas(cast.sari), name="Rina")
    return a_case(cast, worker=worker, supervisor=supervisor, subject=rina)


def save(page):
    follow(page.get_by_role("button", name="Simpan"))


def add(page, beside, relation, name, sex, **more):
    """From the card of somebody, add a relative."""
    card = page.locator(".g-kin").filter(has=page.get_by_role("heading", name=beside))
    card.get_by_text("Tambah kerabat").click()
    follow(card.get_by_role("link", name=relation))
    page.get_by_label("Nama").fill(name)
    page.get_by_label(sex, exact=True).check()
    for label, words in more.items():
        page.get_by_label(label.replace("_", " ")).fill(words)
    save(page)


def test_a_social_worker_draws_the_family_without_drawing(phone, sign_in, axe, case, worker):
    sign_in(phone, worker)
    phone.goto(f"/kasus/{case.pk}/asesmen/")
    axe(phone)
    follow(phone.get_by_role("link", name="Mulai asesmen"))
    phone.get_by_label("Apa yang kuat?").fill("Pandai menjahit")
    axe(phone)
    save(phone)

    follow(phone.get_by_role("link", name="Genogram"))
    follow(phone.get_by_role("button", name="Ambil dari keluarga yang tercatat"))
    add(phone, "Rina", "orang tua", "Sumirah", "Perempuan", Tahun_lahir="1958")
    follow(phone.get_by_role("link", name="Hubungkan dua orang"))
    phone.get_by_label("Siapa?", exact=True).select_option(label="Rina")
    phone.get_by_label("Apa hubungan keduanya?").select_option(label="Berkonflik")
    phone.get_by_label("Dengan siapa?").select_option(label="Dadan")
    axe(phone)
    save(phone)

    picture = phone.get_by_role("img", name="Genogram Rina")
    assert picture.locator("text").filter(has_text="Sumirah").count() == 1
    assert picture.locator(".g-conflict").count() == 1
    axe(phone)
    phone.get_by_text("Arti lambang").click()
    axe(phone)

    phone.goto(f"/kasus/{case.pk}/ekomap/")
    follow(phone.get_by_role("link", name="Tambah", exact=True))
    phone.get_by_label("Siapa atau apa itu?").fill("Rentenir")
    phone.get_by_label("Hubungan ini penuh tekanan").check()
    save(phone)
    assert phone.get_by_role("img", name="Ekomap Rina").locator(".g-stress").count() > 0
    axe(phone)


@pytest.mark.once  # colours and words; tests/site/test_queries.py opens them on both
def test_the_pages_of_an_assessment_hold_everywhere(cast, sign_in, looks, case, worker):
    assessed(cast, case, by=worker)
    for page, look in looks:
        sign_in(page, worker)
        for name in ("asesmen", "asesmen/tulis", "genogram", "ekomap"):
            page.goto(f"/kasus/{case.pk}/{name}/")
            look(page)
