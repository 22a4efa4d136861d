"""What a load balancer is told."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def test_alive_without_asking_the_database(client, django_assert_num_queries):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_when_every_migration_has_run(client):
    assert client.get("/readyz").content == b"ready\n"


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client):
    [last] = MigrationLoader(connection).graph.leaf_nodes("people")
    MigrationRecorder(connection).record_unapplied(*last)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert b"berdaya migrate" in answer.content
