import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("victims", "0022_session_as_it_took_place"),
    ]

    operations = [
        migrations.AddField(
            model_name="errand",
            name="flags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), default=list, size=None
            ),
        ),
    ]
