"""The pages of partners: what an officer, a field officer and a stranger do there."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from berdaya.keys import new_key
from berdaya.partners.models import Document, Partner, Partnership
from berdaya.ui.attachments import MOST_BYTES
from tests.groups.world import TODAY, VILLAGE, a_group, melati
from tests.partners.world import (
    PDF,
    a_partner,
    agreed,
    attached,
    begun,
    makes,
    promised,
    seeks,
)

DAY = f"{TODAY:%d-%m-%Y}"


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def group(cast):
    return melati(cast)[0]


@pytest.fixture
def wati(client, cast):
    client.force_login(cast.wati)
    return client


@pytest.fixture
def dedi(client, cast):
    client.force_login(cast.dedi)
    return client


def test_a_field_officer_notes_a_partner_and_what_it_seeks(dedi):
    told = {"name": "Toko  Berkah", "kind": "shop", "reach": "-", "phone": "0812-3456-7890"}
    data = told | {"key": new_key()}

    added = dedi.post(f"{reverse('partner_new')}?wilayah={VILLAGE}", data)
    partner = Partner.objects.across_areas(why="test").get()
    need = {"way": "seeks", "sector": "10", "words": "keripik", "since": DAY, "key": new_key()}
    dedi.post(reverse("need_new", args=[partner.pk]), need)

    assert added.url == partner.get_absolute_url()
    assert (partner.name, partner.phone) == ("Toko Berkah", "+6281234567890")
    assert partner.work_areas.get().area is None
    page = text_of(dedi.get(added.url))
    assert "Mencari" in page
    assert "Makanan olahan" in page
    assert "Seluruh Indonesia" in page


def test_working_areas_are_added_and_ended_on_the_partners_page(dedi, cast):
    partner = a_partner(cast.dedi, reach=VILLAGE)
    address = reverse("work_area_new", args=[partner.pk])
    only = text_of(dedi.get(partner.get_absolute_url()))

    nothing = dedi.post(address, {"area_text": ""})
    both = dedi.post(address, {"area": "33.01", "is_all": "on"})
    dedi.post(address, {"area": "33.01"})
    again_there = dedi.post(address, {"area": "33.01.01.2998"})
    page = text_of(dedi.get(partner.get_absolute_url()))
    ending = reverse(
        "work_area_end", args=[partner.pk, partner.work_areas.get(area="33.01").pk]
    )
    dedi.get(ending)
    dedi.post(ending)

    assert "/selesai/" not in only
    assert (nothing.status_code, both.status_code, again_there.status_code) == (422, 422, 422)
    assert "Cilacap" in page
    assert ending in page
    assert "sudah bekerja di sana" in text_of(again_there)
    assert partner.work_areas.get().area_id == VILLAGE


def test_who_does_not_work_where_it_is_registered_finds_no_such_page(client, cast):
    partner = a_partner(cast.dedi, reach=None)
    client.force_login(cast.joko)

    for address in (
        reverse("work_area_new", args=[partner.pk]),
        reverse("work_area_end", args=[partner.pk, partner.work_areas.get().pk]),
    ):
        assert client.get(address).status_code == 404


def test_an_officer_of_several_villages_first_chooses_one(dedi):
    assert "Di desa mana mitranya?" in text_of(dedi.get(reverse("partner_new")))


def test_the_directory_is_narrowed_by_field(dedi, cast):
    seeks(a_partner(cast.dedi, "Toko Kue"), "kue", by=cast.dedi)
    seeks(a_partner(cast.dedi, "Butik"), "baju", by=cast.dedi, sector="14")

    page = text_of(dedi.get(reverse("partner_list"), {"bidang": "14"}))

    assert ("Butik" in page, "Toko Kue" in page) == (True, False)


def test_a_match_says_its_reason_and_leads_to_the_first_contact(dedi, cast, group):
    makes(group, "keripik singkong", by=cast.dedi)
    makes(a_group(cast.dedi, "Mawar"), "kue basah", by=cast.dedi)
    partner = a_partner(cast.dedi)
    seeks(partner, "keripik 100 bungkus", by=cast.dedi)

    page = text_of(dedi.get(reverse("match_list")))

    assert "Sama-sama menyebut “keripik”" in page
    assert "Bidang sama: Makanan olahan. Kelompok menjual: kue basah." in page
    assert f"{reverse('partnership_new', args=[group.pk])}?mitra={partner.pk}" in page


def test_the_list_of_matches_is_for_field_officers(wati):
    assert wati.get(reverse("match_list")).status_code == 404


def test_a_treasurer_leads_a_partnership_to_its_agreement(wati, cast, group):
    partner = a_partner(cast.dedi)
    contact = {
        "partner": partner.pk,
        "form": "trade",
        "what": "keripik",
        "on": DAY,
        "reason": "bertemu di pameran",
        "key": new_key(),
    }
    wati.post(reverse("partnership_new", args=[group.pk]), contact)
    it = Partnership.objects.across_areas(why="test").get()
    said = {"on": DAY, "reason": "bicara harga"}
    terms = {"value": "12.000.000", "since": DAY, "last_day": "31-12-2027"}

    early = wati.get(reverse("partnership_step", args=[it.pk, "sepakat"]))
    wati.post(reverse("partnership_step", args=[it.pk, "bicara"]), said | {"key": new_key()})
    silent = wati.post(
        reverse("partnership_step", args=[it.pk, "sepakat"]), said | {"key": new_key()}
    )
    wati.post(
        reverse("partnership_step", args=[it.pk, "sepakat"]),
        said | terms | {"key": new_key()},
    )

    assert early.status_code == 404
    assert silent.status_code == 422
    page = text_of(wati.get(it.get_absolute_url()))
    assert "Rp12.000.000" in page
    assert "31 Desember 2027" in page
    assert "bicara harga" in page


def test_an_overdue_promise_is_on_the_groups_own_page(wati, cast, group):
    late = promised(agreed(group, a_partner(cast.dedi), by=cast.wati), by=cast.wati)
    settle = reverse("obligation_settle", args=[late.pk])

    before = text_of(wati.get(group.get_absolute_url()))
    wati.post(settle, {"state": "done", "on": DAY, "note": ""})
    after = text_of(wati.get(group.get_absolute_url()))

    assert "lewat waktu" in before
    assert settle in before
    assert settle not in after


def send(client, it, content, name="perjanjian.pdf"):
    file = SimpleUploadedFile(name, content, "application/pdf")
    data = {"title": "Perjanjian", "content": file, "cites": "uu-52-2009", "key": new_key()}
    return client.post(reverse("document_new", args=[it.pk]), data)


def test_a_paper_is_attached_and_opened_by_those_who_may_read_the_group(client, cast, group):
    it = begun(group, a_partner(cast.dedi), by=cast.wati)
    client.force_login(cast.wati)
    send(client, it, PDF, "perjanjian.exe")
    document = Document.objects.across_areas(why="test").get()
    address = reverse("document_file", args=[document.pk])

    answers = {}
    for who in (cast.wati, cast.dedi, cast.joko):
        client.force_login(who)
        answers[who.username] = client.get(address)

    mine = answers["wati"]
    assert {name: it.status_code for name, it in answers.items()} == {
        "wati": 200,
        "dedi": 200,
        "joko": 404,
    }
    assert mine.content == PDF
    assert mine["Content-Type"] == "application/pdf"
    assert mine["Content-Disposition"] == 'attachment; filename="Perjanjian.pdf"'
    assert mine["Cache-Control"] == "no-store"
    assert mine["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ program", "Ini bukan PDF, JPG, atau PNG"),
        (b"%PDF-" + b"0" * MOST_BYTES, "Berkas lebih besar dari 2 MB"),
        (b"\xff\xd8\xff" + b"0" * MOST_BYTES, "Ini bukan PDF, JPG, atau PNG"),
        (b"\x00\x00\x00\x28ftypheic" + bytes(40), "foto HEIC dari iPhone"),
    ],
)
def test_another_file_is_refused_in_plain_words(wati, cast, group, content, sentence):
    it = begun(group, a_partner(cast.dedi), by=cast.wati)

    answer = send(wati, it, content)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Document.objects.across_areas(why="test").exists()


def test_a_large_photo_of_a_paper_is_made_smaller_and_stays_readable(wati, cast, group):
    it = begun(group, a_partner(cast.dedi), by=cast.wati)
    written = BytesIO()
    Image.effect_noise((2400, 3200), 80).save(written, "JPEG", quality=90)
    assert len(written.getvalue()) > MOST_BYTES

    answer = send(wati, it, written.getvalue())

    assert answer.status_code == 302
    kept = bytes(Document.objects.across_areas(why="test").get().content)
    assert len(kept) < MOST_BYTES
    assert Image.open(BytesIO(kept)).size == (1500, 2000)


def test_a_file_larger_than_any_lies_nowhere_on_the_disk(wati, cast, group, settings, tmp_path):
    it = begun(group, a_partner(cast.dedi), by=cast.wati)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE, settings.FILE_UPLOAD_TEMP_DIR = 100, str(tmp_path)
    tmp_path.chmod(0o000)  # whoever writes there fails, or leaves something behind

    answer = send(wati, it, b"%PDF-" + b"0" * MOST_BYTES)
    tmp_path.chmod(0o700)

    assert "Berkas lebih besar dari 2 MB" in text_of(answer)
    assert list(tmp_path.iterdir()) == []


def test_a_paper_taken_away_is_not_there_any_more(wati, cast, group):
    document = attached(begun(group, a_partner(cast.dedi), by=cast.wati), by=cast.wati)

    wati.post(reverse("document_withdraw", args=[document.pk]), {"because": "salah berkas"})

    page = text_of(wati.get(document.partnership.get_absolute_url()))
    assert "salah berkas" in page
    assert wati.get(reverse("document_file", args=[document.pk])).status_code == 404


def test_pages_of_another_group_do_not_exist(wati, cast, group):
    mawar = a_group(cast.dedi, "Mawar")
    it = agreed(mawar, a_partner(cast.dedi), by=cast.dedi)
    obligation, document = promised(it, by=cast.dedi), attached(it, by=cast.dedi)
    addresses = [
        reverse("partnership_list", args=[mawar.pk]),
        reverse("partnership_new", args=[mawar.pk]),
        it.get_absolute_url(),
        reverse("partnership_step", args=[it.pk, "selesai"]),
        reverse("obligation_settle", args=[obligation.pk]),
        reverse("document_file", args=[document.pk]),
        reverse("document_withdraw", args=[document.pk]),
    ]

    assert {wati.get(address).status_code for address in addresses} == {404}
