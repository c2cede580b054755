"""Years of birth are keys of the match index; after migrating it is filled anew."""

from django.db import migrations

_EMPTY = "UPDATE people_heldentry SET words = ''; UPDATE people_orderentry SET words = '';"


class Migration(migrations.Migration):
    dependencies = [("people", "0002_words")]

    # The way back leaves the years where they are: nobody asks for them.
    operations = [migrations.RunSQL(_EMPTY, migrations.RunSQL.noop)]
