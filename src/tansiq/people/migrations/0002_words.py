"""The match index keeps a name as its read words, and identifiers as numbers; after migrating it is filled anew."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


def _table(model: str, name: str) -> list[migrations.operations.base.Operation]:
    return [
        migrations.RemoveIndex(model_name=model, name=f"{name}_blinds"),
        migrations.RemoveIndex(model_name=model, name=f"{name}_keys"),
        # With a default the way back has something to put into rows that are there.
        migrations.AlterField(model_name=model, name="folded", field=models.JSONField(default=dict)),
        migrations.RemoveField(model_name=model, name="folded"),
        migrations.RemoveField(model_name=model, name="blinds"),
        migrations.AddField(model_name=model, name="words", field=models.TextField(default="")),
        migrations.AddField(
            model_name=model,
            name="blinds",
            field=ArrayField(base_field=models.BigIntegerField(), default=list, size=None),
        ),
        migrations.AddIndex(model_name=model, index=GinIndex("keys", name=f"{name}_keys", fastupdate=False)),
        migrations.AddIndex(model_name=model, index=GinIndex("blinds", name=f"{name}_blinds", fastupdate=False)),
    ]


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        *_table("heldentry", "held"),
        *_table("orderentry", "order"),
        # A search is planned by how common each key is: the server counts the ten thousand most common.
        migrations.RunSQL(
            "ALTER TABLE people_heldentry ALTER COLUMN keys SET STATISTICS 1000",
            "ALTER TABLE people_heldentry ALTER COLUMN keys SET STATISTICS -1",
        ),
    ]
