"""What every test may use: the cast, and a database that can be emptied."""

import hypothesis
import pytest
from django.core.management.commands import flush as flush_command
from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseOperations

from berdaya.demo.cast import Cast, make_cast
from tests.keys import IDENTITY_KEYS, INDEX_KEY
from tests.migrated import Migrated

# no test is timed: a busy machine is slow to draw examples, which proves nothing
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that start servers, then those that open browsers.

    They take longest, and one of them begun last would run by itself while others stand still.
    Servers first, because they wait for no database while another process migrates it.
    """
    first = ("embedded", "browser")
    items.sort(key=lambda item: [not item.get_closest_marker(marker) for marker in first])


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def db_of_module(django_db_setup, django_db_blocker):
    """The database for a world that a file of tests makes once; undone after the last of them.

    What each of these tests writes is undone after the test, as ever. Not for tests that
    commit: they empty the database.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def migrated(request, tmp_path_factory):
    """The migrated database that processes share; None for one alone, or one that keeps its own."""
    if request.config.getvalue("reuse_db") or not hasattr(request.config, "workerinput"):
        return None
    return Migrated(tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_keepdb, migrated, django_db_modify_db_settings, django_db_blocker
):
    """Whether a database stands already: kept from another day, or copied just now."""
    with django_db_blocker.unblock():
        return migrated.take() if migrated else django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, migrated, django_db_blocker):
    """As pytest-django's, but migrated once for all processes, and copies go in the end.

    PostgreSQL sees out whoever a killed process left behind.
    """
    with django_db_blocker.unblock():
        if migrated:
            migrated.keep()
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            connection.close()  # whatever state the last test left it in
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        if migrated and django_db_keepdb:
            connection.creation.destroy_test_db(verbosity=0)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """As pytest-django's; and SQLite waits for no disk, for no test pulls the plug of one.

    Processes that a test starts and kills read the settings themselves, and wait.
    """
    if connection.vendor == "sqlite":
        options = connection.settings_dict["OPTIONS"]
        assert "synchronous=full" in options["init_command"]
        options["init_command"] += " PRAGMA synchronous=off;"


@pytest.fixture(autouse=True, scope="session")
def flush_past_append_only_tables():
    """Let the test database be emptied between browser tests.

    SQLite empties a table by DELETE, which our append-only triggers refuse; PostgreSQL
    truncates, which they do not see. So the triggers step aside for the flush alone.
    Django's own lists of models and permissions, which nothing here reads, are not made anew.
    """
    flush = DatabaseOperations.sql_flush

    def sql_flush(operations, *args, **kwargs):
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {name}" for name, _ in triggers]
        return [*drops, *flush(operations, *args, **kwargs), *(sql for _, sql in triggers)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        patch.setattr(flush_command, "emit_post_migrate_signal", lambda *_args: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def set_up_as_the_demo():
    """Pages as the demo shows them, gallery included; static files by their plain names."""
    from django.conf import settings  # noqa: PLC0415  # settings are ready only now

    settings.SECRET_KEY = "only for tests"
    settings.IDENTITY_KEYS, settings.INDEX_KEY = IDENTITY_KEYS, INDEX_KEY
    settings.DEMO = True
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.WHITENOISE_AUTOREFRESH = True  # nor does it look for a folder of collected files
