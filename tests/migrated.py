"""The database of tests: migrated by the first process of pytest-xdist, copied by the others.

To migrate takes half a minute of a processor, to copy a moment.
"""

import fcntl
import shutil
from pathlib import Path

from django.db import connection


class Migrated:
    """What the processes of one run share in a folder; one takes or keeps it at a time."""

    def __init__(self, folder: Path) -> None:
        self.note = folder / "migrated"  # the name of the database that was copied, once it is
        self.file = folder / "migrated.sqlite3"
        self.turn = (folder / "turn").open("w")

    def take(self) -> bool:
        """Wait for one's turn; then whether a copy stands as the database of this process."""
        fcntl.flock(self.turn, fcntl.LOCK_EX)  # the end of a process, however it comes, ends it
        if not self.note.exists():
            return False
        name = str(connection.settings_dict["TEST"]["NAME"])
        if connection.vendor == "postgresql":
            copy(self.note.read_text(), name)
            return True
        for ending in ("-wal", "-shm"):  # of a process that was killed
            Path(f"{name}{ending}").unlink(missing_ok=True)
        shutil.copy(self.file, name)
        return True

    def keep(self) -> None:
        """Copy the database that this process has made, where none was; it is another's turn."""
        if not self.note.exists():
            name = str(connection.settings_dict["NAME"])
            if connection.vendor == "postgresql":
                connection.close()  # only a database that nobody is in can be copied
                copy(name, f"{name}_migrated")
            else:
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM INTO %s", [str(self.file)])
            self.note.write_text(f"{name}_migrated")
        self.turn.close()


def copy(source: str, target: str) -> None:
    """Make a database of PostgreSQL anew as a copy of another."""
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}"')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
