import django.db.models.deletion
from django.db import migrations, models

from bacung.ground.unindexed import Unindexed


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('drives', '0001_initial'),
        ('registry', '0002_fewer_indexes'),
        ('rounds', '0002_initial'),
        ('visits', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='personoutcome',
            name='visits_pers_person__160c15_idx',
        ),
        Unindexed(
            model_name='event',
            name='commune',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area'),
        ),
        Unindexed(
            model_name='event',
            name='drive',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='drives.drive'),
        ),
        Unindexed(
            model_name='event',
            name='household',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='registry.household'),
        ),
        Unindexed(
            model_name='event',
            name='voids',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voided_by', to='visits.event'),
        ),
        Unindexed(
            model_name='personoutcome',
            name='event',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='visits.event'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('voids__isnull', False)), fields=['voids'], name='what_an_event_voids'),
        ),
    ]
