"""Notes on data quality: made per month, for the field officer alone, talked about together."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from typer.testing import CliRunner

from berdaya.access.actions import NotAllowed
from berdaya.areas.models import Area
from berdaya.cli.main import app
from berdaya.keys import new_key
from berdaya.people.actions import register_families
from berdaya.people.models import Door
from berdaya.quality.actions import MonthNotOver, OutcomeMissing, OwnNote, make_notes, talk_over
from berdaya.quality.models import Note
from berdaya.surveys.actions import NewAssessment, record_assessments
from tests.insights.world import _family

KS = "keluarga-sejahtera"
LAST = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


@pytest.fixture
def district(cast):
    return Area.objects.get(pk="32.04.32")


@pytest.fixture
def surveyed(cast):
    """Record some families of the RT, so many minutes apart."""
    dice = Random(5)

    def record(by, count, *, apart=40, door=Door.WEB):
        families = register_families(
            families=[_family(dice, cast.rt.code) for _ in range(count)],
            door=door,
            by=cast.tuti,
        )
        begin = datetime(LAST.year, LAST.month, 3, 8, tzinfo=UTC)
        entries = [
            NewAssessment(
                new_key(),
                family,
                {f"ks{n:02}": int(dice.random() < 0.7) for n in range(1, 22)},
                LAST + timedelta(days=2),
                provenance={
                    "began": (begin + timedelta(minutes=apart * at)).isoformat(),
                    "finished": (begin + timedelta(minutes=apart * at + 9)).isoformat(),
                },
            )
            for at, family in enumerate(families)
        ]
        return record_assessments(entries=entries, instrument=KS, door=door, by=by)

    return record


def notes():
    return Note.objects.across_areas(why="test")


@pytest.fixture
def note(cast, district, surveyed):
    surveyed(cast.sari, 20, apart=3)
    [made] = make_notes(district=district, month=LAST, by=cast.dedi)
    return made


def test_an_hour_with_twenty_surveys_is_worth_a_visit(cast, note):
    assert (note.surveyor, note.area_id, note.surveys) == (cast.sari, cast.village.code, 20)
    assert [one["kind"] for one in note.findings] == ["pace"]
    assert note.findings[0]["counts"] == {"hour": 20, "all": 20}


def test_visits_on_foot_and_files_of_an_office_leave_no_note(cast, district, surveyed):
    surveyed(cast.sari, 25)
    surveyed(cast.tuti, 80, apart=1, door=Door.FILE)

    assert make_notes(district=district, month=LAST, by=cast.dedi) == []


def test_making_the_month_again_changes_nothing_that_was_talked_about(cast, district, note):
    talk_over(note=note, outcome="Disalin dari kertas", talked_on=LAST, by=cast.dedi)

    assert make_notes(district=district, month=LAST, by=cast.dedi) == []

    assert notes().get().outcome == "Disalin dari kertas"


def test_making_the_month_twice_makes_one_note(cast, district, note):
    make_notes(district=district, month=LAST, by=cast.dedi)

    assert notes().count() == 1


def test_a_month_that_is_not_over_is_not_looked_at(cast, district):
    with pytest.raises(MonthNotOver):
        make_notes(district=district, month=timezone.localdate(), by=cast.dedi)


def test_nobody_but_the_field_officer_of_the_area_makes_notes(cast, district):
    for user in (cast.sari, cast.tuti, cast.rahma, cast.admin, cast.joko):
        with pytest.raises(NotAllowed):
            make_notes(district=district, month=LAST, by=user)


def test_a_talk_wants_words_and_another_person(cast, note, district, surveyed):
    with pytest.raises(OutcomeMissing):
        talk_over(note=note, outcome=" ", talked_on=LAST, by=cast.dedi)
    note.surveyor = cast.dedi
    with pytest.raises(OwnNote):
        talk_over(note=note, outcome="x", talked_on=LAST, by=cast.dedi)


def test_the_database_keeps_a_talk_whole(note):
    with pytest.raises(IntegrityError), transaction.atomic():
        notes().update(talked_on=LAST)


@pytest.mark.parametrize("name", ["sari", "tuti", "rahma", "nasional", "admin", "joko"])
def test_the_page_is_there_for_the_field_officer_alone(client, cast, note, name):
    client.force_login(getattr(cast, name))

    assert client.get("/mutu-data/").status_code in (404, 302)
    assert client.get(f"/mutu-data/{note.pk}/").status_code in (404, 302)
    assert "pendataan selesai" not in client.get("/mutu-data/").content.decode()


def test_the_officer_reads_innocent_readings_before_any_figure(client, cast, note):
    client.force_login(cast.dedi)

    page = client.get("/mutu-data/").content.decode()

    assert page.index("ditulis di kertas") < page.index("20 pendataan selesai")
    assert "/mutu-data/" in client.get("/").content.decode()


def test_she_reads_her_own_note_only_once_it_was_talked_about(client, cast, note):
    client.force_login(cast.sari)
    before = client.get("/mutu-data/saya/").content.decode()

    client.force_login(cast.dedi)
    page = f"/mutu-data/{note.pk}/"
    client.post(page, {"outcome": "Disalin dari kertas", "talked_on": "1-6-2020"})
    client.force_login(cast.sari)
    after = client.get("/mutu-data/saya/").content.decode()

    assert "20 pendataan selesai" not in before
    assert "20 pendataan selesai" in after
    assert "Disalin dari kertas" in after


def test_an_officer_does_not_read_notes_about_their_own_surveys(
    client, cast, district, surveyed
):
    surveyed(cast.dedi, 20, apart=3)
    make_notes(district=district, month=LAST, by=cast.dedi)
    client.force_login(cast.dedi)

    page = client.get("/mutu-data/").content.decode()

    assert "20 pendataan selesai" not in page


def test_the_officer_makes_the_notes_by_a_button(client, cast, surveyed):
    surveyed(cast.sari, 20, apart=3)
    client.force_login(cast.dedi)

    assert client.post("/mutu-data/susun/").url == "/mutu-data/"

    assert notes().get().surveyor == cast.sari


def test_the_command_makes_the_notes_of_a_month(cast, surveyed):
    surveyed(cast.sari, 20, apart=3)
    runner = CliRunner()

    done = runner.invoke(app, ["quality", "--month", f"{LAST:%Y-%m}"])
    early = runner.invoke(app, ["quality", "--month", f"{timezone.localdate():%Y-%m}"])

    assert (done.exit_code, early.exit_code) == (0, 2), done.output
    assert notes().count() == 1
