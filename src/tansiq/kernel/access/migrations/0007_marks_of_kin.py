from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """A relative is recognised in other spellings too. What was declared before is: its name is kept nowhere."""

    dependencies = [("access", "0006_no_family_of_kin")]
    operations = [
        migrations.AddField("kin", "marks", ArrayField(models.CharField(max_length=64), default=list)),
    ]
