"""Lines that were written by mistake, said by one person and taken out by another."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("victims", "0015_absence")]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("why", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("said_by", models.UUIDField()),
                ("said_by_name", models.CharField(max_length=120)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.UUIDField(null=True)),
                ("confirmed_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="correction", to="victims.entry"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="victims.matter"
                    ),
                ),
            ],
            options={
                "ordering": ("said_at", "id"),
                "indexes": [models.Index(fields=["matter", "confirmed_at"], name="victims_cor_matter__4bc0bb_idx")],
            },
        ),
    ]
