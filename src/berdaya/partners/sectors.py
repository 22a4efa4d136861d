"""The fields of business, as sectors.yaml has them."""

from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

FILE = Path(__file__).parent / "sectors.yaml"


@lru_cache(maxsize=1)
def sectors() -> dict[str, dict[str, str]]:
    """Code to its names in both languages."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["sectors"]
    return {row["code"]: {"id": row["id"], "en": row["en"]} for row in rows}


def sector_name(code: str) -> str:
    """A field in the reader's language; a code that the file no longer has stands for itself."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return sectors().get(code, {}).get(language, code)


def to_choose() -> list[tuple[str, str]]:
    return [(code, sector_name(code)) for code in sectors()]
