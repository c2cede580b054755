from django.db import migrations, models


class Migration(migrations.Migration):
    """A court and a prosecution were one kind: a prosecution could be chosen as the court of a file."""

    dependencies = [
        ("access", "0008_kin_holds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agency",
            name="kind",
            field=models.CharField(
                choices=[
                    ("security", "Security agency"),
                    ("judicial", "Court"),
                    ("prosecution", "Prosecution"),
                    ("civil", "Civil institution"),
                    ("oversight", "Oversight"),
                    ("list", "Published list"),
                ],
                max_length=12,
            ),
        ),
        # Whoever has prosecutors, and neither a registrar nor a judge, is a prosecution.
        migrations.RunSQL(
            """
            UPDATE access_agency a SET kind = 'prosecution' WHERE kind = 'judicial'
              AND EXISTS (SELECT 1 FROM access_member m JOIN access_rolegrant g ON g.member_id = m.id
                WHERE m.agency_id = a.id AND g.role = 'prosecutor' AND g.ended_at IS NULL)
              AND NOT EXISTS (SELECT 1 FROM access_member m JOIN access_rolegrant g ON g.member_id = m.id
                WHERE m.agency_id = a.id AND g.role IN ('registrar', 'judge') AND g.ended_at IS NULL)
            """,
            "UPDATE access_agency SET kind = 'judicial' WHERE kind = 'prosecution'",
        ),
    ]
