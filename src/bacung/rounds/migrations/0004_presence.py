import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("drives", "0001_initial"),
        ("rounds", "0003_evenings"),
    ]

    operations = [
        migrations.AddField(
            model_name="door",
            name="history",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="Learnt",
            fields=[
                (
                    "drive",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="drives.drive",
                    ),
                ),
                ("parameters", models.JSONField()),
                ("visits", models.PositiveIntegerField()),
                ("fitted_at", models.DateTimeField()),
            ],
        ),
    ]
