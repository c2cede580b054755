from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gateway", "0007_stop_by_agency"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(fields=["-asked_at"], name="gateway_ask_newest"),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(fields=["kit_id"], name="gateway_ask_kit"),
        ),
        migrations.AddIndex(
            model_name="ask",
            index=models.Index(
                condition=models.Q(("order_id__isnull", False)), fields=["order_id"], name="gateway_ask_order"
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["recipient_id", "-disclosed_at"], name="gateway_copy_received"),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["owner_id", "-disclosed_at"], name="gateway_copy_given"),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["subject_id"], name="gateway_copy_subject"),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["held_kit_id"], name="gateway_copy_held"),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(
                condition=models.Q(("hit_id__isnull", False)), fields=["hit_id"], name="gateway_copy_hit"
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(
                condition=models.Q(("ask_id__isnull", False)), fields=["ask_id"], name="gateway_copy_ask"
            ),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["state", "-is_urgent", "due_at"], name="gateway_hit_waits"),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["held_kit_id"], name="gateway_hit_held"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["kit_id"], name="gateway_order_kit"),
        ),
    ]
