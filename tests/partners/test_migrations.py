"""The one area in which a partner worked becomes the first of many, also where rows are there."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from berdaya.partners.models import Partner, WorkArea
from tests.groups.world import VILLAGE
from tests.partners.world import a_partner

pytestmark = pytest.mark.django_db(transaction=True)
CARRIED = ("partners", "0005_work_areas_carried_over")


@pytest.fixture
def loader():
    return MigrationLoader(connection)


@pytest.fixture
def as_it_was(cast, loader):
    """Two partners in a database before the change: one of a village, one of the whole country."""
    partners = [a_partner(cast.dedi), a_partner(cast.dedi)]
    WorkArea.objects.all().delete()
    state = loader.project_state(CARRIED)
    with connection.schema_editor() as editor:
        loader.get_migration("partners", "0006_reach_is_many_areas").unapply(state, editor)
    old = state.apps.get_model("partners", "Partner")._base_manager
    old.filter(pk=partners[0].pk).update(reach_id=VILLAGE)
    return partners


def test_where_a_partner_worked_is_carried_over_and_null_stays_the_whole_country(
    as_it_was, loader
):
    for name in ("0005_work_areas_carried_over", "0006_reach_is_many_areas"):
        migration = loader.get_migration("partners", name)
        state = loader.project_state(("partners", name), at_end=False)
        with connection.schema_editor() as editor:
            migration.apply(state, editor)

    kept = [list(it.work_areas.values_list("area", flat=True)) for it in as_it_was]
    assert kept == [[VILLAGE], [None]]
    assert Partner.objects.across_areas(why="test").count() == 2
