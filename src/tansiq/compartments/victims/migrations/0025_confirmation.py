import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("victims", "0024_hearing_told"),
    ]

    operations = [
        # What was written before counts as it did.
        migrations.AddField(
            model_name="entry",
            name="is_alone",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("confirmed_at", models.DateTimeField()),
                ("confirmed_by", models.UUIDField()),
                ("confirmed_by_name", models.CharField(max_length=120)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="confirmation", to="victims.entry"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="confirmations", to="victims.matter"
                    ),
                ),
            ],
            options={
                "ordering": ("confirmed_at", "id"),
            },
        ),
    ]
