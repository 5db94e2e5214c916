"""Rooms are looked for, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0009_search_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="search",
            name="collection",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="search",
            name="way",
            field=models.CharField(
                choices=[
                    ("search", "Look for somebody"),
                    ("pair", "The same person in two pictures?"),
                    ("check", "Check an identity"),
                    ("trace", "Trace a family"),
                    ("room", "Which hotel is a room in?"),
                ],
                max_length=8,
            ),
        ),
    ]
