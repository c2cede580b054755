from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0013_hearing_cancelled"),
    ]

    operations = [
        migrations.AddField(
            model_name="charge",
            name="happened_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="charge",
            name="place",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    ]
