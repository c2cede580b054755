import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0018_penalty_not_written_down"),
    ]

    operations = [
        migrations.CreateModel(
            name="HarmStatement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("author_id", models.UUIDField()),
                ("author_name", models.CharField(max_length=120)),
                ("made_at", models.DateTimeField()),
                (
                    "harm",
                    models.CharField(
                        choices=[
                            ("killed", "Killed"),
                            ("injured", "Injured"),
                            ("taken", "Taken away"),
                            ("other", "Harmed otherwise"),
                        ],
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField(null=True)),
                ("paper", models.CharField(max_length=200)),
                ("by", models.CharField(max_length=12)),
                ("decision_id", models.UUIDField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.courtfile"
                    ),
                ),
                (
                    "victim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="harms", to="casework.victim"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "id"),
            },
        ),
    ]
