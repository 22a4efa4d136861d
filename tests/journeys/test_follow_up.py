"""A step is taken up on a phone; a note on data quality is talked about and closed."""

from datetime import date

import pytest
from django.utils import timezone

from berdaya.demo.cast import make_cast, rina_family
from berdaya.followups.models import Decision
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.quality.models import Note
from berdaya.surveys.actions import NewAssessment, record_assessment
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KS = "keluarga-sejahtera"
PACE = {"kind": "pace", "counts": {"hour": 18, "all": 31}, "about": ""}


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def test_a_step_is_declined_without_a_reason_once_and_then_taken_up(cast, phone, sign_in, axe):
    answers = {f"ks{number:02}": int(number != 3) for number in range(1, 22)}
    entry = NewAssessment(new_key(), rina_family(cast), answers, timezone.localdate())
    done = record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)
    sign_in(phone, cast.sari)
    phone.goto(f"/hasil/{done.pk}/")
    axe(phone)
    follow(phone.get_by_role("link", name="Putuskan").first)
    axe(phone)

    phone.get_by_text("Yang ini tidak").click()
    follow(phone.get_by_role("button", name="Simpan"))
    phone.get_by_text("Pilih alasannya").first.wait_for()
    axe(phone)
    phone.get_by_text("Kita ambil langkah ini").click()
    phone.get_by_label("Siapa yang mengerjakan?").fill("Pak RT")
    follow(phone.get_by_role("button", name="Simpan"))

    phone.get_by_text("diambil", exact=True).wait_for()
    axe(phone)
    assert Decision.objects.across_areas(why="test").get().who == "Pak RT"


def test_the_officer_reads_a_note_goes_there_and_writes_what_it_was(
    cast, desktop, phone, sign_in, axe
):
    note = Note.objects.create(
        surveyor=cast.sari,
        area=cast.village,
        month=date(2026, 1, 1),
        surveys=31,
        findings=[PACE],
    )
    sign_in(desktop, cast.dedi)
    desktop.goto("/")
    follow(desktop.get_by_role("link", name="Catatan mutu data"))
    axe(desktop)
    follow(desktop.get_by_role("link", name="Layak dikunjungi bersama"))
    axe(desktop)
    desktop.get_by_label("Apa sebabnya?").fill("Disalin dari kertas")
    follow(desktop.get_by_role("button", name="Simpan"))
    desktop.get_by_text("sudah dibicarakan").wait_for()
    desktop.goto("/tindak-lanjut/")
    axe(desktop)

    sign_in(phone, cast.sari)
    phone.goto("/mutu-data/saya/")
    assert phone.get_by_text("Disalin dari kertas").is_visible()
    axe(phone)
    note.refresh_from_db()
    assert note.talked_by == cast.dedi
