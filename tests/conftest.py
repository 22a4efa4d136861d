"""What every test may use: the cast, and a database that can be emptied."""

import hypothesis
import pytest
from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseOperations

from berdaya.demo.cast import Cast, make_cast
from tests.keys import IDENTITY_KEYS, INDEX_KEY

# no test is timed: a busy machine is slow to draw examples, which proves nothing
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that open browsers and start servers.

    They take longest, and one of them begun last would run by itself while others stand still.
    """
    items.sort(key=lambda item: not any(map(item.get_closest_marker, ("browser", "embedded"))))


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
def django_db_setup(django_db_setup, django_db_blocker):
    """As pytest-django's; in the end PostgreSQL sees out whoever a killed process left behind."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            connection.close()  # whatever state the last test left it in
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True, scope="session")
def flush_past_append_only_tables():
    """Let the test database be emptied between browser tests.

    SQLite empties a table by DELETE, which our append-only triggers refuse; PostgreSQL
    truncates, which they do not see. So the triggers step aside for the flush alone.
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
