from uuid import uuid4

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """The same reasons are counted by a keyed digest, across agencies and kinds of judgement."""

    dependencies = [("decisions", "0003_indexes")]
    operations = [
        migrations.CreateModel(
            name="SameReasons",
            fields=[
                ("id", models.UUIDField(default=uuid4, editable=False, primary_key=True, serialize=False)),
                ("member_id", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "subject_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("counted_at", models.DateTimeField()),
            ],
            options={"ordering": ("counted_at",)},
        ),
        migrations.AddConstraint(
            model_name="samereasons",
            constraint=models.UniqueConstraint(fields=("member_id", "digest"), name="one_count_of_reasons"),
        ),
    ]
