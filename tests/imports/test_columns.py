"""What an office says about its columns is kept, and used for its next file of that form."""

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.imports.actions import UnreadableFile, forget_columns, understand
from berdaya.imports.models import Understanding, Upload
from tests.imports.large import again, sent, work

STRANGE = """Kode desa;No KK;NIK;Nama;JK;Lahir pada;Peran di rumah;1;2
{village};3204320202050001;3204320101809001;Asep;L;01/01/1980;Kepala Keluarga;1;1
{village};3204320202050001;3204320101159002;Budi;L;01/01/2015;Anak;;
"""
SAID = {"F": "birth_date", "G": "relation"}


def strange(cast, village=None):
    return STRANGE.format(village=village or cast.village.code).encode()


@pytest.fixture
def upload(cast):
    return sent(cast, strange(cast), area=cast.village.code, by=cast.tuti)


def test_what_was_not_understood_is_put_right_and_looked_at_anew(cast, upload):
    assert upload.report["families"] == 0

    understand(upload=upload, mapping=SAID, by=cast.tuti)

    assert again(upload).state == Upload.State.CHECKED
    assert again(upload).report["families"] == 1


def test_the_next_file_with_the_same_headings_is_understood_at_once(cast, upload):
    understand(upload=upload, mapping=SAID, by=cast.tuti)

    following = sent(cast, strange(cast) + b"\n", area=cast.village.code, by=cast.dedi)

    assert following.report["families"] == 1
    assert following.mapping == SAID


def test_a_large_file_is_understood_as_well(cast, upload, monkeypatch):
    understand(upload=upload, mapping=SAID, by=cast.tuti)
    monkeypatch.setattr("berdaya.imports.work.PORTION", 0)

    following = sent(cast, strange(cast) + b"\n", area=cast.village.code, by=cast.dedi)
    work(size=1)

    assert again(following).report["families"] == 1


def test_another_office_is_not_told_what_this_one_said(cast, upload):
    understand(upload=upload, mapping=SAID, by=cast.tuti)

    theirs = sent(cast, strange(cast, "32.04.32.2999"), area="32.04.32.2999")

    assert theirs.report["families"] == 0


def test_what_was_said_can_be_forgotten(cast, upload):
    understand(upload=upload, mapping=SAID, by=cast.tuti)

    forget_columns(upload=again(upload), by=cast.tuti)

    following = sent(cast, strange(cast) + b"\n", area=cast.village.code, by=cast.tuti)
    assert following.report["families"] == 0


def test_a_file_that_could_not_be_read_so_stays_as_it_was(cast, upload):
    with pytest.raises(UnreadableFile):
        understand(upload=upload, mapping={"D": ""}, by=cast.tuti)

    assert again(upload).state == Upload.State.CHECKED
    assert not Understanding.objects.exists()


@pytest.mark.parametrize("verb", [understand, forget_columns])
def test_who_may_not_take_files_in_says_nothing_about_columns(cast, upload, verb):
    told = {"mapping": SAID} if verb is understand else {}

    with pytest.raises(NotAllowed):
        verb(upload=upload, by=cast.rahma, **told)

    assert not Understanding.objects.exists()


def test_the_page_offers_each_heading_and_says_who_said_so(cast, client, upload):
    client.force_login(cast.tuti)
    assert "Peran di rumah" in client.get(f"/berkas/{upload.pk}/kolom/").content.decode()

    sent_form = {f"column-{letter}": target for letter, target in SAID.items()}
    kept = {"A": "village_code", "B": "kk_number", "C": "nik", "D": "name", "E": "sex"}
    sent_form |= {f"column-{letter}": target for letter, target in kept.items()}
    sent_form |= {"column-H": "ks01", "column-I": "ks02"}
    page = client.post(f"/berkas/{upload.pk}/kolom/", sent_form, follow=True).content.decode()

    assert "Bu Tuti" in page
    assert again(upload).mapping == SAID
    client.post(f"/berkas/{upload.pk}/kolom/lupakan/")
    assert not Understanding.objects.exists()


def test_an_outsider_finds_no_columns(cast, client, upload):
    for user in (cast.joko, cast.rahma):
        client.force_login(user)
        assert client.get(f"/berkas/{upload.pk}/kolom/").status_code == 404
