from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partners", "0005_work_areas_carried_over")]

    operations = [migrations.RemoveField(model_name="partner", name="reach")]
