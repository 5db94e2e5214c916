from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="role",
            field=models.CharField(
                choices=[
                    ("investigator", "Investigator"),
                    ("analyst", "Analyst"),
                    ("supervisor", "Supervisor"),
                    ("bank", "Bank"),
                    ("platform", "Platform"),
                    ("auditor", "Auditor"),
                    ("administrator", "Administrator"),
                    ("advocate", "Advocate"),
                    ("line_supervisor", "Supervisor of the help line"),
                    ("case_worker", "Case worker"),
                ],
                default="analyst",
                max_length=16,
                verbose_name="role",
            ),
        ),
    ]
