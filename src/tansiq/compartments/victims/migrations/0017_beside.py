"""What is told with an event and has no place in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("victims", "0016_correction")]

    operations = [migrations.AddField("entry", "beside", models.JSONField(default=dict))]
