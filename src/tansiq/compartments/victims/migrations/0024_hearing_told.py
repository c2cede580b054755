import uuid

import django.db.models.deletion
from django.db import migrations, models

# What offices have written of hearings so far.
MOVE = """
INSERT INTO victims_hearingtold (id, notice_id, owner_id, outcome, told_at, told_by)
  SELECT gen_random_uuid(), id, owner_id, outcome, told_at, told_by FROM victims_hearingnotice
  WHERE told_at IS NOT NULL AND told_by IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("victims", "0023_asking_as_it_took_place"),
    ]

    operations = [
        migrations.CreateModel(
            name="HearingTold",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("outcome", models.TextField()),
                ("told_at", models.DateTimeField()),
                ("told_by", models.UUIDField()),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="telling", to="victims.hearingnotice"
                    ),
                ),
            ],
            options={"ordering": ("told_at", "id")},
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="hearingnotice", name="outcome"),
    ]
