"""The form of a court that does not sign in serves the stop, too, that words caused which name nobody."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("victims", "0012_cooperation_of_a_case")]

    operations = [
        migrations.AddField(
            "courtform",
            "statement",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="forms", to="victims.statement"
            ),
        ),
    ]
