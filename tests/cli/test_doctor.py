"""`berdaya doctor` on the keys: missing, old, in others' sight, beside the data, lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from berdaya.cli.doctor import _identity_keys
from berdaya.cli.keys_health import KEPT_LONGEST
from berdaya.demo.cast import rina_family
from berdaya.sealed.keyring import new_key


def ills():
    return " ".join(f"{it.found} → {it.mend}" for it in _identity_keys() if it.mend)


@pytest.fixture
def family(cast):
    return rina_family(cast)


@pytest.mark.usefixtures("family")
def test_keys_as_they_should_be_are_no_complaint():
    assert ills() == ""


def test_missing_keys_are_told(settings):
    settings.IDENTITY_KEYS = settings.INDEX_KEY = ""
    settings.DEMO = settings.DEBUG = False

    assert "berdaya keys new" in ills()


@pytest.mark.parametrize("day", ["", ".20200101"])
def test_a_key_that_was_never_changed_or_bears_no_day_is_told(settings, db, day):
    settings.IDENTITY_KEYS = settings.IDENTITY_KEYS.partition(".")[0] + day

    assert "berdaya keys rotate" in ills()


def test_a_key_in_time_is_well(settings, db):
    day = timezone.localdate() - KEPT_LONGEST + timedelta(days=1)
    settings.IDENTITY_KEYS = f"{settings.IDENTITY_KEYS.partition('.')[0]}.{day:%Y%m%d}"

    assert ills() == ""


def test_files_that_others_read_or_a_backup_takes_along_are_told(
    settings, db, monkeypatch, tmp_path
):
    file = tmp_path / "identity"
    file.write_text(settings.IDENTITY_KEYS)
    monkeypatch.setenv("BERDAYA_IDENTITY_KEYS_FILE", str(file))
    file.chmod(0o644)
    assert "chmod 600" in ills()
    file.chmod(0o600)
    assert ills() == ""

    settings.DATA = tmp_path
    assert "move it" in ills()


@pytest.mark.usefixtures("family")
def test_rows_under_older_keys_and_lost_ones_are_counted(settings):
    old = settings.IDENTITY_KEYS
    settings.IDENTITY_KEYS = f"{new_key()},{old}"
    assert "berdaya keys reseal" in ills()

    settings.IDENTITY_KEYS = new_key()
    assert "find the old key" in ills()
