from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("victims", "0017_beside"),
    ]

    operations = [
        migrations.AddField(
            model_name="hearingnotice",
            name="said",
            field=models.CharField(
                choices=[
                    ("set", "set"),
                    ("moved", "moved to this hour"),
                    ("cancelled", "cancelled: nobody needs to come"),
                ],
                default="set",
                max_length=9,
            ),
        ),
    ]
