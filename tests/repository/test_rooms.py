"""Rooms import only rooms below them."""

import subprocess
import sys
from pathlib import Path

from tests.repository.tree import ROOT


def test_no_room_imports_upwards():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
