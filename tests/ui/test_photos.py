"""Photos are made small, upright, and say nothing but what they show."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from berdaya.ui import photos
from berdaya.ui.photos import EDGE, EDGE_OF_PREVIEW, NotAPhoto, small_photo
from tests.groups.world import drawn

TELLS = ("Redmi 9A", "Rumah Bu Wati", "6.914744")


def telling():
    """A photo that carries the phone, a comment, and where it was taken."""
    exif = Image.Exif()
    exif[0x0110] = "Redmi 9A"
    exif.get_ifd(0x8825)[2] = (6.0, 54.0, 53.0)
    exif.get_ifd(0x8825)[0x1B] = b"6.914744"
    xmp = b"<x:xmpmeta>Rumah Bu Wati</x:xmpmeta>"
    return drawn(exif=exif, comment=b"Rumah Bu Wati", xmp=xmp)


def opened(content):
    return Image.open(BytesIO(content))


def test_nothing_of_a_photo_is_kept_but_the_picture():
    sent = telling()
    assert all(word.encode() in sent for word in TELLS)

    made = small_photo(sent)

    for content in (made.content, made.preview):
        assert not any(word.encode() in content for word in TELLS)
        assert not dict(opened(content).getexif())
        assert set(opened(content).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_photo_becomes_small(kind):
    made = small_photo(drawn(size=(4000, 3000), kind=kind))

    assert opened(made.content).format == "JPEG"
    assert (made.width, made.height) == opened(made.content).size == (EDGE, 960)
    assert max(opened(made.preview).size) == EDGE_OF_PREVIEW


def test_a_small_photo_is_not_blown_up():
    assert opened(small_photo(drawn(size=(200, 100))).content).size == (200, 100)


def test_a_photo_taken_upright_stays_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the phone was held upright, the sensor lies

    made = small_photo(drawn(size=(800, 600), exif=exif))

    assert (made.width, made.height) == (600, 800)


def test_a_photo_with_see_through_parts_is_taken():
    written = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(written, "PNG")

    assert opened(small_photo(written.getvalue()).content).mode == "RGB"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 surat",
        b"GIF89a" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        drawn()[:300],
        drawn(kind="PNG")[:200],
        b"\x89PNG\r\n\x1a\n" + bytes(60),
    ],
)
def test_what_is_no_whole_photo_is_refused(content):
    with pytest.raises(NotAPhoto):
        small_photo(content)


def test_a_small_file_that_unfolds_to_a_giant_is_refused_unopened(monkeypatch):
    monkeypatch.setattr(photos, "MOST_PIXELS", 100)

    with pytest.raises(NotAPhoto):
        small_photo(drawn(size=(20, 20), kind="PNG"))


@given(at=st.integers(0, 900), byte=st.integers(0, 255))
def test_a_damaged_photo_is_taken_or_refused_and_breaks_nothing(at, byte):
    content = bytearray(drawn(size=(64, 48)))
    content[at % len(content)] = byte

    try:
        made = small_photo(bytes(content))
    except NotAPhoto:
        return
    assert opened(made.content).format == "JPEG"
