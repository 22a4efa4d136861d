"""The pages about work on large files: how far it is, stop and go on, and who is at it."""

import pytest
from django.utils import timezone

from berdaya.imports.actions import carry_out, stop
from berdaya.imports.models import Upload, Worker
from berdaya.imports.progress import in_words
from berdaya.imports.workers import SILENT, at_work, claim
from berdaya.people.models import Family
from tests.imports.large import again, large_file, looked_through, sent, work

State = Upload.State


@pytest.fixture(autouse=True)
def small_portions(monkeypatch):
    monkeypatch.setattr("berdaya.imports.work.PORTION", 3)


@pytest.fixture
def dedi(cast, client):
    client.force_login(cast.dedi)
    return client


def text(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_while_no_worker_is_alive_the_page_says_so_and_what_to_do(cast, dedi):
    upload = sent(cast)

    page = text(dedi, f"/berkas/{upload.pk}/")

    assert "pekerja di balik layar sedang diam" in page
    assert "berdaya worker" in page
    assert "sedang diam" in text(dedi, "/berkas/")


def test_while_a_worker_is_alive_a_file_waits_for_its_turn(cast, dedi):
    first, second = sent(cast), sent(cast)

    with at_work(Worker.Kind.BACKGROUND) as worker:
        claim(worker, only=first)
        page = text(dedi, f"/berkas/{second.pk}/")

    assert "menunggu giliran" in page
    assert "1 berkas ada di depannya" in page
    assert "hx-get" in page


def test_the_page_says_how_many_came_in_when_it_was_stopped(cast, dedi):
    upload = carry_out(upload=looked_through(cast), only_good=False, by=cast.dedi)
    work(after_each=lambda it: stop(upload=it, by=cast.dedi))

    page = text(dedi, f"/berkas/{upload.pk}/")

    assert "3 / 11" in page
    assert "lanjutkan/" in page
    assert "hx-get" not in page


def test_a_press_stops_and_another_goes_on(cast, dedi):
    upload = sent(cast)

    dedi.post(f"/berkas/{upload.pk}/hentikan/")
    stopped = again(upload).state
    dedi.post(f"/berkas/{upload.pk}/lanjutkan/")

    assert (stopped, again(upload).state) == (State.STOPPED, State.LOOKING)


def test_htmx_gets_the_part_alone_and_the_whole_page_once_it_is_over(cast, dedi):
    upload = sent(cast)
    part = text(dedi, f"/berkas/{upload.pk}/", HX_Request="true", HX_Target="job")
    work()

    answer = dedi.get(
        f"/berkas/{upload.pk}/", headers={"HX-Request": "true", "HX-Target": "job"}
    )

    assert part.strip().startswith("<div")
    assert answer["HX-Refresh"] == "true"


def test_a_large_file_is_handed_to_the_worker_by_one_press(cast, dedi):
    upload = looked_through(cast)

    page = dedi.post(f"/berkas/{upload.pk}/masukkan/", follow=True).content.decode()

    assert "Keluarga yang sudah dilewati" in page
    assert not Family.objects.across_areas(why="test").exists()
    work()
    assert again(upload).state == State.DONE


@pytest.mark.parametrize("deed", ["hentikan", "lanjutkan"])
def test_others_find_nothing_to_stop_or_to_go_on_with(cast, client, deed):
    upload = sent(cast)

    for user in (cast.joko, cast.rahma):
        client.force_login(user)
        assert client.post(f"/berkas/{upload.pk}/{deed}/").status_code == 404

    assert again(upload).state == State.LOOKING


def test_the_village_office_does_not_see_the_file_of_the_district(cast, client):
    upload = sent(cast)
    client.force_login(cast.tuti)

    assert client.get(f"/berkas/{upload.pk}/").status_code == 404
    page = text(client, "/pekerja/")
    assert upload.filename not in page
    assert "1 berkas kantor lain" in page


def test_the_life_of_the_worker_is_shown(cast, client):
    client.force_login(cast.admin)
    assert "Belum pernah terlihat" in text(client, "/pekerja/")
    with at_work(Worker.Kind.BACKGROUND) as worker:
        assert "sedang berjalan" in text(client, "/pekerja/")
        Worker.objects.filter(pk=worker.pk).update(beat_at=timezone.now() - 2 * SILENT)

        assert "Terakhir terlihat" in text(client, "/pekerja/")


def test_whoever_sends_for_a_district_may_choose_it_or_one_of_its_villages(cast, dedi):
    page = text(dedi, "/berkas/")

    assert "Semua desa di Kecamatan Baleendah" in page
    assert "Desa Sukamaju" in page
    assert large_file()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "kurang dari setengah menit"),
        (50, "sekitar satu menit"),
        (400, "sekitar 7 menit"),
        (9000, "sekitar 2 jam"),
    ],
)
def test_what_is_left_is_said_in_plain_words(seconds, words):
    assert in_words(seconds) == words
