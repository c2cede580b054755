from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("custody", "0002_wider_states"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="detention",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["owner_id"], name="custody_held_by"),
        ),
        migrations.AddIndex(
            model_name="detention",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)), fields=["-ended_at"], name="custody_ended"
            ),
        ),
        migrations.AddIndex(
            model_name="enquiryask",
            index=models.Index(
                condition=models.Q(("answer", "")), fields=["owner_id", "due_at"], name="custody_ask_waits"
            ),
        ),
    ]
