"""Searches remember of whom in a gallery they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0008_family_tracing"),
    ]

    operations = [
        migrations.AddField(
            model_name="search",
            name="people",
            field=models.JSONField(default=list),
        ),
    ]
