"""The administrator's pages of own instruments, and the pages that each one gets by itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from berdaya.access.kinds import Kind
from berdaya.access.models import Role, User
from berdaya.demo.cast import rina_family
from berdaya.instruments.models import OwnInstrument
from berdaya.surveys.askable import askable
from berdaya.surveys.subjects import member
from tests.instruments.world import NAME, SAMPLE, TITLE, added


def sent(client, text, area="semua"):
    content = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile("alat.yaml", content, "application/yaml")
    return client.post(reverse("own_new"), {"file": file, "area": area})


def test_an_administrator_sends_a_file_and_sees_it_explained(client, cast):
    client.force_login(cast.admin)

    answer = sent(client, SAMPLE)

    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert TITLE in page
    assert "Dibuat sebuah kantor" in page
    assert "Belum cukup diuji coba" in page
    assert "Ada yang mendengarkan" in page
    assert NAME in client.get(reverse("own_list")).content.decode()


def test_every_fault_stands_on_the_page_with_its_line(client, cast):
    client.force_login(cast.admin)

    answer = sent(client, SAMPLE.replace("kind: yes_no", "kind: gambar"))
    page = answer.content.decode()

    assert answer.status_code == 422
    line = SAMPLE.splitlines().index("        kind: yes_no") + 1
    assert f"baris {line}: “gambar” tidak bisa dipakai untuk “kind”" in page
    assert not OwnInstrument.objects.exists()


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"&a [*a]", b"x" * 400_000, b"\x00", b"- <b>"]
)
def test_a_file_that_is_none_is_answered_and_not_added(client, cast, content):
    client.force_login(cast.admin)

    answer = sent(client, content)

    assert answer.status_code == 422
    assert b"<b>" not in answer.content
    assert not OwnInstrument.objects.exists()


def test_a_refusal_is_told_on_the_page(client, cast):
    added(cast.admin)
    client.force_login(cast.admin)

    changed = sent(client, SAMPLE.replace("buatan sendiri", "buatan kami"))
    named = sent(client, SAMPLE.replace(NAME, "contoh"))

    assert "versi baru" in changed.content.decode()
    assert "own-contoh" in named.content.decode()
    assert OwnInstrument.objects.count() == 1


def test_markup_in_a_definition_is_shown_as_letters(client, cast):
    added(cast.admin, SAMPLE.replace("id: Dukungan di sekitar", "id: <script>x</script>"))
    client.force_login(cast.admin)

    for address in ("/instrumen/", f"/instrumen/{NAME}/", f"/instrumen/{NAME}/formulir/"):
        page = client.get(address).content.decode()
        assert "<script>x" not in page
        assert "&lt;script&gt;x" in page


def test_who_administers_one_place_chooses_no_other_and_sees_no_other_offices(client, cast):
    other = added(cast.admin, area=cast.elsewhere)
    near = User.objects.create_user("pengelola-desa")
    Role.objects.create(user=near, kind=Kind.ADMINISTRATOR, area=cast.village)
    client.force_login(near)

    assert NAME not in client.get(reverse("own_list")).content.decode()
    assert client.get(reverse("own_file", args=[other.pk])).status_code == 404
    assert sent(client, SAMPLE.replace(NAME, "own-desa")).status_code == 422  # everywhere: no
    assert sent(client, SAMPLE.replace(NAME, "own-desa"), cast.village.code).status_code == 302
    assert OwnInstrument.objects.get(name="own-desa").area == cast.village


def test_the_pages_of_administrators_are_for_no_one_else(client, cast):
    made = added(cast.admin)
    for user in (cast.sari, cast.ani, cast.nasional, cast.rahma):
        client.force_login(user)
        for address in (
            reverse("own_list"),
            reverse("own_new"),
            reverse("own_file", args=[made.pk]),
        ):
            assert client.get(address).status_code == 404
        assert sent(client, SAMPLE.replace(NAME, "own-lain")).status_code == 404
    assert OwnInstrument.objects.count() == 1


def test_the_file_is_given_back_as_it_was_written(client, cast):
    made = added(cast.admin)
    client.force_login(cast.admin)

    answer = client.get(reverse("own_file", args=[made.pk]))

    assert answer.content.decode() == SAMPLE
    assert answer["Content-Type"].startswith("text/plain")
    assert "attachment" in answer["Content-Disposition"]


def test_form_and_code_books_say_whose_it_is(client, cast):
    added(cast.admin)
    client.force_login(cast.sari)
    address = f"/instrumen/{NAME}/"

    for page in ("", "formulir/?kertas=f4", "buku-kode.md"):
        assert TITLE in client.get(address + page).content.decode()
    assert client.get(f"{address}formulir.xlsx").content.startswith(b"PK")
    assert client.get(f"{address}buku-kode.csv").content.startswith(b"column,")
    client.cookies["django_language"] = "en"
    assert client.get(address).status_code == 200
    assert client.get(f"{address}buku-kode.csv").status_code == 200


def test_social_workers_are_offered_it_of_anybody_and_volunteers_of_nobody(client, cast):
    added(cast.admin, area=cast.village)
    membership = rina_family(cast).memberships.get(relation="spouse")
    subject, today = member(membership), timezone.localdate()
    start = f"/orang/{membership.person_id}/pendataan/{NAME}/"

    def names(user):
        return {one.definition.id for one in askable(subject, [], user, today)}

    assert NAME in names(cast.ani)
    assert NAME not in names(cast.sari)
    client.force_login(cast.ani)
    assert client.get(start).status_code == 200
    assert TITLE in client.get(f"/orang/{membership.person_id}/").content.decode()
    client.force_login(cast.sari)
    assert client.get(start).status_code == 404
    assert client.get(f"/keluarga/{membership.family_id}/pendataan/{NAME}/").status_code == 404


def test_a_retired_version_is_no_longer_offered(cast):
    added(cast.admin)
    text = SAMPLE.replace('version: "1"', 'version: "2"')
    added(cast.admin, text.replace("needs-piloting", "retired"))
    subject = member(rina_family(cast).memberships.get(relation="spouse"))

    offered = askable(subject, [], cast.ani, timezone.localdate())

    assert NAME not in {one.definition.id for one in offered}
