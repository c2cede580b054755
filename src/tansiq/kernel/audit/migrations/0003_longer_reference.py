from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_log"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="reference",
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
