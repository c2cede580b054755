from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0006_protectionlink")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="place_code",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
    ]
