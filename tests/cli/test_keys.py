"""`berdaya keys`: keys change while people work, and nothing is lost on the way."""

import pytest
from typer.testing import CliRunner

from berdaya.cli.main import app
from berdaya.demo.cast import rina_family
from berdaya.imports.models import Upload
from berdaya.people.actions import merge_persons, undo_merge
from berdaya.people.models import Family, Person
from berdaya.people.numbers import families_by_kk, persons_by_nik
from berdaya.sealed import renewing
from berdaya.sealed.boxes import CannotOpen
from berdaya.sealed.keyring import MADE_ONCE, keyring, read_pair

NIK, KK = "3204321103809001", "3204320502079001"
runner = CliRunner()


def run(*words):
    return runner.invoke(app, ["keys", *words])


@pytest.fixture
def file(settings, tmp_path):
    """Keys in a file that this system made, as a demo has them; a restart reads it anew."""
    settings.IDENTITY_KEYS = settings.INDEX_KEY = ""
    settings.DATA = tmp_path
    keyring.__globals__["_own"].cache_clear()
    keyring()
    yield tmp_path / MADE_ONCE
    keyring.__globals__["_own"].cache_clear()


@pytest.fixture
def world(file, cast):
    upload = Upload.objects.create(
        area=cast.village,
        kind="persons",
        filename="x.csv",
        content=NIK.encode() * 1000,
        digest="",
        surveyed_on="2026-01-01",
        report={},
        by=cast.tuti,
    )
    return rina_family(cast), upload


def restart():
    keyring.__globals__["_own"].cache_clear()


def everybody():
    return Person.objects.across_areas(why="test")


def all_opens(world):
    family, upload = world
    again = Upload.objects.across_areas(why="test").get(pk=upload.pk)
    assert again.content == NIK.encode() * 1000
    assert Family.objects.across_areas(why="test").get(pk=family.pk).kk_number.digits == KK
    assert everybody().get(nik=NIK).nik.digits == NIK
    assert everybody().filter(nik__in=[NIK]).count() == 1
    assert persons_by_nik([NIK])[NIK].nik == NIK
    assert families_by_kk([KK])[KK].pk == family.pk


def test_new_keys_serve_as_they_are_printed(settings):
    lines = dict(line.split("=") for line in run("new").stdout.splitlines())
    settings.IDENTITY_KEYS = lines["BERDAYA_IDENTITY_KEYS"]
    settings.INDEX_KEY = lines["BERDAYA_INDEX_KEY"]

    assert keyring().newest


@pytest.mark.parametrize("which", [(), ("--index",)])
def test_a_key_is_changed_resealed_and_retired_while_everything_opens(file, world, which):
    before = set(keyring().made)
    assert run("rotate", *which).exit_code == 0
    restart()
    all_opens(world)
    assert run("retire").exit_code == 2, "the old key is still in use"
    assert len(keyring().made) == 3

    told = run("reseal")

    assert told.exit_code == 0, told.output
    all_opens(world)
    assert not any(renewing.waiting(field).exists() for field in renewing.columns())
    assert run("retire").exit_code == 0
    restart()
    all_opens(world)
    assert len(keyring().made) == 2
    assert set(keyring().made) != before
    assert file.stat().st_mode & 0o777 == 0o600


def test_resealing_that_breaks_off_goes_on_where_it_stopped(file, world, monkeypatch):
    monkeypatch.setattr(renewing, "AT_ONCE", 1)
    run("rotate")
    restart()
    field = Person._meta.get_field("nik")
    all_waiting = renewing.waiting(field).count()

    next(iter(renewing.renew(field)))

    assert renewing.waiting(field).count() == all_waiting - 1
    assert run("reseal").exit_code == 0
    assert renewing.waiting(field).count() == 0


def test_what_is_written_meanwhile_takes_the_new_key_and_is_not_done_twice(file, world):
    run("rotate")
    restart()
    person = everybody().get(nik=NIK)
    person.nik = "3204321103809011"
    person.save(update_fields=["nik"])
    field = Person._meta.get_field("nik")

    assert not renewing.waiting(field).filter(pk=person.pk).exists()


def test_a_number_in_the_index_of_either_key_is_refused_a_second_time(file, world, cast):
    run("rotate", "--index")
    restart()

    assert persons_by_nik([NIK])[NIK].name == "Dadan Hidayat"


def test_rows_that_no_key_opens_are_counted_and_left(file, world):
    identity, index = read_pair(file)
    run("rotate")
    newest = read_pair(file)[0].split(",")[0]
    file.write_text(f"{newest}\n{index}\n")  # the old key is lost
    restart()

    told = run("reseal")

    assert told.exit_code == 3
    assert "tidak dapat" in told.output
    with pytest.raises(CannotOpen):
        _ = everybody().get(nik=NIK).nik.digits
    assert "missing" in run("list").stdout
    file.write_text(f"{newest},{identity}\n{index}\n")  # and found again
    restart()
    assert run("reseal").exit_code == 0
    all_opens(world)


def test_a_merge_made_under_an_older_index_key_can_be_undone(file, world, cast):
    kept, absorbed = (world[0].memberships.get(relation=it).person for it in ("head", "spouse"))
    merge = merge_persons(
        kept=kept, absorbed=absorbed, chosen=["nik"], reason="sama", by=cast.tuti
    )
    run("rotate", "--index")
    restart()
    run("reseal")

    undo_merge(merge=merge, reason="bukan", by=cast.tuti)

    assert everybody().get(pk=kept.pk).nik == NIK


def test_keys_of_the_environment_are_shown_to_be_set_by_hand(settings):
    told = run("rotate")

    assert told.stdout.startswith("BERDAYA_IDENTITY_KEYS=")
    assert told.stdout.strip().endswith(settings.IDENTITY_KEYS)


def test_keys_in_a_secret_file_are_changed_there(settings, monkeypatch, tmp_path):
    secret = tmp_path / "identity"
    secret.write_text(settings.IDENTITY_KEYS)
    monkeypatch.setenv("BERDAYA_IDENTITY_KEYS_FILE", str(secret))

    assert run("rotate").exit_code == 0

    assert secret.read_text().strip().endswith("," + settings.IDENTITY_KEYS)


def test_without_keys_every_command_says_what_to_do(settings):
    settings.IDENTITY_KEYS = settings.INDEX_KEY = ""
    settings.DEMO = settings.DEBUG = False

    for command in ("list", "rotate", "reseal", "retire"):
        told = run(command)
        assert told.exit_code == 2
        assert "berdaya keys new" in told.output
