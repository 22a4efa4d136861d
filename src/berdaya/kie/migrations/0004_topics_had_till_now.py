"""Which topics each group had until now, from the sessions that stand."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def reckon(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    covered = apps.get_model("kie", "Covered")._base_manager
    had = apps.get_model("kie", "TopicHad")
    rows = covered.filter(session__withdrawn_because="").values_list("session__group", "topic")
    had._base_manager.bulk_create(
        [had(group_id=group, topic=topic) for group, topic in rows.distinct()], batch_size=1000
    )


class Migration(migrations.Migration):
    dependencies = [("kie", "0003_topics_had")]

    operations = [migrations.RunPython(reckon)]
