from django.db import migrations, models


class Migration(migrations.Migration):
    """What is taken back holds for a while; what was taken back before holds no longer."""

    dependencies = [("access", "0007_marks_of_kin")]
    operations = [migrations.AddField("kin", "holds_until", models.DateTimeField(null=True))]
