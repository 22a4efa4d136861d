"""What an operator sets is read whole or refused."""

import pytest

from berdaya.site.environment import Environment, WrongEnvironment


def test_nothing_set_gives_a_local_sqlite_system():
    environment = Environment.read({})
    assert environment.database_url.startswith("sqlite:///")
    assert not environment.debug


def test_slip_of_the_pen_in_a_name_stops_the_start():
    with pytest.raises(WrongEnvironment, match="BERDAYA_SECRET_KEI"):
        Environment.read({"BERDAYA_SECRET_KEI": "x"})


def test_foreign_variables_are_nobodys_business():
    assert Environment.read({"PATH": "/bin", "LANG": "id_ID"}) == Environment.read({})


@pytest.mark.parametrize("word", ["yes", "1", "True", ""])
def test_only_true_and_false_are_answers_to_a_yes_no_setting(word):
    with pytest.raises(WrongEnvironment, match="BERDAYA_HTTPS"):
        Environment.read({"BERDAYA_HTTPS": word})


def test_number_that_is_none_is_named():
    with pytest.raises(WrongEnvironment, match="BERDAYA_MAX_UPLOAD_MB"):
        Environment.read({"BERDAYA_MAX_UPLOAD_MB": "many"})


def test_secret_may_stand_in_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text("long and random\n")
    environment = Environment.read({"BERDAYA_SECRET_KEY_FILE": str(file)})
    assert environment.secret_key == "long and random"


def test_secret_file_that_is_missing_stops_the_start(tmp_path):
    with pytest.raises(WrongEnvironment, match="cannot be read"):
        Environment.read({"BERDAYA_SECRET_KEY_FILE": str(tmp_path / "gone")})
