import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Danger",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("owner_id", models.UUIDField()),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("whom", models.TextField()),
                ("words", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("assessed_at", models.DateTimeField(null=True)),
                ("assessed_by", models.UUIDField(null=True)),
                ("found", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("due_at", "number"),
                "indexes": [
                    models.Index(fields=["owner_id", "assessed_at", "due_at"], name="protection__owner_i_86119e_idx"),
                ],
            },
        ),
    ]
