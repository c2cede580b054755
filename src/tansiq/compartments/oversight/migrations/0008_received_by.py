from django.db import migrations, models


class Migration(migrations.Migration):
    """Who marked a receipt as handed over."""

    dependencies = [("oversight", "0007_given_up")]
    operations = [migrations.AddField("complaint", "received_by", models.UUIDField(null=True))]
