"""The pages of KIE: what a volunteer, an officer and a treasurer do there."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from berdaya.access.models import Look
from berdaya.keys import new_key
from berdaya.kie.models import Asked, Edition, Material, Session
from tests.groups.world import TODAY, a_group, again, melati
from tests.kie.world import DAY, PNG, a_material, a_meeting, a_session


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def sessions():
    return Session.objects.across_areas(why="test")


@pytest.fixture
def as_(client):
    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


def test_a_treasurer_notes_kie_of_a_meeting_without_naming_who_came(as_, cast):
    group, members = melati(cast)
    meeting = a_meeting(group, members[:2], by=cast.wati)
    leaflet = a_material(cast.dedi).editions.get()
    wati = as_(cast.wati)
    listed = text_of(wati.get(reverse("session_list", args=[group.pk])))
    address = f"{reverse('session_record_new', args=[group.pk])}?pertemuan={meeting.pk}"
    assert address in listed
    page = wati.get(address)
    assert "came" not in page.context["form"].fields

    data = {
        "topics": ["marketing", "capital"],
        "speaker": "pkb-plkb",
        "audience": "members",
        "material_marketing": str(leaflet.pk),
        "key": page.context["form"]["key"].value(),
    }
    answer = wati.post(address, data)

    session = sessions().get()
    assert answer.url == session.get_absolute_url()
    detail = text_of(wati.get(answer.url))
    assert "Rina" in detail
    assert "Yani" not in detail
    assert "Kemasan yang menarik, versi 1" in detail
    assert "Tanya" not in detail  # officers of the group do not ask their neighbours


def test_apart_from_a_meeting_names_are_tapped(as_, cast):
    group, members = melati(cast)
    sari = as_(cast.sari)
    address = reverse("session_record_new", args=[group.pk])

    silent = sari.post(address, {"on": f"{DAY:%d-%m-%Y}", "key": new_key()})
    said = sari.post(
        address,
        {
            "on": f"{DAY:%d-%m-%Y}",
            "topics": ["technology"],
            "speaker": "other",
            "speaker_name": "Bu Nina",
            "audience": "public",
            "how": "together",
            "came": [str(members[0].pk)],
            "others": "7",
            "key": new_key(),
        },
    )

    assert silent.status_code == 422
    assert said.status_code == 302
    session = sessions().get()
    assert (session.others, session.listeners.count()) == (7, 1)


def test_a_correction_shows_what_was_noted(as_, cast):
    group, members = melati(cast)
    session = a_session(group, members[:1], by=cast.wati, others=3)

    form = as_(cast.wati).get(reverse("session_record", args=[session.pk])).context["form"]

    assert form["topics"].value() == ["marketing"]
    assert form["came"].value() == [str(members[0].pk)]
    assert (form["others"].value(), form["key"].value()) == (3, str(session.pk))


def test_what_was_noted_by_mistake_is_taken_back(as_, cast):
    group, members = melati(cast)
    session = a_session(group, members, by=cast.wati)

    as_(cast.wati).post(
        reverse("session_withdraw", args=[session.pk]), {"reason": "salah kelompok"}
    )

    assert again(session).withdrawn_because == "salah kelompok"
    assert "Belum ada KIE" in text_of(
        as_(cast.wati).get(reverse("session_list", args=[group.pk]))
    )


def test_a_volunteer_asks_before_and_after(as_, cast):
    group, members = melati(cast)
    session = a_session(group, members, by=cast.sari)
    sari = as_(cast.sari)
    keys = [str(it.pk) for it in members]

    for when, knew in (("sebelum", keys[:1]), ("sesudah", keys)):
        address = reverse("session_ask", args=[session.pk, "marketing", when])
        page = sari.get(address)
        assert page.context["form"]["asked"].value() == keys
        key = page.context["form"]["key"].value()
        sari.post(address, {"asked": keys, "km01": knew, "km02": [], "key": key})

    assert Asked.objects.count() == 6
    detail = text_of(sari.get(session.get_absolute_url()))
    assert "Dari 3 orang yang ditanya dua kali" in detail
    assert "1&nbsp;/&nbsp;3" in detail
    assert "3&nbsp;/&nbsp;3" in detail
    assert "tidak membuktikan" in detail
    again_asked = text_of(sari.get(address))
    assert "Tidak ada lagi yang ditanya" in again_asked


def test_questions_are_asked_in_a_session_and_not_on_a_persons_page(as_, cast):
    _group, members = melati(cast)

    page = text_of(as_(cast.sari).get(members[0].person.get_absolute_url()))

    assert "Tanya KIE" not in page
    assert "Empat ciri kemandirian" in page


@pytest.mark.parametrize(
    "path", ["tanya/capital/sebelum/", "tanya/queen/sebelum/", "tanya/marketing/kapan/"]
)
def test_what_was_not_talked_about_is_not_asked(as_, cast, path):
    group, members = melati(cast)
    session = a_session(group, members, by=cast.sari)

    assert as_(cast.sari).get(f"{session.get_absolute_url()}{path}").status_code == 404


def test_another_group_s_kie_does_not_exist(as_, cast):
    melati(cast)
    mawar = a_group(cast.dedi, "Mawar")
    session = a_session(mawar, [], by=cast.dedi)
    wati = as_(cast.wati)

    answers = {
        wati.get(address).status_code
        for address in (
            session.get_absolute_url(),
            reverse("session_list", args=[mawar.pk]),
            reverse("session_record", args=[session.pk]),
            reverse("session_record_new", args=[mawar.pk]),
        )
    }

    assert answers == {404}
    assert as_(cast.joko).get(session.get_absolute_url()).status_code == 404


def test_an_address_that_makes_no_sense_finds_no_meeting(as_, cast):
    group, _members = melati(cast)
    address = reverse("session_record_new", args=[group.pk])

    wati = as_(cast.wati)

    assert wati.get(f"{address}?pertemuan=x").status_code == 404
    assert wati.get(f"{address}?pertemuan={new_key()}").status_code == 404


def test_who_looked_at_a_session_is_noted(as_, cast):
    group, members = melati(cast)
    session = a_session(group, members, by=cast.dedi)

    as_(cast.dedi).get(session.get_absolute_url())

    assert Look.objects.filter(by=cast.dedi, cell="kie.read").count() == 1


def test_a_leaflet_goes_into_the_library_and_comes_out_to_be_kept(as_, cast):
    dedi = as_(cast.dedi)
    page = dedi.get(reverse("material_new"))
    keys = {name: page.context["form"][name].value() for name in ("key", "content_key")}
    told = {"title": "Label", "topic": "marketing", "language": "su", **keys}

    wrong = SimpleUploadedFile("label.png", b"<svg onload=alert(1)>", "image/png")
    refused = dedi.post(reverse("material_new"), {**told, "file": wrong})
    right = SimpleUploadedFile("label.exe", PNG, "application/octet-stream")
    taken = dedi.post(reverse("material_new"), {**told, "file": right})

    assert refused.status_code == 422
    assert "PDF atau gambar" in text_of(refused)
    assert taken.url == Material.objects.get().get_absolute_url()
    kept = as_(cast.wati).get(reverse("edition_file", args=[Edition.objects.get().pk]))
    assert kept.content == PNG
    assert kept["Content-Type"] == "image/png"
    assert kept["Content-Disposition"].startswith("attachment;")
    assert kept["X-Content-Type-Options"] == "nosniff"


def test_a_newer_version_is_shown_first(as_, cast):
    material = a_material(cast.dedi)
    dedi = as_(cast.dedi)
    address = reverse("edition_new", args=[material.pk])

    link = "javascript:alert(1)"
    bad = dedi.post(address, {"link": link, "content_key": new_key()})
    dedi.post(address, {"text": "Pilih warna tua.", "content_key": new_key()})

    assert bad.status_code == 422
    page = text_of(dedi.get(material.get_absolute_url()))
    assert page.index("Versi 2") < page.index("Versi 1")
    assert reverse("edition_new", args=[material.pk]) not in text_of(
        as_(cast.sari).get(material.get_absolute_url())
    )
    assert as_(cast.tuti).get(address).status_code == 404


def test_what_is_no_longer_used_leaves_the_list(as_, cast):
    material = a_material(cast.dedi)
    dedi = as_(cast.dedi)
    listed = text_of(dedi.get(f"{reverse('material_list')}?topik=marketing"))
    elsewhere = text_of(dedi.get(f"{reverse('material_list')}?topik=capital"))

    dedi.post(reverse("material_end", args=[material.pk]))

    assert material.title in listed
    assert material.title not in elsewhere
    assert material.title not in text_of(dedi.get(reverse("material_list")))
    assert "Tidak dipakai lagi" in text_of(dedi.get(material.get_absolute_url()))


def test_an_officer_sees_the_holes_of_the_area(as_, cast):
    group, members = melati(cast)
    a_group(cast.dedi, "Mawar")
    a_session(group, members, by=cast.dedi, topics=("marketing",), on=TODAY)
    address = reverse("kie_coverage")

    page = text_of(as_(cast.dedi).get(address))
    none = text_of(as_(cast.dedi).get(f"{address}?wilayah=33"))

    assert "7 topik belum ada" in page
    assert "8 topik belum ada" in page
    assert "Bulan terakhir kelompok" in page
    assert "Melati" not in none
    assert as_(cast.sari).get(address).status_code == 404


def test_everything_said_in_english_too(client, cast):
    group, members = melati(cast)
    session = a_session(group, members, by=cast.dedi)
    client.force_login(cast.dedi)
    client.cookies["django_language"] = "en"

    page = text_of(client.get(session.get_absolute_url()))

    assert "Who listened" in page
    assert "Marketing" in page
    assert "Pemasaran" not in page
