"""Who can usually help with a next step, by the codes that instruments use."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "helpers.yaml"


@cache
def helpers() -> Mapping[str, Mapping[str, str]]:
    """Code to words in each language."""
    data: Any = yaml.safe_load(FILE.read_text("utf-8"))
    return dict(data)
