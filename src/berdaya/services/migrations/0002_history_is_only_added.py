"""The database itself refuses to change or remove what the history of the directory says."""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]
    operations = [
        lock("services_edit", "provider_id, service_id, changes, by_id, at", "edit again"),
    ]
