from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0004_promise_day"),
    ]

    operations = [
        migrations.AlterField(
            model_name="file",
            name="state",
            field=models.CharField(
                choices=[
                    ("approach", "First approach"),
                    ("counsel", "Counsel is named"),
                    ("advised", "Legal advice was given"),
                    ("terms", "Terms are approved"),
                    ("window", "The days of disclosure run"),
                    ("closed", "Statements are closed"),
                    ("verification", "Claims are being verified"),
                    ("assessed", "The court has assessed it"),
                    ("protection", "Handed to protection"),
                    ("exited", "Ended"),
                    ("breach", "Ended by a breach"),
                    ("withdrawn", "Withdrawn by the person"),
                    ("child", "A child, or in doubt: nothing is asked"),
                ],
                default="approach",
                max_length=12,
            ),
        ),
    ]
