from django.db import migrations, models


class Migration(migrations.Migration):
    """Whose act an alarm tells of: he does not close it. Of older alarms nobody wrote it down."""

    dependencies = [("clocks", "0003_indexes")]
    operations = [migrations.AddField("alarm", "acted_by", models.UUIDField(null=True))]
