"""A password that was handed over lets its member in until they have chosen another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AddField(model_name="user", name="enrol_until", field=models.DateTimeField(null=True)),
    ]
