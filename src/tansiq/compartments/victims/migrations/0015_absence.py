"""Heirs who are not reached, as the court is told of them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("victims", "0014_inquiry_note")]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("since", models.DateField()),
                ("known", models.CharField(max_length=200)),
                ("told_at", models.DateTimeField()),
                ("told_by", models.UUIDField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "heir",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="absences", to="victims.party"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="absences", to="victims.matter"
                    ),
                ),
            ],
            options={
                "ordering": ("since", "told_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("heir",), name="one_open_absence_of_an_heir"
                    )
                ],
            },
        ),
    ]
