"""Everything an operator can set, in one list.

`settings.py`, `berdaya doctor` and docs/reference/environment.md read it; nothing else
reads `os.environ`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self


class WrongEnvironment(ValueError):
    """A variable is unknown or cannot be read; the system does not start half-configured."""


def setting(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Environment:
    """One field per variable: BERDAYA_ and the name in capitals; DATABASE_URL has no prefix."""

    secret_key: str = setting("", "signs sessions; 50 or more random characters")
    old_secret_keys: str = setting(
        "", "earlier secret keys, separated by commas, of which all is still accepted"
    )
    identity_keys: str = setting(
        "", "seal NIK, KK numbers and files; newest first; `berdaya keys new` makes one"
    )
    index_key: str = setting("", "makes sealed numbers findable; newest first, made likewise")
    database_url: str = setting(
        "sqlite:///berdaya.sqlite3", "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    )
    hosts: str = setting(
        "localhost,127.0.0.1", "host names this site answers to, separated by commas"
    )
    https: bool = setting(False, "true where browsers reach the site by https")
    debug: bool = setting(False, "show errors in the browser; never on a public machine")
    demo: bool = setting(False, "label every page as synthetic and show the component gallery")
    max_upload_mb: int = setting(64, "largest file a person may upload, in megabytes")
    data_dir: str = setting(".", "folder for the database and uploaded files")

    @classmethod
    def read(cls, source: Mapping[str, str] = os.environ) -> Self:
        """Read the settings.

        Raises:
            WrongEnvironment: a BERDAYA_ variable is unknown or a value does not fit.
        """
        known = {variable(item.name): item for item in fields(cls)}
        files = {f"{name}_FILE" for name in known}
        given = {name for name in source if name.startswith("BERDAYA_")}
        if unknown := given - known.keys() - files:
            raise WrongEnvironment(f"no such setting: {', '.join(sorted(unknown))}")
        return cls(
            **{
                item.name: _convert(text, item.type, name)
                for name, item in known.items()
                if (text := _text(source, name)) is not None
            }
        )


def variable(name: str) -> str:
    """The variable that sets the field `name`."""
    return "DATABASE_URL" if name == "database_url" else f"BERDAYA_{name.upper()}"


def file_of(name: str, source: Mapping[str, str] = os.environ) -> Path | None:
    """The file that gives this variable its value, if one does."""
    file = source.get(f"{name}_FILE")
    return Path(file) if file else None


def _text(source: Mapping[str, str], name: str) -> str | None:
    """The value itself, or what stands in the file that NAME_FILE points to."""
    if file := source.get(f"{name}_FILE"):
        try:
            return Path(file).read_text().strip()
        except OSError as error:
            raise WrongEnvironment(f"{name}_FILE cannot be read: {error.strerror}") from None
    return source.get(name)


def _convert(text: str, kind: Any, name: str) -> Any:
    if kind is bool:
        if text not in ("true", "false"):
            raise WrongEnvironment(f"{name} must be true or false, not {text!r}")
        return text == "true"
    try:
        return kind(text)
    except ValueError:
        raise WrongEnvironment(f"{name} must be a whole number, not {text!r}") from None
