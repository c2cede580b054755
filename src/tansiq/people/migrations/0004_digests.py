"""Digests leave the tables that agencies read: those of numbers and of judged pairs stand apart, others are not kept."""

import hmac
import re
import unicodedata

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from tansiq.kernel import keys

_ANCHORS = models.CharField(max_length=80)
_EQUAL = "'^(national|passport|family_book|redress|slip|fingerprint_ref|whole):[0-9a-f]{40}$'"
_APART = f"""
    INSERT INTO people_digest (record_id, owner_id, kind, anchors, equal)
      SELECT id, owner_id, 'number', array_prepend(blind, holder_blinds), '{{}}' FROM people_protectivenumber;
    INSERT INTO people_digest (record_id, owner_id, kind, anchors, equal)
      SELECT id, owner_id, 'link', anchors,
        array(SELECT code FROM jsonb_array_elements_text(criteria) AS code WHERE code ~ {_EQUAL}) FROM people_link;
    UPDATE people_link SET criteria =
      (SELECT coalesce(jsonb_agg(code), '[]') FROM jsonb_array_elements_text(criteria) AS code WHERE code !~ {_EQUAL})
"""
_BACK = """
    UPDATE people_protectivenumber AS number SET blind = digest.anchors[1], holder_blinds = digest.anchors[2:]
      FROM people_digest AS digest WHERE digest.record_id = number.id;
    UPDATE people_link AS link SET anchors = digest.anchors, criteria = link.criteria || to_jsonb(digest.equal)
      FROM people_digest AS digest WHERE digest.record_id = link.id
"""


def _blind(kind: str, value: str, key: bytes) -> str:
    """As it was worked out when this was written; whatever the code does later."""
    text = unicodedata.normalize("NFKC", value)
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    text = re.sub(r"[\W_]", "", text).upper()
    return f"{kind}:{hmac.digest(key, f'{kind}:{text}'.encode(), 'sha256').hex()[:40]}"


def _blind_again(apps, schema_editor):
    """On the way back each identifier has its digest beside it again."""
    table = apps.get_model("people", "Identifier")
    rows = list(table.objects.all())
    key = keys.secret(settings.TANSIQ_DATA_DIR, "identifiers").encode() if rows else b""
    for row in rows:
        row.blind = _blind(row.kind, row.value, key)
    table.objects.bulk_update(rows, ["blind"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_years")]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("record_id", models.UUIDField(primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("kind", models.CharField(choices=[("number", "Number"), ("link", "Link")], max_length=6)),
                ("anchors", django.contrib.postgres.fields.ArrayField(base_field=_ANCHORS, default=list, size=None)),
                ("equal", django.contrib.postgres.fields.ArrayField(base_field=_ANCHORS, default=list, size=None)),
            ],
            options={"indexes": [models.Index(fields=["kind"], name="people_digest_kind")]},
        ),
        # With defaults the way back has something to put into rows that are there, before they are filled.
        migrations.AlterField("protectivenumber", "blind", models.CharField(max_length=80, default="")),
        migrations.AlterField("identifier", "blind", models.CharField(max_length=80, default="")),
        migrations.RunSQL(_APART, _BACK),
        migrations.RunPython(migrations.RunPython.noop, _blind_again),
        migrations.RemoveIndex("protectivenumber", "number_holder_blinds"),
        migrations.RemoveField("protectivenumber", "blind"),
        migrations.RemoveField("protectivenumber", "holder_blinds"),
        migrations.RemoveField("link", "anchors"),
        migrations.RemoveField("identifier", "blind"),
    ]
