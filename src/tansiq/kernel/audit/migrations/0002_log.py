import uuid

import django.db.models.deletion
from django.db import migrations, models

# Every entry goes into the queue of the tree, whoever writes it and how: by the statement, with the owner's rights.
QUEUE = """
    CREATE FUNCTION audit_queue() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, public AS
      $$ BEGIN
        INSERT INTO public.audit_unsealed (entry_id, queued_at) SELECT id, transaction_timestamp() FROM added;
        RETURN NULL;
      END $$;
    REVOKE ALL ON FUNCTION audit_queue() FROM PUBLIC;
    CREATE TRIGGER audit_queue AFTER INSERT ON audit_entry REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION audit_queue();
    INSERT INTO audit_unsealed (entry_id, queued_at) SELECT id, at FROM audit_entry;
"""
NO_QUEUE = """
    DROP TRIGGER audit_queue ON audit_entry;
    DROP FUNCTION audit_queue();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("note", models.TextField()),
                ("is_published", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("-size",),
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.BinaryField()),
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.entry",
                    ),
                ),
            ],
            options={
                "ordering": ("index",),
            },
        ),
        migrations.CreateModel(
            name="Unsealed",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="audit.entry",
                        db_constraint=False,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["queued_at", "entry"], name="audit_unsea_queued__ec003f_idx")],
            },
        ),
        migrations.CreateModel(
            name="Witnessed",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("origin", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=240)),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("note", models.TextField()),
                ("kept_at", models.DateTimeField()),
                ("is_fork", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("-size", "-kept_at"),
                "indexes": [models.Index(fields=["origin", "-size"], name="audit_witne_origin_ba3c7f_idx")],
            },
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("witness", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=240)),
                ("line", models.TextField()),
                ("cosigned_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cosignatures", to="audit.checkpoint"
                    ),
                ),
            ],
            options={
                "ordering": ("cosigned_at",),
                "constraints": [
                    models.UniqueConstraint(fields=("checkpoint", "key"), name="audit_one_cosignature_each")
                ],
            },
        ),
        migrations.RunSQL(QUEUE, NO_QUEUE),
    ]
