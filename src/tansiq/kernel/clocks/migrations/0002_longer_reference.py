from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clocks", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="alarm",
            name="reference",
            field=models.CharField(max_length=60),
        ),
        migrations.AlterField(
            model_name="clock",
            name="reference",
            field=models.CharField(max_length=60),
        ),
    ]
