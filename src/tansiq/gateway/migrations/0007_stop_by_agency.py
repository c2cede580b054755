import uuid

from django.db import migrations, models

# Whoever took it in hand, else any agency of the role: those that were not told are told by the next run of the job.
FILL = """
UPDATE gateway_stop s SET
  sign_id = s.id,
  key = translate(upper(regexp_replace(s.reference, '[[:space:][:punct:]]', '', 'g')), '٠١٢٣٤٥٦٧٨٩', '0123456789'),
  agency_id = coalesce(
    (SELECT m.agency_id FROM access_member m WHERE m.user_id = s.acknowledged_by),
    (SELECT m.agency_id FROM access_member m JOIN access_rolegrant g ON g.member_id = m.id
      WHERE g.role = s.told AND g.ended_at IS NULL ORDER BY m.agency_id LIMIT 1),
    '00000000-0000-0000-0000-000000000000')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("gateway", "0006_order_on_hold"),
        ("access", "0003_accounts"),
    ]

    operations = [
        migrations.AddField("stop", "agency_id", models.UUIDField(default=uuid.UUID(int=0)), preserve_default=False),
        migrations.AddField("stop", "sign_id", models.UUIDField(default=uuid.UUID(int=0)), preserve_default=False),
        migrations.AddField("stop", "key", models.CharField(default="", max_length=120), preserve_default=False),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "stop",
            models.Index(condition=models.Q(("lifted_at", None)), fields=["key"], name="gateway_stop_stands"),
        ),
        migrations.AddConstraint(
            "stop",
            models.UniqueConstraint(fields=("sign_id", "told", "agency_id"), name="one_stop_of_an_agency"),
        ),
    ]
