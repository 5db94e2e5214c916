from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("helpline", "0007_openings"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="found",
            field=models.BinaryField(default=b"", db_default=b""),
        ),
    ]
