import uuid

import django.db.models.deletion
from django.db import migrations, models

GROUNDS = [
    ("identity_shown", "The papers show who the person is"),
    ("error_shown", "The papers show what is right"),
    ("right_shown", "The person showed a right to it"),
    ("identity_open", "The papers do not show who the person is"),
    ("error_open", "The papers do not show that anything is wrong"),
    ("not_his_own", "It is about somebody else, without a mandate"),
]
STATES = [
    ("filed", "Filed"),
    ("upheld", "Decided for the person"),
    ("refused", "Decided against the person"),
]


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_mandate")]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("owner_id", models.UUIDField()),
                ("first_by", models.UUIDField()),
                ("words", models.TextField()),
                ("is_oral", models.BooleanField(default=False)),
                ("witness", models.CharField(blank=True, max_length=120)),
                ("is_late", models.BooleanField(default=False)),
                ("block_id", models.UUIDField(null=True)),
                ("block_number", models.CharField(blank=True, max_length=20)),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.UUIDField()),
                ("due_at", models.DateTimeField()),
                ("state", models.CharField(choices=STATES, default="filed", max_length=8)),
                ("ground", models.CharField(blank=True, choices=GROUNDS, max_length=16)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=120)),
                ("decision_id", models.UUIDField(null=True)),
                ("passed_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeal", to="oversight.complaint"
                    ),
                ),
            ],
            options={"ordering": ("due_at", "id")},
        ),
    ]
