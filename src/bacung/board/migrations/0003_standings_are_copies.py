import django.db.models.deletion
from django.db import migrations, models

from bacung.ground.unindexed import Unbound


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('board', '0002_fewer_indexes'),
        ('drives', '0001_initial'),
    ]

    operations = [
        Unbound(
            model_name='standing',
            name='commune',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area'),
        ),
        Unbound(
            model_name='standing',
            name='drive',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='drives.drive'),
        ),
        Unbound(
            model_name='standing',
            name='hamlet',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.hamlet'),
        ),
    ]
