from django.db import migrations, models

KINDS = [
    ("mistaken", "I am taken for somebody else"),
    ("correction", "What is said of me is wrong"),
    ("erasure", "What is kept of me must go"),
    ("held", "I ask what is held about me"),
]


class Migration(migrations.Migration):
    dependencies = [("oversight", "0002_redress_and_reads")]

    operations = [
        migrations.AddField(
            "complaint", "mandate", models.CharField(blank=True, max_length=200, default=""), preserve_default=False
        ),
        migrations.AlterField("complaint", "kind", models.CharField(max_length=12, choices=KINDS)),
        migrations.AlterField("holdertask", "kind", models.CharField(max_length=12, choices=KINDS)),
    ]
