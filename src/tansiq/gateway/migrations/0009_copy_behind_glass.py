from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gateway", "0008_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="disclosure",
            name="opened_by",
            field=models.UUIDField(null=True),
        ),
    ]
