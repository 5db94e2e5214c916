from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("helpline", "0005_rendering"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outgoing",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sent", "Sent"),
                    ("arrived", "Arrived"),
                    ("failed", "Failed"),
                ],
                db_index=True,
                default="waiting",
                max_length=7,
            ),
        ),
    ]
