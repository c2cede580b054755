from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_by_phone"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["member_id"], name="decision_of_member"),
        ),
    ]
