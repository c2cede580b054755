"""Acts alleged before they were reviewed every year: their sheets promise a review, and no clock ran."""

from django.db import migrations

# A year, as our rule says where this is written, from the day on which the act was alleged: what is late is told at
# once. An act that is before a court, or has ended, is not reviewed; one whose clock runs has its own.
START = """
    INSERT INTO clocks_clock (id, code, subject_kind, subject_id, reference, owner_id, started_at, due_at)
      SELECT gen_random_uuid(), 'CHARGE-REVIEW', 'casework.charge', c.id, c.number, c.owner_id, c.made_at,
        c.made_at + interval '12 months'
      FROM casework_charge c
      WHERE c.state IN ('recorded', 'investigated', 'insufficient', 'sufficient') AND NOT EXISTS (
        SELECT 1 FROM clocks_clock k WHERE k.subject_id = c.id AND k.code = 'CHARGE-REVIEW'
          AND k.met_at IS NULL AND k.stopped_at IS NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_when_and_where"), ("clocks", "0001_initial")]

    operations = [migrations.RunSQL(START, migrations.RunSQL.noop)]
