from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clocks", "0002_longer_reference"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(fields=["subject_id"], name="alarm_of_subject"),
        ),
    ]
