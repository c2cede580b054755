"""What is told beside an inquiry into pressure, which the event of the replay has no place for."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("victims", "0013_form_of_a_statement")]

    operations = [
        migrations.CreateModel(
            name="InquiryNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("raised_by", models.CharField(blank=True, max_length=120)),
                ("against", models.CharField(blank=True, max_length=200)),
                ("direction", models.CharField(blank=True, max_length=12)),
                ("reasons", models.TextField(blank=True)),
                ("said_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_by_name", models.CharField(max_length=120)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inquiry", to="victims.entry"
                    ),
                ),
                (
                    "heir",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inquiries", to="victims.party"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inquiries", to="victims.matter"
                    ),
                ),
                (
                    "raiser",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="victims.party",
                    ),
                ),
            ],
            options={
                "ordering": ("said_at", "recorded_at", "id"),
                "indexes": [models.Index(fields=["matter", "said_at"], name="victims_inq_matter__856e57_idx")],
            },
        ),
    ]
