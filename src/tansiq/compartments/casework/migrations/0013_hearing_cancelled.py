from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0012_hearing_as_it_was"),
    ]

    operations = [
        migrations.AlterField(
            model_name="hearing",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("held", "Was held"),
                    ("adjourned", "Adjourned"),
                    ("cancelled", "Cancelled before its hour"),
                ],
                max_length=10,
            ),
        ),
    ]
