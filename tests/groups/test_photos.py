"""Photos of meetings: who adds, sees and removes them, and what the pages refuse."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.groups import refusals
from berdaya.groups.actions import close_month, end_group, record_meeting, remove_photo
from berdaya.groups.actions.meetings import Held
from berdaya.groups.actions.photos import MOST
from berdaya.groups.models import Photo
from berdaya.keys import new_key
from berdaya.rules.months import month_before
from tests.groups.world import TODAY, a_life, again, drawn, photographed

COLOURS = ("red", "green", "blue", "gold", "navy", "pink", "teal", "gray", "plum", "tan")

IPHONE = b"\x00\x00\x00\x28ftypheic\x00\x00\x00\x00mif1MiHE" + bytes(900)  # how a HEIC begins


@pytest.fixture
def life(cast):
    return a_life(cast)


def photos():
    return Photo.objects.across_areas(why="test")


def sent(content=None, name="foto.jpg"):
    return SimpleUploadedFile(name, drawn(colour="gold") if content is None else content)


def address(life):
    return reverse("photo_new", args=[life["meeting"].pk])


def test_an_officer_adds_several_photos_at_once(client, cast, life):
    client.force_login(cast.wati)
    data = {
        "key": new_key(),
        "agreed": "on",
        "taken": sent(),
        "chosen": [sent(drawn(colour=it)) for it in ("red", "blue")],
    }

    answer = client.post(address(life), data)

    assert answer.status_code == 302
    assert life["meeting"].photos.count() == 4  # one was there before
    page = client.get(answer.url).content.decode()
    assert page.count('loading="lazy"') == 4
    assert "Hanya pengurus kelompok ini" in page


def test_the_picture_is_shown_small_and_large_and_asked_for_only_once(client, cast, life):
    client.force_login(cast.wati)
    photo = life["photo"]
    small, large = (reverse(it, args=[photo.pk]) for it in ("photo_preview", "photo_file"))

    answers = [client.get(it) for it in (small, large)]

    assert [it["Content-Type"] for it in answers] == ["image/jpeg"] * 2
    assert len(answers[0].content) < len(answers[1].content)
    assert answers[1].content == bytes(photos().get(pk=photo.pk).content)
    assert answers[0]["Cache-Control"] == "private, no-cache"
    again_asked = client.get(small, headers={"If-None-Match": answers[0]["ETag"]})
    assert (again_asked.status_code, again_asked.content) == (304, b"")


@pytest.mark.parametrize("who", ["tuti", "sari", "joko"])
def test_who_neither_belongs_to_the_group_nor_accompanies_it_sees_no_photo(
    client, cast, life, who
):
    client.force_login(getattr(cast, who))
    names = ("photo_detail", "photo_file", "photo_preview", "photo_remove")

    codes = [client.get(reverse(it, args=[life["photo"].pk])).status_code for it in names]

    assert codes == [404] * 4
    assert client.get(address(life)).status_code == 404
    page = client.get(life["meeting"].get_absolute_url()).content.decode()
    assert "kecil.jpg" not in page
    assert (
        "kecil.jpg"
        not in client.get(
            reverse("meeting_minutes", args=[life["meeting"].pk]) + "?foto"
        ).content.decode()
    )


def test_an_office_cannot_add_one_by_the_verb_either(cast, life):
    with pytest.raises(NotAllowed):
        photographed(life["meeting"], by=cast.tuti, colours=("red",))
    with pytest.raises(NotAllowed):
        remove_photo(photo=life["photo"], because="coba", by=cast.tuti)

    assert photos().standing().count() == 1


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("surat.pdf", b"%PDF-1.7"), "“surat.pdf” bukan foto"),
        (("foto.jpg", b"bukan gambar"), "“foto.jpg” bukan foto"),
        (("foto.jpg", drawn()[:300]), "“foto.jpg” bukan foto"),
        (("foto.jpg", b""), "kosong"),
        (("IMG_1.HEIC", IPHONE), "“IMG_1.HEIC” adalah foto HEIC dari iPhone"),
        (("IMG_1.jpg", IPHONE), "lewat WhatsApp"),
    ],
)
def test_what_is_no_photo_is_refused_with_its_name(client, cast, life, file, sentence):
    client.force_login(cast.wati)
    name, content = file

    answer = client.post(
        address(life),
        {"key": new_key(), "agreed": "on", "chosen": [sent(), sent(content, name)]},
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert photos().count() == 1


def test_photos_larger_than_the_server_takes_are_refused(client, cast, life, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2000  # what lies above is counted, not kept
    client.force_login(cast.wati)

    answer = client.post(address(life), {"key": new_key(), "agreed": "on", "chosen": [sent()]})

    assert answer.status_code == 422
    assert "Kirim lebih sedikit sekaligus" in answer.content.decode()
    assert photos().count() == 1


@pytest.mark.parametrize("data", [{"agreed": "on"}, {"chosen": "foto"}])
def test_without_a_photo_or_an_agreement_nothing_is_added(client, cast, life, data):
    client.force_login(cast.wati)
    files = {"chosen": sent()} if "chosen" in data else {}

    answer = client.post(address(life), {"key": new_key(), **data, **files})

    assert answer.status_code == 422
    assert photos().count() == 1


def test_the_same_form_again_adds_nothing_and_with_one_more_adds_that(cast, life):
    key = new_key()
    first = photographed(life["meeting"], by=cast.dedi, key=key, colours=("red", "blue"))

    repeated = photographed(life["meeting"], by=cast.dedi, key=key, colours=("red", "blue"))
    photographed(life["meeting"], by=cast.dedi, key=key, colours=("red", "blue", "gold"))

    assert {it.pk for it in repeated} == {it.pk for it in first}
    assert life["meeting"].photos.count() == 4


def test_a_key_of_another_meeting_is_refused(cast, life):
    key = new_key()
    photographed(life["meeting"], by=cast.dedi, key=key, colours=("red",))
    other = again(life["meeting"])
    other.pk = new_key()
    other.save(force_insert=True)

    with pytest.raises(refusals.GroupKeyInUse):
        photographed(other, by=cast.dedi, key=key, colours=("red",))

    assert not other.photos.exists()


def test_a_meeting_keeps_so_many_and_no_more(cast, life):
    photographed(life["meeting"], by=cast.dedi, colours=COLOURS[: MOST - 1])

    with pytest.raises(refusals.TooManyPhotos):
        photographed(life["meeting"], by=cast.dedi, colours=("tan",))
    remove_photo(photo=life["photo"], because="Tidak mau terlihat", by=cast.wati)
    photographed(life["meeting"], by=cast.dedi, colours=("tan",))

    assert life["meeting"].photos.standing().count() == MOST


def test_a_meeting_that_was_not_held_gets_none(client, cast, life):
    client.force_login(cast.wati)

    with pytest.raises(refusals.MeetingNotHeld):
        photographed(life["planned"], by=cast.dedi)

    assert client.get(reverse("photo_new", args=[life["planned"].pk])).status_code == 404
    assert not life["planned"].photos.exists()


def test_a_group_that_has_ended_gets_none(cast, life):
    end_group(group=life["group"], on=TODAY, reason="Selesai", by=cast.dedi)

    with pytest.raises(refusals.GroupHasEnded):
        photographed(life["meeting"], by=cast.dedi, colours=("red",))


def test_a_removed_photo_leaves_its_line_and_its_reason_alone(client, cast, life):
    client.force_login(cast.wati)
    photo = life["photo"]

    answer = client.post(
        reverse("photo_remove", args=[photo.pk]), {"because": "Bu Yani tidak mau"}
    )

    assert answer.status_code == 302
    row = photos().get(pk=photo.pk)
    assert (row.removed_on, row.removed_because) == (TODAY, "Bu Yani tidak mau")
    assert (bytes(row.content), bytes(row.preview)) == (b"", b"")
    assert Trace.objects.filter(verb="groups.remove_photo", by=cast.wati).count() == 1
    assert client.get(reverse("photo_file", args=[photo.pk])).status_code == 404
    assert "kecil.jpg" not in client.get(life["meeting"].get_absolute_url()).content.decode()
    with pytest.raises(refusals.PhotoRemoved):
        remove_photo(photo=photo, because="lagi", by=cast.wati)


def test_a_photo_is_not_removed_without_a_reason(client, cast, life):
    client.force_login(cast.wati)

    answer = client.post(reverse("photo_remove", args=[life["photo"].pk]), {"because": ""})

    assert answer.status_code == 422
    assert photos().standing().count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        photos().update(removed_on=TODAY)


def test_the_database_keeps_pictures_sealed(cast, life):
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, preview FROM groups_photo")
        stored = [bytes(it) for it in cursor.fetchone()]

    assert not any(it.startswith(b"\xff\xd8") or b"JFIF" in it for it in stored)


def test_minutes_show_photos_only_when_asked(client, cast, life):
    client.force_login(cast.wati)
    minutes = reverse("meeting_minutes", args=[life["meeting"].pk])

    plain, with_photos = (client.get(minutes + it).content.decode() for it in ("", "?foto"))

    assert "foto.jpg" not in plain
    assert "Dengan foto" in plain
    assert "foto.jpg" in with_photos


def test_a_closed_month_takes_no_photo_but_lets_one_go(cast, life):
    group, month = life["group"], month_before(TODAY)
    held = record_meeting(held=Held(new_key(), group, month, {}), by=cast.dedi)
    [photo] = photographed(held, by=cast.dedi)
    close_month(group=group, month=month, by=cast.dedi)

    with pytest.raises(refusals.MonthClosed):
        photographed(held, by=cast.dedi, colours=("red",))
    remove_photo(photo=photo, because="Tidak mau terlihat", by=cast.wati)

    assert held.photos.count() == 1
    assert not held.photos.standing().exists()
