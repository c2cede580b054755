"""Budgets of asks can be raised for a shift."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gateway", "0002_broken_glass"),
    ]

    operations = [
        migrations.CreateModel(
            name="BudgetRaise",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("member_name", models.CharField(max_length=120)),
                ("purpose", models.CharField(max_length=40)),
                ("asks_per_hour", models.PositiveIntegerField()),
                ("reasons", models.TextField()),
                ("raised_by", models.UUIDField()),
                ("raised_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "ordering": ("-raised_at",),
                "indexes": [
                    models.Index(fields=["member_id", "purpose", "-until"], name="gateway_bud_member__6002ed_idx")
                ],
            },
        ),
    ]
