import django.db.models.deletion
from django.db import migrations, models

from bacung.ground.unindexed import Unindexed


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('board', '0001_initial'),
        ('drives', '0001_initial'),
    ]

    operations = [
        Unindexed(
            model_name='standing',
            name='commune',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area'),
        ),
        Unindexed(
            model_name='standing',
            name='drive',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='drives.drive'),
        ),
        Unindexed(
            model_name='standing',
            name='hamlet',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.hamlet'),
        ),
    ]
