from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def all_heard(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was said before this was known counts as heard: it is not all judged anew."""
    apps.get_model("helpline", "Conversation").objects.update(heard=models.F("last"))


class Migration(migrations.Migration):
    dependencies = [
        ("helpline", "0008_found"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="heard",
            field=models.PositiveIntegerField(default=0, db_default=0),
        ),
        migrations.RunPython(all_heard, migrations.RunPython.noop),
    ]
