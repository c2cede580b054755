from django.db import migrations


class Migration(migrations.Migration):
    """The desk reads complaints and appeals: who decided stands in the decision, which is the inspectorate's (G27)."""

    dependencies = [("oversight", "0005_shielded")]
    operations = [
        migrations.RemoveField("complaint", "decided_by_name"),
        migrations.RemoveField("appeal", "decided_by_name"),
    ]
