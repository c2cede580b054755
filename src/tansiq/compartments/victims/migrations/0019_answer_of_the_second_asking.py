from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [
        ("victims", "0018_hearing_said"),
    ]

    operations = [
        migrations.AlterField(
            model_name="session",
            name="entry",
            field=models.OneToOneField(
                null=True, on_delete=deletion.PROTECT, related_name="session", to="victims.entry"
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="answer",
            field=models.CharField(blank=True, default="", max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="errand",
            name="answer",
            field=models.CharField(blank=True, default="", max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(model_name="errand", name="taken_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="errand",
            name="refused",
            field=models.CharField(blank=True, default="", max_length=24),
            preserve_default=False,
        ),
    ]
