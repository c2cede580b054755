from typing import Any

from django.db import migrations, models
from django.db.models.functions import Lower

from tansiq.kernel.access.errors import HandlesAlike

ALIKE = """
    SELECT string_agg(username, ', ' ORDER BY username) FROM access_user
    GROUP BY lower(username) HAVING count(*) > 1 ORDER BY 1
"""


def refuse_alike(apps: Any, schema_editor: Any) -> None:
    """Say which handles somebody must change, before the database says that two of them are one."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(ALIKE)
        alike = [together for (together,) in cursor.fetchall()]
    if alike:
        raise HandlesAlike(handles=alike)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_shift_left"),
    ]

    operations = [
        migrations.RunPython(refuse_alike, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(Lower("username"), name="one_handle_in_any_case"),
        ),
    ]
