from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0017_women_heard"),
    ]

    operations = [
        migrations.AlterField(
            model_name="courtact",
            name="penalty",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Nothing of this kind"),
                    ("prison", "Imprisonment, fine or diya"),
                    ("death", "Death"),
                    ("unsaid", "It is not written down"),
                ],
                max_length=8,
            ),
        ),
    ]
