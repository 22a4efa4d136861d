"""The production pieces as an operator runs them: real processes, an own folder, a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.keys import KEYS

pytestmark = pytest.mark.embedded
PATIENCE = 150  # seconds; two busy cores start slowly
ADMINISTRATOR = "administrator ratna --name Ratna"
BERDAYA = [sys.executable, "-W", "ignore", "-m", "berdaya.cli"]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a migrated SQLite database, and the environment that points there."""
    folder = tmp_path_factory.mktemp("deployment")
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    environment = {
        **kept,
        "BERDAYA_DATA_DIR": str(folder),
        "BERDAYA_SECRET_KEY": "k" * 60,
        **KEYS,
        "TERM": "dumb",
        "COLUMNS": "200",
    }
    run("migrate", environment, check=True)
    run(f"{ADMINISTRATOR} --password padi-gajah-72", environment, check=True)
    return environment


def run(words, environment, check=False):
    return subprocess.run(
        [*BERDAYA, *words.split()],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=check,
    )


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_for(question):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if answer := question():
            return answer
        time.sleep(0.2)
    raise AssertionError("waited in vain")


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status
    except urllib.error.URLError:
        return None


def test_migrating_again_changes_nothing(place):
    assert run("migrate", place).returncode == 0


def test_only_the_first_administrator_is_made_without_another(place):
    told = run("administrator joko --name Joko --password padi-gajah-73", place)
    assert told.returncode == 2
    assert "Ratna" in told.stderr


def test_administrator_gets_no_password_that_everybody_guesses(place):
    told = run(f"{ADMINISTRATOR} --password 12345678", place)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr


def test_server_answers_keeps_counting_and_stops_cleanly(place):
    port = free_port()
    with subprocess.Popen([*BERDAYA, "serve", "--port", str(port)], env=place) as server:
        try:
            status = wait_for(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
            healthy = wait_for(lambda: run("doctor", place).returncode == 0)
        finally:
            server.send_signal(signal.SIGTERM)
            ended = server.wait(PATIENCE)
    assert (status, healthy, ended) == (200, True, 0)


def test_worker_stops_at_once_when_told(place):
    with subprocess.Popen([*BERDAYA, "worker"], env=place) as worker:
        time.sleep(3)
        running = worker.poll() is None
        worker.send_signal(signal.SIGTERM)
        assert running
        assert worker.wait(PATIENCE) == 0


def test_doctor_names_what_is_missing_and_how_to_mend_it(place, tmp_path):
    empty = {**place, "BERDAYA_DATA_DIR": str(tmp_path), "BERDAYA_SECRET_KEY": "short"}
    told = run("doctor", empty)
    assert told.returncode == 1
    assert "secrets.token_urlsafe" in told.stdout
    assert "→ berdaya migrate" in told.stdout
    assert "Traceback" not in told.stdout + told.stderr


def test_doctor_never_prints_a_secret(place):
    secret = {**place, "DATABASE_URL": "sqlite:///other.sqlite3?password=hush"}
    assert "hush" not in run("doctor", secret).stdout
    assert "k" * 20 not in run("doctor", secret).stdout


def test_server_without_a_secret_key_does_not_start(place):
    bare = {name: value for name, value in place.items() if name != "BERDAYA_SECRET_KEY"}
    told = run("serve", bare)
    assert told.returncode == 2
    assert "BERDAYA_SECRET_KEY" in told.stderr


def test_unknown_setting_ends_in_a_sentence(place):
    told = run("migrate", {**place, "BERDAYA_SECRT_KEY": "x"})
    assert told.returncode == 2
    assert "BERDAYA_SECRT_KEY" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_port_that_another_program_has_is_said_at_once(place):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        answer = run(f"serve --port {port}", place)

    assert answer.returncode == 2
    assert f"--port {port + 1}" in answer.stderr
    assert "Traceback" not in answer.stderr
