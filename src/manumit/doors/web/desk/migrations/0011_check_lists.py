"""A check of an identity may ask lists: what it is for stands with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0010_rooms"),
    ]

    operations = [
        migrations.AddField(
            model_name="search",
            name="aim",
            field=models.CharField(
                blank=True,
                choices=[
                    ("missing", "Is somebody looking for them?"),
                    ("protection", "May they need protection?"),
                    ("suspicion", "Are they suspected?"),
                ],
                default="",
                max_length=12,
            ),
            preserve_default=False,
        ),
    ]
