from django.db import migrations, models


class Migration(migrations.Migration):
    """A day of reads that lay too far back to be checked is kept as such."""

    dependencies = [("oversight", "0006_no_name_of_who_decided")]
    operations = [migrations.AlterField("reviewday", "checked_at", models.DateTimeField(null=True))]
