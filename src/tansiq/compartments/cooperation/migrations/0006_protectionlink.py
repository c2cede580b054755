import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0005_child")]

    operations = [
        migrations.CreateModel(
            name="ProtectionLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_by_name", models.CharField(max_length=120)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("whom", models.TextField()),
                ("words", models.TextField()),
                ("assessment", models.CharField(blank=True, max_length=20)),
                ("assessed_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cooperation.file"
                    ),
                ),
            ],
            options={
                "ordering": ("recorded_at", "id"),
                "indexes": [models.Index(fields=["file"], name="cooperation_file_id_54dd20_idx")],
            },
        ),
    ]
