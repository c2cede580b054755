from django.db import migrations


class Migration(migrations.Migration):
    """Nothing compares the family of a declared relative: kept all the same it would be a register of families."""

    dependencies = [("access", "0005_handle_in_any_case")]
    operations = [migrations.RemoveField("kin", "family_blind")]
