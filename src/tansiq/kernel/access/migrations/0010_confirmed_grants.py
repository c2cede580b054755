from django.db import migrations, models


class Migration(migrations.Migration):
    """Roles of oversight and of accreditation hold once somebody of oversight confirmed them; those of before hold on."""

    dependencies = [
        ("access", "0009_a_prosecution_is_no_court"),
    ]

    operations = [
        migrations.AddField(model_name="rolegrant", name="confirmed_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="rolegrant", name="confirmed_by", field=models.UUIDField(null=True)),
        migrations.RunSQL(
            """
            UPDATE access_rolegrant SET confirmed_at = granted_at
              WHERE role IN ('inspector', 'judge_delegate', 'accreditor')
            """,
            migrations.RunSQL.noop,
        ),
    ]
