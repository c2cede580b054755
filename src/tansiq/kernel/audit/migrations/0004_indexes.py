from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_longer_reference"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["-at", "-id"], name="audit_newest"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["reference", "-at"], name="audit_of_reference"),
        ),
    ]
