"""A notice of cooperation hangs on the file and names a case: who of those accused in it speaks is not known here."""

from django.db import migrations, models

# Of two accused under one number one notice is left.
_FILL = """
    UPDATE victims_cooperationnotice n SET reference = btrim(p.reference) FROM victims_party p WHERE p.id = n.accused_id;
    DELETE FROM victims_cooperationnotice a USING victims_cooperationnotice b
      WHERE a.matter_id = b.matter_id AND a.reference = b.reference AND (a.received_at, a.id) > (b.received_at, b.id);
"""


class Migration(migrations.Migration):
    dependencies = [("victims", "0011_cooperation_notice")]

    operations = [
        migrations.RemoveConstraint("cooperationnotice", "one_cooperation_notice_of_an_accused"),
        migrations.AddField(
            "cooperationnotice", "reference", models.CharField(default="", max_length=60), preserve_default=False
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.RemoveField("cooperationnotice", "accused"),
        migrations.AddConstraint(
            "cooperationnotice",
            models.UniqueConstraint(fields=("matter", "reference"), name="one_cooperation_notice_of_a_case"),
        ),
    ]
