"""Find a Chromium that starts, or fetch one; print where it is.

Order: $CHROMIUM, the system's own, Playwright's. Tests call `find`, `make test` calls
`find_or_fetch` first, so that no test depends on the network.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find() -> str | None:
    """The path of the first Chromium that tells its version."""
    for candidate in (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), _playwrights()):
        if candidate and _starts(candidate):
            return candidate
    return None


def find_or_fetch() -> str | None:
    """As `find`, but install one where there is none: by apt as root, else by Playwright."""
    if found := find():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-y", "-q", "chromium"], env=quiet, check=False)
        if found := find():
            return found
    # as root it also fetches the libraries that a bare machine lacks
    deps = ["--with-deps"] if os.geteuid() == 0 else []
    command = [sys.executable, "-m", "playwright", "install", *deps, "chromium"]
    subprocess.run(command, check=False)
    return find()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    """Ubuntu's `chromium-browser` without snap is a script that only says it cannot start."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and b"hrom" in said.stdout


if __name__ == "__main__":
    path = find_or_fetch()
    print(path or "no Chromium found, and none could be installed")
    raise SystemExit(path is None)
