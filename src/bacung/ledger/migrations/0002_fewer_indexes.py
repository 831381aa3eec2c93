import django.db.models.deletion
from django.db import migrations, models

from bacung.ground.unindexed import Unindexed


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('ledger', '0001_initial'),
        ('registry', '0002_fewer_indexes'),
    ]

    operations = [
        Unindexed(
            model_name='entry',
            name='commune',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area'),
        ),
        Unindexed(
            model_name='entry',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='registry.person'),
        ),
        Unindexed(
            model_name='entry',
            name='voids',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voided_by', to='ledger.entry'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['evidence'], name='ledger_entr_evidenc_981f48_idx'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('voids__isnull', False)), fields=['voids'], name='what_an_entry_voids'),
        ),
    ]
