"""Bu Wati adds photos to a meeting with her telephone, looks at one and takes it away again."""

from io import BytesIO

import pytest
from PIL import Image

from tests.groups.world import a_life, drawn
from tests.journeys.browser import PHONE, follow, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(cast):
    return a_life(cast)["meeting"]


@pytest.fixture
def camera(tmp_path):
    """A photo as the phone takes it: too large, and it tells where it was taken."""
    exif = Image.Exif()
    exif[0x0110] = "Redmi 9A"
    path = tmp_path / "IMG_20261127.jpg"
    path.write_bytes(drawn(size=(3000, 2000), colour="firebrick", exif=exif, quality=95))
    return path


def add(page, photo):
    follow(page.get_by_role("link", name="Tambah foto"))
    page.get_by_label("Ambil foto").set_input_files(photo)
    page.get_by_label("Semua yang dapat dikenali sudah setuju").check()
    follow(page.get_by_role("button", name="Tambah foto"))


def test_a_photo_is_added_seen_and_removed_on_a_phone(
    cast, meeting, phone, sign_in, axe, camera
):
    sign_in(phone, cast.wati)
    phone.goto(meeting.get_absolute_url())
    follow(phone.get_by_role("link", name="Tambah foto"))
    axe(phone)
    phone.get_by_label("Ambil foto").set_input_files(camera)
    phone.wait_for_function(
        "() => document.querySelector('[name=taken]').files[0].name === 'foto.jpg'"
    )
    phone.get_by_label("Semua yang dapat dikenali sudah setuju").check()
    follow(phone.get_by_role("button", name="Tambah foto"))
    axe(phone)
    follow(phone.get_by_role("link", name="Foto 2 dari pertemuan"))
    axe(phone)
    kept = meeting.photos.order_by("recorded_at").last()
    assert (kept.width, kept.height) == (1280, 853)
    follow(phone.get_by_role("link", name="Hapus foto ini"))
    phone.get_by_label("Mengapa dihapus?").fill("Bu Yani tidak mau terlihat")
    follow(phone.get_by_role("button", name="Simpan"))

    assert phone.get_by_role("link", name="Foto 1 dari pertemuan").is_visible()
    assert phone.get_by_role("link", name="Foto 2 dari pertemuan").count() == 0


def test_without_javascript_the_server_makes_it_small(
    cast, meeting, browser, live_server, sign_in, camera
):
    with opened(browser, live_server.url, **PHONE, java_script_enabled=False) as page:
        sign_in(page, cast.wati)
        page.goto(meeting.get_absolute_url())
        add(page, camera)

    kept = meeting.photos.order_by("recorded_at").last()
    picture = Image.open(BytesIO(bytes(kept.content)))
    assert (kept.width, kept.height) == picture.size == (1280, 853)
    assert not dict(picture.getexif())
