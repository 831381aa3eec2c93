import django.db.models.deletion
from django.db import migrations, models

from bacung.ground.unindexed import Unindexed


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0001_initial'),
    ]

    operations = [
        Unindexed(
            model_name='fact',
            name='household',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='registry.household'),
        ),
        Unindexed(
            model_name='fact',
            name='person',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='registry.person'),
        ),
    ]
