from django.db import migrations, models

PATTERNS = [
    ("own_family", "Read about somebody with the reader’s own family name"),
    ("declared_kin", "Read about kin whom the reader declared"),
    ("shielded", "Read about a journalist, lawyer, activist or candidate"),
    ("out_of_shift", "Read outside every shift of the reader"),
    ("bulk", "Read about more people in an hour than is usual"),
]
WHY = [
    ("drawn", "Drawn by lot"),
    ("relative", "Read of a relative, as far as known"),
    ("shielded", "Read of a journalist, lawyer, activist or candidate"),
]


class Migration(migrations.Migration):
    """Reads of somebody whose work a record weighs on are found, and all of them looked at."""

    dependencies = [("oversight", "0004_appeal")]
    operations = [
        migrations.AlterField("finding", "pattern", models.CharField(max_length=12, choices=PATTERNS)),
        migrations.AlterField("sampleitem", "why", models.CharField(max_length=8, choices=WHY)),
    ]
