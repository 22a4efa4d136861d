"""Run every test on SQLite, then all that a database can change on PostgreSQL; say how each went.

Words after the name go to pytest: `make test ARGS="-k board -x"`.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from chromium import find_or_fetch

ROOT = Path(__file__).parents[1]
# what knows no database, or brings its own SQLite: the second run would only repeat it
ONCE = ["--ignore=tests/rules", "--ignore=tests/repository", "-m", "not embedded and not once"]
NOTHING_LEFT = 5  # pytest's own status, where the words name only what has run already


def main(words: list[str]) -> int:
    browser = find_or_fetch()
    if not browser:
        print("No Chromium: browser tests would not run, so nothing is claimed.", flush=True)
        return 1
    workers = str((os.cpu_count() or 1) + 1)  # journeys and races wait a third of their time
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "loadfile"]
    pytest += ["--no-loadscope-reorder", *words]  # in the order of tests/conftest.py
    with_postgres = [sys.executable, str(ROOT / "tools" / "with_postgres"), *pytest, *ONCE]
    ends = [
        run("SQLite", pytest, browser, database=None),
        run("PostgreSQL", with_postgres, browser, database=os.environ.get("DATABASE_URL")),
    ]
    print()
    for name, status, summary in ends:
        print(f"{name:<11} {'passed' if status == 0 else 'FAILED'}: {summary}")
    return int(any(status for _, status, _ in ends))


def run(
    name: str, command: list[str], browser: str, database: str | None
) -> tuple[str, int, str]:
    """Run the tests once; return the database's name, the status and pytest's last line."""
    print(f"\n── {name} ──", flush=True)
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("BERDAYA_") and key != "DATABASE_URL"
    }
    with tempfile.TemporaryDirectory(prefix="berdaya-test-") as folder:
        environment = {**kept, "CHROMIUM": browser, "BERDAYA_DATA_DIR": folder}
        if database and database.startswith("postgres"):
            environment["DATABASE_URL"] = database
        last = ""
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            for line in process.stdout:
                print(line, end="", flush=True)
                last = line.strip() or last
    repeats_nothing = "--ignore=tests/rules" in command and process.returncode == NOTHING_LEFT
    return name, 0 if repeats_nothing else process.returncode, last


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
