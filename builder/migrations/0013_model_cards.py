"""What owners say of models, when these changed, hidden model versions, runs of single models.

On SQLite a new column with a default makes the table anew, without its triggers: those that keep
versions as they are go before and come back after, in the same transaction.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F

if TYPE_CHECKING:
    from django.db.migrations.state import StateApps

immutable = import_module('builder.migrations.0002_immutable')


def changed_when_made(apps: StateApps, schema: object) -> None:
    """Nobody noted when a model changed: it did when it was made."""
    apps.get_model('builder', 'Model').objects.update(modified_at=F('created_at'))


class Migration(migrations.Migration):

    dependencies = [
        ('builder', '0012_stream_sessions'),
    ]

    operations = [
        migrations.RunPython(immutable.drop_triggers, immutable.add_triggers),
        migrations.AddField(
            model_name='model',
            name='card',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='model',
            name='modified_at',
            field=models.DateTimeField(auto_now=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='modelversion',
            name='card',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='modelversion',
            name='deleted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='workflow',
            name='calls_of',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddConstraint(
            model_name='workflow',
            constraint=models.UniqueConstraint(condition=models.Q(('calls_of', ''), _negated=True), fields=('app', 'calls_of'), name='workflow_calls_of_once'),
        ),
        migrations.RunPython(changed_when_made, migrations.RunPython.noop),
        migrations.RunPython(immutable.add_triggers, immutable.drop_triggers),
    ]
